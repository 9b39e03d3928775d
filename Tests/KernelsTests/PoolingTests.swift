import CLaminaKernels
import LaminaTestSupport
import Testing

/// Pooling and its gradients against plain loops over `Double`.
@Suite struct PoolingTests {
    struct Shape: CustomTestStringConvertible, Sendable {
        var batch = 2
        var size = (9, 11)
        var channels = 6
        var window = (2, 2)
        var stride = (2, 2)
        /// Top, left, bottom, right.
        var padding = (0, 0, 0, 0)
        var countsPadding = false

        var pool: lk_pool {
            var p = lk_pool()
            p.batch = Int64(batch)
            (p.height, p.width) = (Int64(size.0), Int64(size.1))
            p.channels = Int64(channels)
            (p.size_h, p.size_w) = (Int64(window.0), Int64(window.1))
            (p.stride_h, p.stride_w) = (Int64(stride.0), Int64(stride.1))
            (p.pad_top, p.pad_left) = (Int64(padding.0), Int64(padding.1))
            p.out_height = Int64((size.0 + padding.0 + padding.2 - window.0) / stride.0 + 1)
            p.out_width = Int64((size.1 + padding.1 + padding.3 - window.1) / stride.1 + 1)
            p.count_padding = countsPadding
            return p
        }
        var inputs: Int { batch * size.0 * size.1 * channels }
        var outputs: Int { batch * Int(pool.out_height * pool.out_width) * channels }

        var testDescription: String {
            "\(batch)x\(size)x\(channels) window \(window) stride \(stride) padding \(padding)"
                + (countsPadding ? " counted" : "")
        }
    }

    static let shapes = [
        Shape(), Shape(channels: 16), Shape(channels: 1), Shape(channels: 33, window: (3, 3)),
        Shape(window: (3, 2), stride: (1, 1), padding: (1, 0, 2, 1)),
        Shape(window: (3, 3), stride: (2, 1), padding: (1, 1, 1, 1), countsPadding: true),
        Shape(channels: 17, window: (1, 4), stride: (3, 2), padding: (0, 3, 0, 2)),
        Shape(window: (2, 2), stride: (3, 4)), Shape(window: (9, 11)),
        Shape(batch: 1, size: (70, 61), channels: 20, window: (3, 3), padding: (1, 1, 1, 1)),
        Shape(batch: 40, size: (28, 28)), Shape(window: (2, 2), padding: (2, 2, 2, 2)),
        Shape(batch: 0),
    ]

    /// Small integers, so that windows often hold equal maxima.
    private static func values(_ s: Shape) -> (x: [Double], dy: [Double]) {
        var random = SplitMix(seed: 3)
        let x = (0..<s.inputs).map { _ in Double(Int.random(in: -2...2, using: &random)) }
        let dy = (0..<s.outputs).map { _ in Double(Int.random(in: -8...8, using: &random)) / 4 }
        return (x, dy)
    }

    /// For each output, the indices of its window's elements, row by row.
    private func windows(_ s: Shape) -> [[Int]] {
        let p = s.pool
        let (height, width) = (Int(p.out_height), Int(p.out_width))
        return (0..<s.outputs).map { output in
            let (j, q) = (output % s.channels, output / s.channels % width)
            let (o, image) = (
                output / (s.channels * width) % height, output / (s.channels * width * height)
            )
            return (0..<s.window.0 * s.window.1).compactMap { tap in
                let row = o * s.stride.0 - s.padding.0 + tap / s.window.1
                let column = q * s.stride.1 - s.padding.1 + tap % s.window.1
                guard 0..<s.size.0 ~= row, 0..<s.size.1 ~= column else { return nil }
                return ((image * s.size.0 + row) * s.size.1 + column) * s.channels + j
            }
        }
    }

    private struct Results<T> {
        var max: [T], maxGradient: [T], average: [T], averageGradient: [T]
    }

    private func reference(_ s: Shape, _ x: [Double], _ dy: [Double]) -> Results<Double> {
        let zeros = [Double](repeating: 0, count: s.inputs)
        var r = Results(max: [], maxGradient: zeros, average: [], averageGradient: zeros)
        for (output, window) in windows(s).enumerated() {
            let winner = window.dropFirst().reduce(window.first) { best, i in
                guard let best else { return i }
                return x[i] > x[best] ? i : best
            }
            r.max.append(winner.map { x[$0] } ?? -.infinity)
            if let winner { r.maxGradient[winner] += dy[output] }
            let count = s.countsPadding ? s.window.0 * s.window.1 : window.count
            let sum = window.reduce(0) { $0 + x[$1] }
            r.average.append(count == 0 ? 0 : sum / Double(count))
            for i in window { r.averageGradient[i] += dy[output] / Double(count) }
        }
        return r
    }

