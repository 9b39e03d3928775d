import LaminaGraph
import Testing

@Suite struct MovementReferenceTests {
    private let matrix = ([1.0, 2, 3, 4, 5, 6], TensorSpec([2, 3]))

    @Test func broadcastPlacesAxes() throws {
        let column = ([1.0, 2], TensorSpec([2, 1]))
        #expect(try evaluate(.broadcast([2, 3], axes: [0, 1]), column) == [1, 1, 1, 2, 2, 2])
        let row = ([1.0, 2], TensorSpec([2]))
        #expect(try evaluate(.broadcast([2, 2], axes: [1]), row) == [1, 2, 1, 2])
        #expect(try evaluate(.broadcast([2, 2], axes: [0]), row) == [1, 1, 2, 2])
    }

    @Test func transposeReordersAxes() throws {
        #expect(try evaluate(.transpose([1, 0]), matrix) == [1, 4, 2, 5, 3, 6])
        let cube = ((0..<24).map(Double.init), TensorSpec([2, 3, 4]))
        let moved = try evaluate(.transpose([2, 0, 1]), cube)
        // Element [3, 1, 2] of [4, 2, 3] is element [1, 2, 3] of [2, 3, 4].
        #expect(moved[3 * 6 + 1 * 3 + 2] == 23)
        #expect(moved[1 * 6 + 0 * 3 + 2] == 9)
    }

    @Test func sliceAndPadAreInverse() throws {
        let slice = Primitive.slice(starts: [0, 0], limits: [2, 3], strides: [1, 2])
        #expect(try evaluate(slice, matrix) == [1, 3, 4, 6])
        let pad = Primitive.pad(low: [1, 0], high: [0, 1], value: 9)
        let padded = try evaluate(pad, matrix)
        #expect(padded == [9, 9, 9, 9, 1, 2, 3, 9, 4, 5, 6, 9])
        let back = Primitive.slice(starts: [1, 0], limits: [3, 3], strides: [1, 1])
        #expect(try evaluate(back, (padded, TensorSpec([3, 4]))) == matrix.0)
    }

    @Test func reverseTurnsTheListedAxesRound() throws {
        #expect(try evaluate(.reverse(axes: [1]), matrix) == [3, 2, 1, 6, 5, 4])
        #expect(try evaluate(.reverse(axes: [0, 1]), matrix) == [6, 5, 4, 3, 2, 1])
        #expect(try evaluate(.reverse(axes: []), matrix) == matrix.0)
    }

    @Test func concatenateSkipsEmptyParts() throws {
        let empty = ([Double](), TensorSpec([2, 0]))
        let joined = try evaluate(.concatenate(axis: 1), empty, matrix, empty, matrix)
        #expect(joined == [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6])
    }

    @Test func iotaCountsAlongItsAxis() throws {
        #expect(try evaluate(.iota(TensorSpec([2, 3], .int32), axis: 1)) == [0, 1, 2, 0, 1, 2])
        #expect(try evaluate(.iota(TensorSpec([2, 3], .int32), axis: 0)) == [0, 0, 0, 1, 1, 1])
    }

    @Test func rowsOutsideTheTableAreZeroAndDropped() throws {
        let indices = ([1.0, -1, 0, 2], TensorSpec([4], .int32))
        #expect(
            try evaluate(.gatherRows, matrix, indices) == [4, 5, 6, 0, 0, 0, 1, 2, 3, 0, 0, 0])
        let table = ([0.0, 3], TensorSpec([2]))
        let updates = ([1.0, 2, 4, 8], TensorSpec([4]))
        let repeated = ([1.0, -1, 1, 2], TensorSpec([4], .int32))
        #expect(try evaluate(.scatterRows(.add), table, repeated, updates) == [0, 8])
        #expect(try evaluate(.scatterRows(.set), table, repeated, updates) == [0, 4])
        #expect(try evaluate(.scatterRows(.multiply), table, repeated, updates) == [0, 12])
        #expect(try evaluate(.scatterRows(.maximum), table, repeated, updates) == [0, 4])
        #expect(try evaluate(.scatterRows(.minimum), table, repeated, updates) == [0, 1])
    }
}
