import LaminaGraph
import LaminaTensor
import Testing

/// Images at other sizes.
@Suite struct ResizeTests {
    private let row = Tensor([0, 4, 8, 4], shape: [1, 4, 1])

    @Test func pointsLieInTheMiddleOfTheirCells() {
        // New cells of half an element: their middles lie at -0.25, 0.25, 0.75, …
        let y = row.resized(to: [8], axes: [1])
        #expect(y.array() == [0, 1, 3, 5, 7, 7, 5, 4])
    }

    @Test func cornersStayWhereAsked() {
        let y = Tensor([0, 3, 6], shape: [3]).resized(to: [5], axes: [0], alignCorners: true)
        #expect(y.array() == [0, 1.5, 3, 4.5, 6])
    }

    /// At 0.5 and 2.5 with twice the reach: weights (0.75, 0.75, 0.25) of the four, from the border.
    @Test func shrinkingAverages() {
        let y = row.resized(to: [2], axes: [1]).array()
        #expect(Swift.abs(y[0] - (0.75 * 0 + 0.75 * 4 + 0.25 * 8) / 1.75) < 1e-6)
        #expect(row.resized(to: [2], axes: [1], antialias: false).array() == [2, 6])
    }

    @Test(arguments: ResizeMethod.allCases) func aConstantStaysOne(_ method: ResizeMethod) {
        let y = Tensor.full(3, [1, 5, 4, 1]).resized(to: [7, 2], method: method)
        for value in y.array() { #expect(Swift.abs(value - 3) < 1e-6) }
    }

    @Test func nearestKeepsTypeAndNaN() {
        let whole = Tensor([Int32(1), 2, 3], shape: [3]).resized(
            to: [6], axes: [0], method: .nearest)
        #expect(whole.array(as: Int32.self) == [1, 1, 2, 2, 3, 3])
        let mixed = Tensor([1, .nan]).resized(to: [4], axes: [0], method: .nearest).array()
        #expect(mixed[0] == 1 && mixed[1] == 1 && mixed[2].isNaN)
    }

    @Test func shufflingPixelsIsUndone() {
        let x = Tensor.iota([24], dtype: .float32).reshaped([1, 2, 3, 4])
        let y = x.pixelShuffled(factor: 2)
        #expect(y.shape == [1, 4, 6, 1])
        // The first four channels become the first square.
        #expect(y.slice(0..<2, axis: 1).slice(0..<2, axis: 2).array() == [0, 1, 2, 3])
        #expect(y.pixelUnshuffled(factor: 2).array() == x.array())
    }

    @Test func aGridOfThePixelsThemselvesGivesTheImage() {
        let x = Tensor([1, 2, 3, 4], shape: [1, 2, 2, 1])
        let grid = Tensor([-1, -1, 1, -1, -1, 1, 1, 1], shape: [1, 2, 2, 2])
        #expect(gridSample(x, grid: grid, alignCorners: true).array() == [1, 2, 3, 4])
        // With -1 at the outer border, a quarter of the element and three quarters of nothing.
        #expect(gridSample(x, grid: grid).array() == [0.25, 0.5, 0.75, 1])
        #expect(gridSample(x, grid: grid, border: .edge).array() == [1, 2, 3, 4])
    }
}
