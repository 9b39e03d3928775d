import LaminaCPU
import LaminaGraph
import LaminaTensor
import Testing

/// Scaled dot-product attention and ways to tell positions.
@Suite struct AttentionTests {
    private func normal(_ shape: Shape, _ seed: UInt64) -> Tensor {
        .normal(shape: shape, key: RandomKey(seed: seed))
    }

    private func expectClose(_ a: Tensor, _ b: Tensor, _ tolerance: Double) {
        let pairs = zip(a.array(as: Double.self), b.array(as: Double.self))
        #expect(a.shape == b.shape)
        #expect(pairs.count { !(Swift.abs($0 - $1) <= tolerance * (1 + Swift.abs($1))) } == 0)
    }

    /// One head in plain operations, `[length, size]` each.
    private func plain(_ q: Tensor, _ k: Tensor, _ v: Tensor, _ mask: Tensor? = nil) -> Tensor {
        let scores = matmul(q, k.transposed()) / Double(q.shape[1]).squareRoot()
        return matmul(softmax(scores, where: mask), v)
    }

    @Test func longSequencesGiveThePlainFormsNumbers() {
        let x = (0..<3).map { normal([4096, 1, 16], UInt64($0)) }
        let heads = x.map { $0.reshaped([4096, 16]) }
        let order = Tensor.iota([4096, 4096], axis: 1) .<= Tensor.iota([4096, 4096], axis: 0)
        let y = scaledDotProductAttention(x[0], x[1], x[2])
        expectClose(y.reshaped([4096, 16]), plain(heads[0], heads[1], heads[2]), 1e-5)
        let causal = scaledDotProductAttention(x[0], x[1], x[2], isCausal: true)
        expectClose(
            causal.reshaped([4096, 16]), plain(heads[0], heads[1], heads[2], order), 1e-5)
    }

    /// A few queries read the keys where they lie, and no further than the mask lets them see.
    @Test(arguments: [1, 100, 128, 129, 300], [1, 4, 5])
    func queriesSeeTheWordsThatACacheHolds(seen: Int, queries: Int) {
        let x = [normal([queries, 2, 20], 1), normal([300, 2, 20], 2), normal([300, 2, 20], 3)]
        let place = Tensor.iota([queries, 300], axis: 0) + (seen - queries)
        let mask = Tensor.iota([queries, 300], axis: 1) .<= place
        let y = scaledDotProductAttention(x[0], x[1], x[2], mask: mask)
        for head in 0..<2 {
            let own = x.map { $0.slice(head..<head + 1, axis: 1).squeezed(axis: 1) }
            // A query before the first word sees nothing.
            let wanted = select(
                mask.any(axis: 1, keepDims: true), plain(own[0], own[1], own[2], mask), 0)
            expectClose(y.slice(head..<head + 1, axis: 1).squeezed(axis: 1), wanted, 1e-5)
        }
    }

    @Test func gradientsAreThePlainForms() {
        let x = (0..<3).map { normal([300, 8], UInt64($0)) }
        let probe = normal([300, 8], 9)
        let order = Tensor.iota([300, 300], axis: 1) .<= Tensor.iota([300, 300], axis: 0)
        let got = gradient { (x: [Tensor]) in
            let heads = x.map { $0.expandedDims(axis: 1) }
            let y = scaledDotProductAttention(heads[0], heads[1], heads[2], isCausal: true)
            return (y.reshaped([300, 8]) * probe).sum()
        }(x)
        let want = gradient { (x: [Tensor]) in
            (plain(x[0], x[1], x[2], order) * probe).sum()
        }(x)
        for (a, b) in zip(got, want) { expectClose(a, b, 1e-5) }
    }

