import CLaminaKernels
import LaminaTestSupport
import Testing

/// Reductions and indices of extremes against plain loops.
@Suite struct ReduceTests {
    struct Extent: CustomTestStringConvertible, Sendable {
        let outer: Int, n: Int, inner: Int
        var testDescription: String { "[\(outer), \(n), \(inner)]" }
    }

    static let extents = [
        (1, 1, 1), (3, 0, 2), (0, 4, 2), (5, 7, 1), (100, 10, 1), (3, 64, 1), (3, 65, 1),
        (2, 5000, 1), (1, 300_000, 1), (40, 9000, 1), (1, 7, 5), (2, 33, 6), (1, 100_000, 6),
        (1, 4000, 10), (1, 128, 512), (3, 40, 1500), (1, 2500, 64), (50, 300, 63), (4, 3, 2000),
        (1, 20_000, 33),
    ].map { Extent(outer: $0.0, n: $0.1, inner: $0.2) }

    private func reduce<T: BitwiseCopyable>(
        _ op: lk_reduction, _ dtype: lk_dtype, _ x: [T], _ e: Extent, zero: T
    ) -> [T] {
        var y = [T](repeating: zero, count: e.outer * e.inner)
        x.withUnsafeBytes { x in
            y.withUnsafeMutableBytes { y in
                lk_reduce(
                    op, dtype, x.baseAddress, y.baseAddress, Int64(e.outer), Int64(e.n),
                    Int64(e.inner))
            }
        }
        return y
    }

    /// The slices that are reduced, in the order of the results.
    private func slices<T>(_ x: [T], _ e: Extent) -> [[T]] {
        (0..<e.outer * e.inner).map { out in
            let first = out / e.inner * e.n * e.inner + out % e.inner
            return (0..<e.n).map { x[first + $0 * e.inner] }
        }
    }

    private static func numbers(_ e: Extent, seed: UInt64) -> [Double] {
        var random = SplitMix(seed: seed)
        return (0..<e.outer * e.n * e.inner).map { _ in .random(in: -1..<1, using: &random) }
    }

    /// The bound for pairwise sums of blocks: at most 64 additions in a lane and log2(n) above.
    private func tolerance(_ slice: [Double], ulp: Double) -> Double {
        slice.reduce(0) { $0 + abs($1) } * ulp * 128
    }

    @Test(arguments: extents) func sumsAgreeWithPlainLoops(_ e: Extent) {
        let x = Self.numbers(e, seed: 1), slices = slices(x, e)
        let doubles = reduce(LK_SUM, LK_FLOAT64, x, e, zero: 9)
        let floats = reduce(LK_SUM, LK_FLOAT32, x.map(Float.init), e, zero: 9)
        for (i, slice) in slices.enumerated() {
            let sum = slice.reduce(0, +)
            #expect(abs(doubles[i] - sum) <= tolerance(slice, ulp: 0x1p-53))
            #expect(abs(Double(floats[i]) - sum) <= tolerance(slice, ulp: 0x1p-24))
        }
    }

    /// Equal numbers are rounded in one direction: one accumulator would be off by 6 % here, blocks
    /// of 64 additions by some units.
    @Test(arguments: [
        Extent(outer: 1, n: 1 << 22, inner: 1), Extent(outer: 1, n: 1 << 20, inner: 3),
    ])
    func longSumsKeepTheirAccuracy(_ e: Extent) {
        let x = [Float](repeating: 0.1, count: e.n * e.inner)
        let exact = Double(Float(0.1)) * Double(e.n)
        for y in reduce(LK_SUM, LK_FLOAT32, x, e, zero: 0) {
            #expect(abs(Double(y) - exact) <= 16 * Double(Float(exact).ulp))
        }
    }

