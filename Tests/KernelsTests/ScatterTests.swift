import CLaminaKernels
import LaminaTestSupport
import Testing

@Suite struct ScatterTests {
    private static let modes = [
        LK_SCATTER_SET, LK_SCATTER_ADD, LK_SCATTER_MULTIPLY, LK_SCATTER_MAXIMUM,
        LK_SCATTER_MINIMUM,
    ]

    private func joined<T: Comparable & Numeric>(_ mode: lk_scatter, _ a: T, _ b: T) -> T {
        switch mode {
        case LK_SCATTER_SET: b
        case LK_SCATTER_ADD: a + b
        case LK_SCATTER_MULTIPLY: a * b
        case LK_SCATTER_MAXIMUM: max(a, b)
        default: min(a, b)
        }
    }

    /// Rows in parts, columns in parts, and both in one piece; single elements.
    @Test(
        arguments: modes, [(50, 3), (1000, 40), (20, 1000), (3000, 64), (70000, 1)])
    func updatesComeInOrderOnAnyNumberOfThreads(mode: lk_scatter, size: (rows: Int, width: Int)) {
        var random = SplitMix(seed: 9)
        let (rows, width) = (size.rows, size.width)
        let count = width == 1 ? 100_003 : 1503
        let indices = (0..<count).map { _ in Int32.random(in: -2...Int32(rows), using: &random) }
        let updates = (0..<count * width).map { _ in Float.random(in: -1...1, using: &random) }
        var expected = (0..<rows * width).map { Float($0 % 7) }
        let table = expected
        for (i, row) in indices.enumerated() where row >= 0 && Int(row) < rows {
            for c in 0..<width {
                let place = Int(row) * width + c
                expected[place] = joined(mode, expected[place], updates[i * width + c])
            }
        }
        for threads in [1, 3] {
            var out = table
            withThreads(threads) {
                out.withUnsafeMutableBytes {
                    lk_scatter_rows(
                        mode, LK_FLOAT32, updates, indices, Int64(count), $0.baseAddress,
                        Int64(rows), Int64(width))
                }
            }
            #expect(out == expected)
        }
    }

    private func scatter<T: BitwiseCopyable>(
        _ mode: lk_scatter, _ dtype: lk_dtype, _ updates: [T], into table: [T], at: [Int32]
    ) -> [T] {
        var out = table
        out.withUnsafeMutableBytes {
            lk_scatter_rows(
                mode, dtype, updates, at, Int64(at.count), $0.baseAddress, Int64(table.count), 1)
        }
        return out
    }

    @Test func integersWrapAndKeepTheirSign() {
        let at: [Int32] = [0, 1, 1]
        let bytes = scatter(
            LK_SCATTER_ADD, LK_INT8, [100, 1, 2] as [Int8], into: [100, 0], at: at)
        #expect(bytes == [-56, 3])
        let words = scatter(
            LK_SCATTER_MULTIPLY, LK_UINT16, [65535, 3, 4] as [UInt16], into: [65535, 2], at: at)
        #expect(words == [1, 24])
        let largest = scatter(
            LK_SCATTER_MAXIMUM, LK_INT32, [-1, -9, -8] as [Int32], into: [-5, -7], at: at)
        #expect(largest == [-1, -7])
        let smallest = scatter(
            LK_SCATTER_MINIMUM, LK_UINT64, [1, .max, 3] as [UInt64], into: [.max, 7], at: at)
        #expect(smallest == [1, 3])
    }

    @Test func aMaximumKeepsNaN() {
        for mode in [LK_SCATTER_MAXIMUM, LK_SCATTER_MINIMUM] {
            let out = scatter(
                mode, LK_FLOAT64, [Double.nan, 1, 2], into: [0, .nan], at: [0, 0, 1])
            #expect(out.allSatisfy { $0.isNaN })
        }
    }

    @Test func complexNumbersAreAddedPartByPart() {
        // Two float32 each; a row is one number.
        var out: [Float] = [1, 2, 3, 4]
        let updates: [Float] = [10, 20, 30, 40]
        out.withUnsafeMutableBytes {
            lk_scatter_rows(
                LK_SCATTER_ADD, LK_COMPLEX64, updates, [1, 1], 2, $0.baseAddress, 2, 1)
        }
        #expect(out == [1, 2, 43, 64])
    }
}
