import CLaminaKernels
import Glibc
import LaminaTestSupport
import Testing

/// Attention's kernels against the definition in plain loops over `Double`.
@Suite struct AttentionTests {
    /// A problem with random operands.
    private struct Case {
        var p: lk_attention
        var query, key, value, gradient: [Double]
        var bools: [UInt8] = [1]
        var added: [Double] = [0]
        let seed: [UInt32] = [7, 8]

        init(
            batch: Int = 2, queries: Int, keys: Int, heads: Int = 2, keyHeads: Int = 2,
            headSize: Int = 5, valueSize: Int = 3, causal: Bool = false, dropout: Double = 0,
            mask: lk_mask = LK_MASK_NONE, maskShape: [Int] = [1, 1, 1, 1]
        ) {
            var random = SplitMix(seed: UInt64(queries * 1000 + keys))
            func numbers(_ count: Int) -> [Double] {
                // Whole multiples of 2^-10, so that float32 holds them too.
                (0..<count).map { _ in
                    (Double.random(in: -2...2, using: &random) * 1024).rounded() / 1024
                }
            }
            p = lk_attention()
            (p.batch, p.queries, p.keys) = (Int64(batch), Int64(queries), Int64(keys))
            (p.heads, p.key_heads) = (Int64(heads), Int64(keyHeads))
            (p.head_size, p.value_size) = (Int64(headSize), Int64(valueSize))
            (p.scale, p.causal, p.mask, p.dropout) = (0.7, causal, mask, dropout)
            query = numbers(batch * queries * heads * headSize)
            key = numbers(batch * keys * keyHeads * headSize)
            value = numbers(batch * keys * keyHeads * valueSize)
            gradient = numbers(batch * queries * heads * valueSize)
            var (strides, step) = ([Int](repeating: 0, count: 4), 1)
            for axis in (0..<4).reversed() {
                strides[axis] = maskShape[axis] == 1 ? 0 : step
                step *= maskShape[axis]
            }
            p.mask_strides = (
                Int64(strides[0]), Int64(strides[1]), Int64(strides[2]), Int64(strides[3])
            )
            if mask == LK_MASK_BOOL {
                bools = (0..<step).map { _ in UInt8.random(in: 0...1, using: &random) }
            }
            if mask == LK_MASK_ADDED { added = numbers(step) }
        }

        func seen(_ b: Int, _ h: Int, _ i: Int, _ j: Int) -> (isSeen: Bool, added: Double) {
            let s = p.mask_strides
            let place = b * Int(s.0) + h * Int(s.1) + i * Int(s.2) + j * Int(s.3)
            if p.causal && j > i { return (false, 0) }
            if p.mask == LK_MASK_BOOL { return (bools[place] != 0, 0) }
            return (true, p.mask == LK_MASK_ADDED ? added[place] : 0)
        }
    }

    private struct Results {
        var out, logSums, query, key, value: [Double]
    }

    private func run<T: BinaryFloatingPoint & BitwiseCopyable>(
        _ c: Case, _ type: T.Type, _ dtype: lk_dtype
    ) -> Results {
        var p = c.p
        let (query, key, value) = (
            c.query.map { T($0) }, c.key.map { T($0) }, c.value.map { T($0) }
        )
        let (gradient, added) = (c.gradient.map { T($0) }, c.added.map { T($0) })
        var out = [T](repeating: 9, count: gradient.count)
        let rows = Int(p.batch * p.heads * p.queries), size = Int(p.value_size)
        var logSums = [T](repeating: 9, count: rows)
        let mask: UnsafeRawBufferPointer =
            p.mask == LK_MASK_BOOL
            ? .init(UnsafeMutableRawBufferPointer.allocate(byteCount: c.bools.count, alignment: 8))
            : .init(
                UnsafeMutableRawBufferPointer.allocate(
                    byteCount: added.count * MemoryLayout<T>.size, alignment: 8))
        defer { mask.deallocate() }
        let target = UnsafeMutableRawBufferPointer(mutating: mask)
        if p.mask == LK_MASK_BOOL {
            target.copyBytes(from: c.bools)
        } else {
            added.withUnsafeBytes { target.copyMemory(from: $0) }
        }
        lk_attention_forward(
            &p, dtype, query, key, value, mask.baseAddress, c.seed, &out, &logSums)
        var deltas = [T](repeating: 0, count: rows)
        for b in 0..<Int(p.batch) {
            for i in 0..<Int(p.queries) {
                for h in 0..<Int(p.heads) {
                    let start = ((b * Int(p.queries) + i) * Int(p.heads) + h) * size
                    deltas[(b * Int(p.heads) + h) * Int(p.queries) + i] =
                        (start..<start + size).reduce(0) { $0 + out[$1] * gradient[$1] }
                }
            }
        }
        var (dq, dk, dv) = (query, key, value)
        lk_attention_backward(
            &p, dtype, query, key, value, mask.baseAddress, c.seed, logSums, deltas, gradient, &dq,
            &dk, &dv)
        func doubles(_ x: [T]) -> [Double] { x.map { Double($0) } }
        return Results(
            out: doubles(out), logSums: doubles(logSums), query: doubles(dq), key: doubles(dk),
            value: doubles(dv))
    }