    /// The plan of the value and all gradients, and that of many examples by `vmap`.
    @Test(arguments: [false, true]) func noPlanHoldsTheScores(batched: Bool) {
        let lanes: [Int] = batched ? [3] : []
        let specs = (0..<3).map { _ in TensorSpec(Shape(lanes + [4096, 1, 16]), .float32) }
        let mask = Tensor.full(1, [1, 4096], dtype: .bool)
        let graph = Graph.tracing(specs) { x in
            gradient { (x: [Tensor]) in
                let attend: @Sendable ([Tensor]) -> Tensor = {
                    scaledDotProductAttention($0[0], $0[1], $0[2], mask: mask, isCausal: true)
                }
                return (batched ? vmap(attend)(x) : attend(x)).square().sum()
            }(x)
        }
        let plan = Plan(graph.optimized(claiming: CPUExecutor.claims))
        #expect(plan.description.contains("attention, gradients"))
        // An operand of one example has 256 KiB; one matrix of scores has 64 MiB.
        #expect(plan.arenaByteCount < 8 << 20)
    }

    @Test func aQueryThatSeesNothingGivesZerosAndLearnsNothing() {
        let x = (0..<3).map { normal([2, 1, 4], UInt64($0)) }
        let mask = Tensor([true, false, false, false], shape: [2, 2])
        let attend = { @Sendable (x: [Tensor]) in
            scaledDotProductAttention(x[0], x[1], x[2], mask: mask)
        }
        let y = attend(x).array()
        #expect(Array(y[..<4]) == Array(x[2].array()[..<4]) && y[4...] == [0, 0, 0, 0])
        let slopes = gradient { attend($0).sum() }(x)
        #expect(slopes[0].array()[4...] == [0, 0, 0, 0])
        #expect(slopes[2].array() == [1, 1, 1, 1, 0, 0, 0, 0])
    }

    @Test func dropoutLeavesTheMeanAndFollowsItsKey() {
        let (q, v) = (Tensor.zeros([1, 400, 2, 4]), Tensor.ones([1, 400, 2, 4]))
        let attend = { (seed: UInt64) in
            scaledDotProductAttention(q, q, v, dropout: 0.25, key: RandomKey(seed: seed))
        }
        let y = attend(1)
        #expect(attend(1).array() == y.array() && attend(2).array() != y.array())
        // 320,000 weights: the mean's standard deviation is 0.001.
        #expect(Swift.abs(y.mean().scalar() - 1) < 0.005)
    }

    @Test func halfTypesComputeInFloat32() {
        let x = (0..<3).map { normal([5, 2, 8], UInt64($0)).asType(.bfloat16) }
        let y = scaledDotProductAttention(x[0], x[1], x[2])
        let wide = x.map { $0.asType(.float32) }
        #expect(y.dtype == .bfloat16)
        let exact = scaledDotProductAttention(wide[0], wide[1], wide[2]).asType(.bfloat16)
        #expect(y.array() == exact.array())
    }

    /// The products of turned vectors depend on their distance alone.
    @Test(arguments: [false, true]) func rotationsTellDistances(isInterleaved: Bool) {
        let (q, k) = (normal([1, 1, 8], 1), normal([1, 1, 8], 2))
        let product = { (i: Int32, j: Int32) in
            let a = rotaryEmbedding(
                q, positions: Tensor([i] as [Int32]), isInterleaved: isInterleaved)
            let b = rotaryEmbedding(
                k, positions: Tensor([j] as [Int32]), isInterleaved: isInterleaved)
            return (a * b).sum().scalar()
        }
        #expect(Swift.abs(product(3, 1) - product(12, 10)) < 1e-4)
        #expect(Swift.abs(product(3, 1) - product(3, 2)) > 1e-3)
    }

    @Test func theBiasOfTwoHeadsIsWorkedOutByHand() {
        // Slopes 2^-4 and 2^-8; the last query stands at the last key.
        let bias = linearBias(heads: 2, queries: 1, keys: 3).array()
        #expect(bias == [-0.125, -0.0625, 0, -0.0078125, -0.00390625, 0])
        let waves = sinusoidalPositions(length: 2, features: 3).array()
        #expect(waves[..<3] == [0, 1, 0] && Swift.abs(waves[3] - 0.841471) < 1e-6)
    }
}
