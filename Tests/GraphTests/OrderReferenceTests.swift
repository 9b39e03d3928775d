import LaminaGraph
import Testing

/// The references of what works along an axis, by values worked out by hand.
@Suite struct OrderReferenceTests {
    private let line = ([3.0, 1, .nan, 3, 2], TensorSpec([5]))

    @Test func sortingIsStableAndPutsNaNLast() throws {
        let rising = Primitive.argSort(axis: 0, descending: false, count: 5)
        #expect(try evaluate(rising, line) == [1, 4, 0, 3, 2])
        let falling = Primitive.argSort(axis: 0, descending: true, count: 3)
        #expect(try evaluate(falling, line) == [0, 3, 4])
        let columns = ([2.0, 1, 1, 2], TensorSpec([2, 2]))
        let down = Primitive.argSort(axis: 0, descending: false, count: 2)
        #expect(try evaluate(down, columns) == [1, 0, 0, 1])
    }

    @Test func cumulativeOperationsRunBothWays() throws {
        let x = ([1.0, 2, 3, 4, 5, 6], TensorSpec([2, 3]))
        func run(_ op: Cumulation, axis: Int, reversed: Bool) throws -> [Double] {
            try evaluate(.cumulative(op, axis: axis, reversed: reversed), x)
        }
        #expect(try run(.sum, axis: 1, reversed: false) == [1, 3, 6, 4, 9, 15])
        #expect(try run(.sum, axis: 1, reversed: true) == [6, 5, 3, 15, 11, 6])
        #expect(try run(.product, axis: 0, reversed: false) == [1, 2, 3, 4, 10, 18])
        #expect(try run(.min, axis: 0, reversed: true) == [1, 2, 3, 4, 5, 6])
        #expect(try run(.max, axis: 1, reversed: true) == [3, 3, 3, 6, 6, 6])
        let bytes = ([100.0, 100, 3], TensorSpec([3], .int8))
        #expect(
            try evaluate(.cumulative(.sum, axis: 0, reversed: false), bytes) == [100, -56, -53])
        let infinite = ([-Double.infinity, 0, .infinity], TensorSpec([3], .float64))
        let sums = try evaluate(.cumulative(.logSumExp, axis: 0, reversed: false), infinite)
        #expect(sums == [-.infinity, 0, .infinity])
    }

    @Test func recurrencesStartWithTheFirstTerm() throws {
        let a = ([9.0, 2, 3], TensorSpec([3]))
        let b = ([1.0, 10, 100], TensorSpec([3]))
        let forward = Primitive.linearRecurrence(axis: 0, reversed: false)
        #expect(try evaluate(forward, a, b) == [1, 12, 136])
        let backward = Primitive.linearRecurrence(axis: 0, reversed: true)
        #expect(try evaluate(backward, a, b) == [1891, 210, 100])
    }

    @Test func slicesAreMovedInside() throws {
        let x = ((0..<12).map(Double.init), TensorSpec([3, 4]))
        let slice = Primitive.dynamicSlice(sizes: [2, 2])
        #expect(try evaluate(slice, x, ([1, 1], TensorSpec([2], .int32))) == [5, 6, 9, 10])
        #expect(try evaluate(slice, x, ([7, -1], TensorSpec([2], .int32))) == [4, 5, 8, 9])
        let each = ([0.0, 9, 2], TensorSpec([3, 1], .int32))
        #expect(
            try evaluate(.dynamicSlice(sizes: [3, 2]), x, each) == [0, 1, 6, 7, 10, 11])
        let part = ([70.0, 80, 90], TensorSpec([3, 1]))
        #expect(
            try evaluate(.dynamicUpdate, x, part, each)
                == [70, 1, 2, 3, 4, 5, 6, 80, 8, 9, 90, 11])
    }
}
