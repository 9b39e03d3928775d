import CLaminaKernels
import Glibc
import LaminaTestSupport
import Testing

@Suite struct SoftmaxTests {
    private func softmax<T: BinaryFloatingPoint & BitwiseCopyable>(
        _ x: [T], n: Int, logarithm: Bool = false, _ dtype: lk_dtype
    ) -> [T] {
        var y = [T](repeating: 9, count: x.count)
        let rows = Int64(x.count / n)
        x.withUnsafeBytes { x in
            y.withUnsafeMutableBytes { y in
                lk_softmax(logarithm, dtype, x.baseAddress, y.baseAddress, rows, Int64(n))
            }
        }
        return y
    }

    private func reference(_ row: [Double], logarithm: Bool) -> [Double] {
        let m = row.max() ?? 0, sum = row.reduce(0) { $0 + exp($1 - m) }
        return row.map { logarithm ? $0 - m - log(sum) : exp($0 - m) / sum }
    }

    @Test(arguments: [1, 2, 10, 16, 17, 100, 1000, 5003], [false, true])
    func agreesWithTheDefinition(n: Int, logarithm: Bool) {
        var random = SplitMix(seed: UInt64(n))
        let rows = max(3, 20_000 / n)
        let x = (0..<rows * n).map { _ in Double.random(in: -20...20, using: &random) }
        let doubles = softmax(x, n: n, logarithm: logarithm, LK_FLOAT64)
        let single = x.map(Float.init)
        let floats = softmax(single, n: n, logarithm: logarithm, LK_FLOAT32)
        var wrong = 0
        for r in 0..<rows {
            let span = (r * n)..<(r * n + n)
            let exact = reference(Array(x[span]), logarithm: logarithm)
            let exactSingle = reference(single[span].map(Double.init), logarithm: logarithm)
            for (i, k) in span.enumerated() {
                // x - m is at most 40, and rounding it moves its power by up to 32 units; some more
                // for the sum and the last operations. A logarithm is itself a number up to 50.
                let scale = logarithm ? 50 : exact[i]
                if !(abs(doubles[k] - exact[i]) <= scale * 48 * 0x1p-53) { wrong += 1 }
                if !(abs(Double(floats[k]) - exactSingle[i]) <= scale * 48 * 0x1p-24) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test func largeNumbersDoNotOverflow() {
        let y = softmax([Float](arrayLiteral: 1000, 1000, -1000), n: 3, LK_FLOAT32)
        #expect(y == [0.5, 0.5, 0])
    }

    @Test func aNaNOrAnInfiniteMaximumMakesTheRowNaN() {
        let x: [Float] = [1, .nan, 2, .infinity, 0, 1, 1, 1, -.infinity]
        for logarithm in [false, true] {
            let y = softmax(x, n: 3, logarithm: logarithm, LK_FLOAT32)
            #expect(y[..<6].allSatisfy { $0.isNaN })
            #expect(y[6] == y[7] && y[8] == (logarithm ? -.infinity : 0))
        }
    }

    @Test func theResultMayTakeTheInputsMemory() {
        let x = (0..<3000).map { Float($0 % 77) / 7 }
        var y = x
        y.withUnsafeMutableBytes { y in
            lk_softmax(false, LK_FLOAT32, y.baseAddress, y.baseAddress, 30, 100)
        }
        #expect(y == softmax(x, n: 100, LK_FLOAT32))
    }

    @Test func theNumberOfThreadsChangesNoBit() {
        var random = SplitMix(seed: 8)
        let x = (0..<300 * 701).map { _ in Float.random(in: -9...9, using: &random) }
        let alone = withThreads(1) { softmax(x, n: 701, LK_FLOAT32) }
        #expect(withThreads(3) { softmax(x, n: 701, LK_FLOAT32) } == alone)
    }
}
