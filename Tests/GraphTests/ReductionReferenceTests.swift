import LaminaGraph
import Testing

@Suite struct ReductionReferenceTests {
    private let matrix = ([1.0, 5, 3, 4, 2, 6], TensorSpec([2, 3]))

    @Test func reducesEachAxis() throws {
        #expect(try evaluate(.reduce(.sum, axes: [0]), matrix) == [5, 7, 9])
        #expect(try evaluate(.reduce(.sum, axes: [1]), matrix) == [9, 12])
        #expect(try evaluate(.reduce(.product, axes: [0, 1]), matrix) == [720])
        #expect(try evaluate(.reduce(.max, axes: [1]), matrix) == [5, 6])
        #expect(try evaluate(.reduce(.min, axes: [0]), matrix) == [1, 2, 3])
    }

    @Test func middleAxisOfThree() throws {
        let cube = ((0..<12).map(Double.init), TensorSpec([2, 3, 2]))
        #expect(try evaluate(.reduce(.sum, axes: [1]), cube) == [6, 9, 24, 27])
        #expect(try evaluate(.reduce(.sum, axes: [0, 2]), cube) == [14, 22, 30])
    }

    @Test func emptyAxesGiveTheNeutralElement() throws {
        #expect(try evaluate(.reduce(.sum, axes: [0]), ([], TensorSpec([0, 2]))) == [0, 0])
        #expect(try evaluate(.reduce(.product, axes: [0]), ([], TensorSpec([0]))) == [1])
        #expect(try evaluate(.reduce(.any, axes: [0]), ([], TensorSpec([0], .bool))) == [0])
        #expect(try evaluate(.reduce(.all, axes: [0]), ([], TensorSpec([0], .bool))) == [1])
    }

    @Test func integerSumsWrapWithoutRounding() throws {
        let x = [9_007_199_254_740_991.0, 2, 1, 0]
        #expect(
            try evaluate(.reduce(.sum, axes: [0]), (x, TensorSpec([4], .int64)))
                == [9_007_199_254_740_994])
        let bytes = ([200.0, 100], TensorSpec([2], .uint8))
        #expect(try evaluate(.reduce(.sum, axes: [0]), bytes) == [44])
        #expect(try evaluate(.reduce(.product, axes: [0]), bytes) == [32])
    }

    @Test func nanWinsEveryExtreme() throws {
        let x = ([1, .nan, 3], TensorSpec([3]))
        #expect(try evaluate(.reduce(.max, axes: [0]), x)[0].isNaN)
        #expect(try evaluate(.reduce(.min, axes: [0]), x)[0].isNaN)
        #expect(try evaluate(.argReduce(largest: true, axis: 0), x) == [1])
        #expect(try evaluate(.argReduce(largest: false, axis: 0), x) == [1])
    }

    @Test func argReduceGivesTheFirstOfTies() throws {
        let x = ([3.0, 1, 3, 1, 2, 1], TensorSpec([2, 3]))
        #expect(try evaluate(.argReduce(largest: true, axis: 1), x) == [0, 1])
        #expect(try evaluate(.argReduce(largest: false, axis: 1), x) == [1, 0])
        #expect(try evaluate(.argReduce(largest: true, axis: 0), x) == [0, 1, 0])
    }
}
