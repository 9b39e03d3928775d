import CLaminaKernels
import LaminaTestSupport
import Testing

@Suite struct CumulativeTests {
    private func cumulate<T: BitwiseCopyable>(
        _ op: lk_cumulation, _ dtype: lk_dtype, _ values: [T], reversed: Bool = false,
        outer: Int = 1, n: Int, inner: Int = 1
    ) -> [T] {
        var out = values
        out.withUnsafeMutableBytes {
            lk_cumulative(
                op, dtype, reversed, values, $0.baseAddress, Int64(outer), Int64(n), Int64(inner))
        }
        return out
    }

    private func expected(
        _ values: [Double], reversed: Bool, outer: Int, n: Int, inner: Int,
        _ join: (Double, Double) -> Double
    ) -> [Double] {
        var out = values
        let step = reversed ? -inner : inner
        let rows = reversed ? Array((0..<n - 1).reversed()) : Array(1..<max(n, 1))
        for o in 0..<outer {
            for j in rows {
                for i in 0..<inner {
                    let place = (o * n + j) * inner + i
                    out[place] = join(out[place - step], out[place])
                }
            }
        }
        return out
    }

    private static let sizes = [
        (1, 1, 1), (3, 7, 1), (2, 100, 3), (1, 5, 300), (5, 64, 64), (1, 4096, 1), (1, 32767, 1),
        (1, 32768, 1), (2, 50001, 1), (1, 81920, 1),
    ]

    /// Whole numbers: no sum is rounded, so that the order of the additions does not matter.
    @Test(arguments: sizes, [false, true])
    func sumsAndExtremes(size: (Int, Int, Int), reversed: Bool) {
        let (outer, n, inner) = size
        var random = SplitMix(seed: 4)
        let values = (0..<outer * n * inner).map { _ in
            Double(Int.random(in: -9...9, using: &random))
        }
        let sums = expected(values, reversed: reversed, outer: outer, n: n, inner: inner, +)
        let largest = expected(values, reversed: reversed, outer: outer, n: n, inner: inner, max)
        let smallest = expected(values, reversed: reversed, outer: outer, n: n, inner: inner, min)
        for threads in [1, 2] {
            withThreads(threads) {
                for (op, want) in [
                    (LK_CUMULATIVE_SUM, sums), (LK_CUMULATIVE_MAX, largest),
                    (LK_CUMULATIVE_MIN, smallest),
                ] {
                    let doubles = cumulate(
                        op, LK_FLOAT64, values, reversed: reversed, outer: outer, n: n,
                        inner: inner)
                    #expect(doubles == want)
                    let singles = cumulate(
                        op, LK_FLOAT32, values.map { Float($0) }, reversed: reversed, outer: outer,
                        n: n, inner: inner)
                    #expect(singles == want.map { Float($0) })
                    let integers = cumulate(
                        op, LK_INT64, values.map { Int64($0) }, reversed: reversed, outer: outer,
                        n: n, inner: inner)
                    #expect(integers == want.map { Int64($0) })
                }
            }
        }
    }

    /// Fractions on one thread and on two: the same bits, since chunks depend on the length alone.
    @Test(arguments: [LK_CUMULATIVE_SUM, LK_CUMULATIVE_PRODUCT, LK_CUMULATIVE_LOG_SUM_EXP])
    func threadsDoNotMatter(op: lk_cumulation) {
        var random = SplitMix(seed: 6)
        let values = (0..<100_001).map { _ in Double.random(in: 0.99...1.01, using: &random) }
        let one = withThreads(1) { cumulate(op, LK_FLOAT64, values, n: values.count) }
        let two = withThreads(2) { cumulate(op, LK_FLOAT64, values, n: values.count) }
        #expect(one == two)
    }

    @Test func aLongSumOfFloatsKeepsItsLastDigit() {
        let n = 1_000_000
        let out = cumulate(LK_CUMULATIVE_SUM, LK_FLOAT32, [Float](repeating: 0.1, count: n), n: n)
        for j in [0, 999, 32768, n - 1] {
            #expect(out[j] == Float(Double(Float(0.1)) * Double(j + 1)))
        }
    }

    @Test func productsWrapAndMeetZero() {
        let bytes = cumulate(LK_CUMULATIVE_PRODUCT, LK_INT8, [2, 100, 3, -1] as [Int8], n: 4)
        #expect(bytes == [2, -56, 88, -88])
        let words = cumulate(LK_CUMULATIVE_PRODUCT, LK_UINT16, [65535, 65535] as [UInt16], n: 2)
        #expect(words == [65535, 1])
        let zero = cumulate(LK_CUMULATIVE_PRODUCT, LK_FLOAT32, [2, 0, 3] as [Float], n: 3)
        #expect(zero == [2, 0, 0])
    }

    @Test func logarithmsOfSumsSurviveLargeNumbersAndInfinities() {
        let inf = Double.infinity
        func run(_ values: [Double], reversed: Bool = false) -> [Double] {
            cumulate(
                LK_CUMULATIVE_LOG_SUM_EXP, LK_FLOAT64, values, reversed: reversed, n: values.count)
        }
        let ln2 = 0.6931471805599453
        #expect(run([1000, 1000, 1000]).prefix(2) == [1000, 1000 + ln2])
        #expect(run([-inf, -inf, 3, 3]) == [-inf, -inf, 3, 3 + ln2])
        #expect(run([3, inf, 3, inf]) == [3, inf, inf, inf])
        #expect(run([3, .nan, 1, inf]).map(\.isNaN) == [false, true, true, true])
        #expect(run([3, 3, -inf], reversed: true) == [3 + ln2, 3, -inf])
    }

    @Test func nanStaysTheExtreme() {
        let out = cumulate(LK_CUMULATIVE_MAX, LK_FLOAT32, [1, .nan, 5] as [Float], n: 3)
        #expect(out[0] == 1 && out[1].isNaN && out[2].isNaN)
        let low = cumulate(LK_CUMULATIVE_MAX, LK_FLOAT64, [-Double.infinity, -5], n: 2)
        #expect(low == [-.infinity, -5])
    }

    @Test(arguments: sizes, [false, true])
    func recurrences(size: (Int, Int, Int), reversed: Bool) {
        let (outer, n, inner) = size
        var random = SplitMix(seed: 7)
        let count = outer * n * inner
        let a = (0..<count).map { _ in Double.random(in: -1...1, using: &random) }
        let b = (0..<count).map { _ in Double.random(in: -1...1, using: &random) }
        // Where a line starts its factor is not used, so that NaN there does no harm.
        var factors = a, want = b
        for o in 0..<outer {
            for j in reversed ? Array((0..<n).reversed()) : Array(0..<n) {
                for i in 0..<inner {
                    let place = (o * n + j) * inner + i
                    if j == (reversed ? n - 1 : 0) {
                        factors[place] = .nan
                    } else {
                        want[place] =
                            a[place] * want[place + (reversed ? inner : -inner)] + b[place]
                    }
                }
            }
        }
        for threads in [1, 2] {
            var out = b
            withThreads(threads) {
                out.withUnsafeMutableBytes {
                    lk_linear_recurrence(
                        LK_FLOAT64, reversed, factors, b, $0.baseAddress, Int64(outer), Int64(n),
                        Int64(inner))
                }
            }
            #expect(out == want)
        }
    }
}