    private func run<T: BitwiseCopyable>(
        _ dtype: lk_dtype, _ s: Shape, _ x: [T], _ dy: [T], filled: T
    )
        -> Results<T>
    {
        var p = s.pool
        var r = Results(
            max: .init(repeating: filled, count: s.outputs),
            maxGradient: .init(repeating: filled, count: s.inputs),
            average: .init(repeating: filled, count: s.outputs),
            averageGradient: .init(repeating: filled, count: s.inputs))
        lk_max_pool(&p, dtype, x, &r.max)
        lk_max_pool_gradient(&p, dtype, x, dy, &r.maxGradient)
        lk_average_pool(&p, dtype, x, &r.average)
        lk_average_pool_gradient(&p, dtype, dy, &r.averageGradient)
        return r
    }

    /// Maxima and their gradients are sums of a few small multiples of 1/4, hence exact; averages
    /// divide.
    @Test(arguments: shapes) func floatsAgreeWithPlainLoops(_ s: Shape) {
        let (x, dy) = Self.values(s), expected = reference(s, x, dy)
        let r = run(LK_FLOAT32, s, x.map(Float.init), dy.map(Float.init), filled: .nan)
        #expect(r.max == expected.max.map(Float.init))
        #expect(r.maxGradient == expected.maxGradient.map(Float.init))
        #expect(isClose(r.average, expected.average, tolerance: 1e-6))
        #expect(isClose(r.averageGradient, expected.averageGradient, tolerance: 1e-5))
    }

    @Test(arguments: shapes) func doublesAgreeWithPlainLoops(_ s: Shape) {
        let (x, dy) = Self.values(s), expected = reference(s, x, dy)
        let r = run(LK_FLOAT64, s, x, dy, filled: .nan)
        #expect(r.max == expected.max)
        #expect(r.maxGradient == expected.maxGradient)
        #expect(isClose(r.average, expected.average, tolerance: 1e-15))
        #expect(isClose(r.averageGradient, expected.averageGradient, tolerance: 1e-14))
    }

    private func isClose<T: BinaryFloatingPoint>(_ a: [T], _ b: [Double], tolerance: Double) -> Bool
    {
        a.count == b.count && zip(a, b).allSatisfy { abs(Double($0) - $1) <= tolerance }
    }

    @Test(arguments: shapes) func oneAndTwoThreadsGiveTheSameBits(_ s: Shape) {
        let (x, dy) = Self.values(s)
        let bits = {
            let r = run(LK_FLOAT32, s, x.map(Float.init), dy.map(Float.init), filled: .nan)
            return (r.max + r.maxGradient + r.average + r.averageGradient).map(\.bitPattern)
        }
        let (one, two) = (withThreads(1, bits), withThreads(2, bits))
        #expect(one == two)
    }

    /// Two channels, windows of two rows: NaN wins wherever it stands, and gets the gradient.
    @Test func nanWinsAndGetsTheGradient() {
        let s = Shape(batch: 1, size: (2, 1), channels: 2, window: (2, 1), stride: (2, 1))
        let r = run(LK_FLOAT32, s, [Float.nan, 1, 5, .nan], [2, 3], filled: 9)
        #expect(r.max[0].isNaN && r.max[1].isNaN)
        #expect(r.maxGradient == [2, 0, 0, 3])
    }

    @Test func integersHaveMaxima() {
        let s = Shape(batch: 1, size: (2, 2), channels: 1)
        var p = s.pool
        var y: [Int32] = [0]
        lk_max_pool(&p, LK_INT32, [-5, -3, -4, -9] as [Int32], &y)
        #expect(y == [-3])
    }

    @Test func halfTypesAreRoundedOnce() {
        let s = Shape(batch: 1, size: (1, 3), channels: 1, window: (1, 3))
        let r = run(LK_FLOAT16, s, [2048, 1, 4] as [Float16], [3], filled: 0)
        #expect(r.max == [2048] && r.maxGradient == [3, 0, 0])
        // 2053 / 3 = 684.33; a sum in Float16 would be 2052 / 3 = 684.
        #expect(r.average == [684.5] && r.averageGradient == [1, 1, 1])
    }
}
