import CLaminaKernels
import LaminaTestSupport
import Testing

@Suite struct SortTests {
    private func order<T: BitwiseCopyable>(
        _ values: [T], _ dtype: lk_dtype, descending: Bool = false, outer: Int = 1, n: Int,
        inner: Int = 1, count: Int? = nil
    ) -> [Int32] {
        let count = count ?? n
        var out = [Int32](repeating: -1, count: outer * count * inner)
        lk_arg_sort(
            descending, dtype, values, &out, Int64(outer), Int64(n), Int64(inner), Int64(count))
        return out
    }

    /// Stable, NaN last.
    private func expected(_ line: [Double], descending: Bool) -> [Int32] {
        line.indices.sorted { i, j in
            let (a, b) = (line[i], line[j])
            if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? i < j : b.isNaN }
            return a == b ? i < j : descending ? a > b : a < b
        }.map(Int32.init)
    }

    /// Lines short and long, sorted by comparison, by digits, and by digits in parts.
    @Test(arguments: [1, 2, 3, 7, 8, 100, 2047, 2048, 5000, 70000], [false, true])
    func sortsStably(n: Int, descending: Bool) {
        var random = SplitMix(seed: 3)
        let few = (0..<n).map { _ in Double(Int.random(in: -3...3, using: &random)) }
        let many = (0..<n).map { _ in Double(Float.random(in: -1e9...1e9, using: &random)) }
        for values in [few, many] {
            let want = expected(values, descending: descending)
            for threads in [1, 2] {
                withThreads(threads) {
                    let singles = values.map { Float($0) }
                    #expect(order(singles, LK_FLOAT32, descending: descending, n: n) == want)
                    #expect(order(values, LK_FLOAT64, descending: descending, n: n) == want)
                }
            }
        }
    }

    @Test(arguments: [false, true]) func specialNumbersHaveTheirPlace(descending: Bool) {
        let values: [Double] = [
            .nan, 0, -0.0, .infinity, -1, -.infinity, 0x1p-1040, -.nan, -0x1p-1040, 0,
            .greatestFiniteMagnitude,
        ]
        let want = expected(values, descending: descending)
        #expect(order(values, LK_FLOAT64, descending: descending, n: values.count) == want)
        let singles = values.map { $0 == .greatestFiniteMagnitude ? 3e38 : Float($0) }
        let same = expected(singles.map(Double.init), descending: descending)
        #expect(order(singles, LK_FLOAT32, descending: descending, n: values.count) == same)
    }

    @Test func integersOfEveryWidth() {
        var random = SplitMix(seed: 5)
        func check<T: FixedWidthInteger & BitwiseCopyable>(_ dtype: lk_dtype, _: T.Type) {
            let values =
                [T.min, .max, 0, 1]
                + (0..<60).map { _ in T.random(in: .min ... .max, using: &random) }
            let rising = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            #expect(order(values, dtype, n: values.count) == rising.map(Int32.init))
            let falling = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
            #expect(
                order(values, dtype, descending: true, n: values.count) == falling.map(Int32.init))
        }
        check(LK_INT8, Int8.self)
        check(LK_INT16, Int16.self)
        check(LK_INT32, Int32.self)
        check(LK_INT64, Int64.self)
        check(LK_UINT8, UInt8.self)
        check(LK_UINT16, UInt16.self)
        check(LK_UINT32, UInt32.self)
        check(LK_UINT64, UInt64.self)
    }

    @Test(arguments: [0, 1, 2, 31, 32, 33, 200, 999, 1000]) func firstOfManyAreTheSame(count: Int) {
        var random = SplitMix(seed: 8)
        let values = (0..<1000).map { _ in Float(Int.random(in: 0...300, using: &random)) }
        for descending in [false, true] {
            let all = order(values, LK_FLOAT32, descending: descending, n: 1000)
            #expect(
                order(values, LK_FLOAT32, descending: descending, n: 1000, count: count)
                    == Array(all.prefix(count)))
        }
    }

    @Test func linesAlongTheMiddleAxis() {
        var random = SplitMix(seed: 2)
        let (outer, n, inner) = (3, 40, 5)
        let values = (0..<outer * n * inner).map { _ in Int32.random(in: 0...9, using: &random) }
        let out = order(values, LK_INT32, outer: outer, n: n, inner: inner, count: 30)
        for o in 0..<outer {
            for i in 0..<inner {
                let line = (0..<n).map { Double(values[(o * n + $0) * inner + i]) }
                let got = (0..<30).map { out[(o * 30 + $0) * inner + i] }
                #expect(got == Array(expected(line, descending: false).prefix(30)))
            }
        }
    }
}