    private func reference(_ c: Case) -> Results {
        let (queries, keys, heads) = (Int(c.p.queries), Int(c.p.keys), Int(c.p.heads))
        let (keyHeads, d, dv) = (Int(c.p.key_heads), Int(c.p.head_size), Int(c.p.value_size))
        let rows = Int(c.p.batch) * heads * queries
        var bits = [UInt32](repeating: 0, count: rows * keys)
        lk_philox(c.seed, &bits, Int64(bits.count))
        func zeros(_ x: [Double]) -> [Double] { Array(repeating: 0, count: x.count) }
        var r = Results(
            out: zeros(c.gradient), logSums: Array(repeating: 0, count: rows),
            query: zeros(c.query), key: zeros(c.key), value: zeros(c.value))
        for b in 0..<Int(c.p.batch) {
            for h in 0..<heads {
                for i in 0..<queries {
                    let kh = h / (heads / keyHeads), row = (b * heads + h) * queries + i
                    let q = ((b * queries + i) * heads + h) * d, o = q / d * dv
                    func k(_ j: Int) -> Int { ((b * keys + j) * keyHeads + kh) * d }
                    func v(_ j: Int) -> Int { ((b * keys + j) * keyHeads + kh) * dv }
                    let scores = (0..<keys).map { j in
                        let (isSeen, added) = c.seen(b, h, i, j)
                        let dot = (0..<d).reduce(0) { $0 + c.query[q + $1] * c.key[k(j) + $1] }
                        return isSeen ? dot * c.p.scale + added : -.infinity
                    }
                    let most = scores.max() ?? -.infinity
                    if most == -.infinity {
                        r.logSums[row] = -.infinity
                        continue
                    }
                    let sum = scores.reduce(0) { $0 + exp($1 - most) }
                    r.logSums[row] = most + log(sum)
                    var (weights, kept) = ([Double](), [Double]())
                    for j in 0..<keys {
                        weights.append(exp(scores[j] - most) / sum)
                        let number = Double(bits[row * keys + j] >> 8) * 0x1p-24
                        kept.append(number < 1 - c.p.dropout ? 1 / (1 - c.p.dropout) : 0)
                    }
                    var slopes = [Double]()
                    for j in 0..<keys {
                        var slope = 0.0
                        for e in 0..<dv {
                            r.out[o + e] += weights[j] * kept[j] * c.value[v(j) + e]
                            r.value[v(j) + e] += weights[j] * kept[j] * c.gradient[o + e]
                            slope += kept[j] * c.value[v(j) + e] * c.gradient[o + e]
                        }
                        slopes.append(slope)
                    }
                    let mean = zip(weights, slopes).reduce(0) { $0 + $1.0 * $1.1 }
                    for j in 0..<keys {
                        let slope = weights[j] * (slopes[j] - mean) * c.p.scale
                        for e in 0..<d {
                            r.query[q + e] += slope * c.key[k(j) + e]
                            r.key[k(j) + e] += slope * c.query[q + e]
                        }
                    }
                }
            }
        }
        return r
    }

    private func expectClose(_ a: [Double], _ b: [Double], _ tolerance: Double, _ what: String) {
        let wrong = zip(a, b).count { $0 != $1 && !(abs($0 - $1) <= tolerance * (1 + abs($1))) }
        #expect(wrong == 0, "\(what)")
    }

    private func check(_ c: Case) {
        let want = reference(c)
        // Scores reach 12 and rounding one moves its power by as many units in the last place;
        // gradients add up to 300 terms.
        for (got, tolerance) in [
            (run(c, Double.self, LK_FLOAT64), 1e-13), (run(c, Float.self, LK_FLOAT32), 5e-5),
        ] {
            expectClose(got.out, want.out, tolerance, "out")
            expectClose(got.logSums, want.logSums, tolerance, "log sums")
            expectClose(got.query, want.query, tolerance, "query")
            expectClose(got.key, want.key, tolerance, "key")
            expectClose(got.value, want.value, tolerance, "value")
        }
    }