    @Test(arguments: extents) func extremesAndProductsAgreeWithPlainLoops(_ e: Extent) {
        var random = SplitMix(seed: 2)
        let x = (0..<e.outer * e.n * e.inner).map { _ in Float.random(in: -1..<1, using: &random) }
        let slices = slices(x, e)
        #expect(
            reduce(LK_MAX, LK_FLOAT32, x, e, zero: 9) == slices.map { $0.max() ?? -.infinity })
        #expect(
            reduce(LK_MIN, LK_FLOAT64, x.map(Double.init), e, zero: 9)
                == slices.map { $0.min().map(Double.init) ?? .infinity })
        // Powers of two, so that a product is exact in any order.
        let powers = x.map { Float($0 < -0.9 ? 2 : $0 > 0.9 ? 0.5 : $0 < 0 ? -1 : 1) }
        let product = reduce(LK_PRODUCT, LK_FLOAT32, powers, e, zero: 9)
        let expected = self.slices(powers, e).map { $0.reduce(Double(1)) { $0 * Double($1) } }
        for (y, exact) in zip(product, expected) where abs(exact) < 0x1p60 && abs(exact) > 0x1p-60 {
            #expect(Double(y) == exact)
        }
    }

    @Test(arguments: extents) func aNaNWinsWhereverItStands(_ e: Extent) {
        guard e.n > 0, e.outer > 0 else { return }
        var random = SplitMix(seed: 3)
        var x = [Float](repeating: 1, count: e.outer * e.n * e.inner)
        let at = Int.random(in: x.indices, using: &random)
        x[at] = .nan
        let hit = at / (e.n * e.inner) * e.inner + at % e.inner
        for op in [LK_MAX, LK_MIN, LK_SUM] {
            let y = reduce(op, LK_FLOAT32, x, e, zero: 0)
            #expect(y.indices.allSatisfy { y[$0].isNaN == ($0 == hit) })
        }
    }

    @Test(arguments: extents) func integersAndTruthsAgreeWithPlainLoops(_ e: Extent) {
        var random = SplitMix(seed: 4)
        let x = (0..<e.outer * e.n * e.inner).map { _ in
            Int32.random(in: .min ... .max, using: &random)
        }
        let slices = slices(x, e)
        #expect(reduce(LK_SUM, LK_INT32, x, e, zero: 9) == slices.map { $0.reduce(0, &+) })
        #expect(reduce(LK_PRODUCT, LK_INT32, x, e, zero: 9) == slices.map { $0.reduce(1, &*) })
        #expect(reduce(LK_MAX, LK_INT32, x, e, zero: 9) == slices.map { $0.max() ?? .min })
        let bytes = x.map { UInt8(truncatingIfNeeded: $0) }, small = self.slices(bytes, e)
        #expect(reduce(LK_SUM, LK_UINT8, bytes, e, zero: 9) == small.map { $0.reduce(0, &+) })
        #expect(reduce(LK_MIN, LK_UINT8, bytes, e, zero: 9) == small.map { $0.min() ?? .max })
        let truths = x.map { UInt8($0 < Int32.max / 1000 * 999 ? 0 : 1) }
        let all = self.slices(truths, e)
        #expect(
            reduce(LK_ANY, LK_BOOL, truths, e, zero: 9) == all.map { $0.contains(1) ? 1 : 0 })
        #expect(
            reduce(LK_ALL, LK_BOOL, truths.map { 1 - $0 }, e, zero: 9)
                == all.map { $0.contains(1) ? 0 : 1 })
    }

    /// 4000 ones of bfloat16: an accumulator of that type would stop at 256.
    @Test func halfTypesAreSummedInFloat32() {
        let ones = [UInt16](repeating: 0x3F80, count: 4000)
        for e in [Extent(outer: 1, n: 4000, inner: 1), Extent(outer: 1, n: 2000, inner: 2)] {
            let y = reduce(LK_SUM, LK_BFLOAT16, ones, e, zero: 0)
            #expect(
                y.allSatisfy {
                    Float(bitPattern: UInt32($0) << 16) == Float(e.n == 4000 ? 4000 : 2000)
                })
        }
    }

    @Test(arguments: extents) func theNumberOfThreadsChangesNoBit(_ e: Extent) {
        let x = Self.numbers(e, seed: 5).map(Float.init)
        let alone = withThreads(1) { reduce(LK_SUM, LK_FLOAT32, x, e, zero: 9) }
        for threads in [2, 3] {
            #expect(withThreads(threads) { reduce(LK_SUM, LK_FLOAT32, x, e, zero: 9) } == alone)
        }
    }

    private func argReduce<T: BitwiseCopyable>(
        largest: Bool, _ dtype: lk_dtype, _ x: [T], _ e: Extent
    ) -> [Int32] {
        var y = [Int32](repeating: -1, count: e.outer * e.inner)
        x.withUnsafeBytes { x in
            lk_arg_reduce(
                largest, dtype, x.baseAddress, &y, Int64(e.outer), Int64(e.n), Int64(e.inner))
        }
        return y
    }

    @Test(arguments: extents) func theFirstExtremeIsFound(_ e: Extent) {
        var random = SplitMix(seed: 6)
        // Few values, so that ties are the rule.
        let x = (0..<e.outer * e.n * e.inner).map { _ in
            Float(Int.random(in: -3...3, using: &random))
        }
        let slices = slices(x, e)
        func first(_ slice: [Float], _ best: Float?) -> Int32 {
            best.flatMap { slice.firstIndex(of: $0) }.map(Int32.init) ?? 0
        }
        #expect(argReduce(largest: true, LK_FLOAT32, x, e) == slices.map { first($0, $0.max()) })
        #expect(argReduce(largest: false, LK_FLOAT32, x, e) == slices.map { first($0, $0.min()) })
        let integers = x.map { Int64($0) }
        #expect(
            argReduce(largest: true, LK_INT64, integers, e) == slices.map { first($0, $0.max()) })
    }

    @Test func theFirstNaNIsTheExtreme() {
        let x: [Float] = [1, .infinity, .nan, 7, .nan, 9]
        for largest in [true, false] {
            let run = Extent(outer: 1, n: 6, inner: 1), columns = Extent(outer: 1, n: 3, inner: 2)
            #expect(argReduce(largest: largest, LK_FLOAT32, x, run) == [2])
            #expect(argReduce(largest: largest, LK_FLOAT32, x, columns)[0] == 1)
        }
    }
}
