import LaminaGraph
import Testing

@Suite struct PoolReferenceTests {
    private let x = ([1.0, 5, 5, 2, -3, 0, 7, 7, 1], TensorSpec([1, 3, 3, 1]))
    private let sliding = PoolWindow(size: [2, 2], strides: [1, 1])
    private let padded = PoolWindow(
        size: [2, 2], strides: [2, 2], padding: Padding(top: 1, bottom: 0, left: 1, right: 0))

    @Test func maximumOfEachWindow() throws {
        #expect(try evaluate(.pool(.max, sliding), x) == [5, 5, 7, 7])
        #expect(try evaluate(.pool(.max, padded), x) == [1, 5, 7, 7])
        let negative = ([-4.0], TensorSpec([1, 1, 1, 1]))
        #expect(try evaluate(.pool(.max, padded), negative) == [-4])
    }

    @Test func gradientGoesToTheFirstMaximumRowByRow() throws {
        let dy = ([1.0, 10, 100, 1000], TensorSpec([1, 2, 2, 1]))
        // The windows' first maxima are elements 1, 1, 6 and 7.
        #expect(
            try evaluate(.maxPoolGradient(sliding), x, dy) == [0, 11, 0, 0, 0, 0, 100, 1000, 0])
    }

    @Test func nanWins() throws {
        let x = ([1, .nan, .nan, 9], TensorSpec([1, 2, 2, 1]))
        #expect(try evaluate(.pool(.max, sliding), x)[0].isNaN)
        let dy = ([1.0], TensorSpec([1, 1, 1, 1]))
        #expect(try evaluate(.maxPoolGradient(sliding), x, dy) == [0, 1, 0, 0])
    }

    @Test func averageCountsThePaddingOnlyWhenTold() throws {
        #expect(try evaluate(.pool(.average, sliding), x) == [1.25, 1.75, 3.25, 1.25])
        #expect(try evaluate(.pool(.average, padded), x) == [1, 5, 4.5, 1.25])
        var counting = padded
        counting.countsPadding = true
        #expect(try evaluate(.pool(.average, counting), x) == [0.25, 2.5, 2.25, 1.25])
    }

    @Test(arguments: [false, true]) func averageGradientIsItsTranspose(counts: Bool) throws {
        var window = padded
        window.countsPadding = counts
        let y = try evaluate(.pool(.average, window), x)
        let dy = ([1.0, -2, 4, 8], TensorSpec([1, 2, 2, 1]))
        let dx = try evaluate(.averagePoolGradient(window, x.1.shape), dy)
        func dot(_ a: [Double], _ b: [Double]) -> Double {
            zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        }
        #expect(dot(dx, x.0) == dot(dy.0, y))
    }
}