    @Test(arguments: [(1, 1), (3, 5), (72, 128), (73, 129), (150, 300), (1, 300), (200, 2)])
    func agreesWithTheDefinition(queries: Int, keys: Int) {
        check(Case(queries: queries, keys: keys))
        check(Case(queries: queries, keys: keys, causal: true))
    }

    @Test func headsShareKeys() {
        check(Case(queries: 80, keys: 131, heads: 6, keyHeads: 2, headSize: 33, valueSize: 40))
        check(Case(queries: 7, keys: 9, heads: 3, keyHeads: 1, causal: true))
    }

    @Test(arguments: [
        [2, 2, 75, 130], [1, 1, 1, 130], [2, 1, 75, 1], [1, 2, 1, 1], [1, 1, 1, 1],
    ])
    func masksOfAnyShape(_ shape: [Int]) {
        for mask in [LK_MASK_BOOL, LK_MASK_ADDED] {
            check(Case(queries: 75, keys: 130, mask: mask, maskShape: shape))
            check(Case(queries: 75, keys: 130, causal: true, mask: mask, maskShape: shape))
        }
    }

    @Test func aQueryThatSeesNothingGivesZeros() {
        var c = Case(queries: 3, keys: 150, mask: LK_MASK_BOOL, maskShape: [2, 2, 3, 150])
        for j in 0..<300 { c.bools[j] = 0 }  // two queries of the first head
        let got = run(c, Float.self, LK_FLOAT32)
        #expect(got.logSums[..<2] == [-.infinity, -.infinity])
        #expect(got.out[..<3] == [0, 0, 0] && got.query[..<5] == [0, 0, 0, 0, 0])
        check(c)
    }

    @Test func weightsDropOutByTheBitsOfTheirPlace() {
        check(Case(queries: 75, keys: 131, heads: 4, dropout: 0.3))
        check(Case(queries: 9, keys: 6, causal: true, dropout: 0.5))
    }

    @Test func noKeysGiveZeros() {
        let got = run(Case(queries: 2, keys: 0), Float.self, LK_FLOAT32)
        #expect(got.out.allSatisfy { $0 == 0 } && got.query.allSatisfy { $0 == 0 })
    }

    @Test func largeScoresDoNotOverflowAndNaNsStayInTheirRow() {
        var c = Case(batch: 1, queries: 3, keys: 140, heads: 1, keyHeads: 1)
        c.p.scale = 1e4
        check(c)
        c.query[5] = .nan
        let got = run(c, Float.self, LK_FLOAT32)
        #expect(got.out.enumerated().allSatisfy { $1.isNaN == (3..<6).contains($0) })
    }

    /// Of two heads three threads cannot have one each, so that these take the gradients' tiles twice.
    @Test(arguments: [(2, 2), (4, 2), (2, 1)], [false, true])
    func theNumberOfThreadsChangesNoBit(heads: (all: Int, keys: Int), causal: Bool) {
        let c = Case(
            batch: 1, queries: 300, keys: 310, heads: heads.all, keyHeads: heads.keys, headSize: 33,
            causal: causal,
            dropout: 0.1)
        let alone = withThreads(1) { run(c, Float.self, LK_FLOAT32) }
        let together = withThreads(3) { run(c, Float.self, LK_FLOAT32) }
        #expect(alone.out == together.out && alone.query == together.query)
        #expect(alone.key == together.key && alone.value == together.value)
    }

    @Test func manyThreadsAgreeWithTheDefinition() {
        withThreads(3) {
            check(Case(batch: 1, queries: 150, keys: 300, causal: true))
            check(Case(batch: 1, queries: 150, keys: 140, heads: 4, causal: false))
        }
    }

    @Test func whatACausalTileLeavesOutIsExact() {
        // Every place of the diagonal in a tile, and sizes that fill no register tile.
        for (queries, keys) in [
            (130, 130), (129, 257), (257, 129), (73, 200), (13, 12), (256, 256),
        ] {
            check(
                Case(
                    batch: 1, queries: queries, keys: keys, headSize: 35, valueSize: 37,
                    causal: true))
        }
    }

    @Test func aLoneWeightIsOneOnTheWayBack() {
        // The first query of a causal tile sees one key: its weight is 1 and its scores have no gradient.
        let c = Case(batch: 1, queries: 200, keys: 200, headSize: 64, valueSize: 64, causal: true)
        let got = run(c, Float.self, LK_FLOAT32)
        #expect(got.query[..<128].allSatisfy { abs($0) < 1e-6 })
    }
}
