import CLaminaKernels
import LaminaCPU
import LaminaGraph
import LaminaTestSupport
import Testing

@Suite struct PlanTests {
    /// A small network with its gradient by hand: products, a bias, a kink, sums.
    private func network(batch: Int, _ random: inout SplitMix) throws -> Case {
        var c = Case()
        func normal(_ shape: Shape) -> Int {
            c.input(
                shape, .float32,
                (0..<shape.elementCount).map { _ in .random(in: -1...1, using: &random) })
        }
        let (x, w, b, v) = (
            normal([batch, 60]), normal([60, 50]), normal([50]), normal([50, 10])
        )
        let product = try c.add(.matmul(transposeLHS: false, transposeRHS: false), x, w)
        let spread = try c.add(.broadcast([batch, 50], axes: [1]), b)
        let hidden = try c.add(.unary(.relu), c.add(.binary(.add), product, spread))
        let y = try c.add(.matmul(transposeLHS: false, transposeRHS: false), hidden, v)
        let loss = try c.add(.reduce(.sum, axes: [0, 1]), c.add(.binary(.multiply), y, y))
        let gradient = try c.add(.matmul(transposeLHS: false, transposeRHS: true), y, v)
        let zero = try c.constant(0, like: hidden)
        let mask = try c.add(.compare(.greater), hidden, zero)
        let back = try c.add(.select, mask, gradient, zero)
        c.graph.outputs = [
            loss, try c.add(.matmul(transposeLHS: true, transposeRHS: false), x, back),
            try c.add(.reduce(.sum, axes: [0]), back),
            try c.add(.matmul(transposeLHS: true, transposeRHS: false), hidden, y),
        ]
        return c
    }

    @Test func runsANetworkAndItsGradient() throws {
        var random = SplitMix(seed: 1)
        // Sums of at most 6000 products of numbers up to 60 in float32.
        try network(batch: 100, &random).expectReference(tolerance: 1e-3)
    }

    @Test(arguments: [1, 7, 300]) func givesTheSameBitsOnAnyThreadCount(batch: Int) throws {
        var random = SplitMix(seed: 2)
        let c = try network(batch: batch, &random)
        let count = lk_thread_count()
        defer { lk_set_thread_count(count) }
        lk_set_thread_count(1)
        let alone = c.run(CPUExecutor())
        lk_set_thread_count(2)
        #expect(c.run(CPUExecutor()) == alone)
    }

    @Test func runsFromManyThreadsAtOnce() async throws {
        var random = SplitMix(seed: 3)
        let cases = try (0..<8).map { _ in try network(batch: 40, &random) }
        let program = CPUExecutor().prepare(cases[0].graph, aliases: [])
        let expected = cases.map { $0.run(program) }
        await withTaskGroup(of: Bool.self) { group in
            for (c, result) in zip(cases, expected) {
                group.addTask { (0..<50).allSatisfy { _ in c.run(program) == result } }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    /// 40 results of 4096 bytes, each needed by the next alone: with loops that write over what
    /// they read, one place serves them all; every fifth is needed at the end.
    @Test func reusesTheArena() throws {
        var c = Case()
        var node = c.range([1024])
        var kept: [Int] = []
        for step in 0..<40 {
            node = try c.add(.unary(.negate), node)
            if step % 5 == 0 { kept.append(node) }
        }
        c.graph.outputs = [node]
        #expect(unfusedPlan(c.graph).arenaByteCount == 4096)
        for other in kept { node = try c.add(.binary(.add), node, other) }
        c.graph.outputs = [node]
        #expect(unfusedPlan(c.graph).arenaByteCount <= 10 * 4096)
        #expect(c.run(unfusedPlan(c.graph)) == c.run(ReferenceExecutor()))
    }

    @Test func evaluatesConstantsOnce() throws {
        var c = Case()
        let x = c.range([6])
        let count = try c.add(.iota(TensorSpec([6], .float32), axis: 0))
        let scaled = try c.add(.binary(.multiply), count, c.constant(3, like: count))
        let square = try c.add(.binary(.multiply), scaled, scaled)
        let sum = try c.add(.reduce(.sum, axes: [0]), square)
        c.graph.outputs = [try c.add(.binary(.add), x, c.add(.broadcast([6], axes: []), sum))]
        #expect(Plan(c.graph).stepCount == 1)
        c.expectReference()
    }

    /// Planning is linear and does not recurse.
    @Test func plansADeepGraph() throws {
        var c = Case()
        var node = c.range([3])
        for _ in 0..<50_000 { node = try c.add(.unary(.negate), c.add(.reshape([3]), node)) }
        c.graph.outputs = [node]
        #expect(c.run(CPUExecutor()) == [[0, 1, 2]])
        #expect(c.run(CPUExecutor(without: [.fusion, .epilogues])) == [[0, 1, 2]])
    }

    /// What lies between steps is lent for a run; a plan that waits keeps its description alone.
    @Test func keepsNoArenaBetweenRuns() throws {
        var random = SplitMix(seed: 4)
        let c = try network(batch: 200, &random)
        let plan = Plan(c.graph)
        _ = c.run(plan)
        #expect(plan.arenaByteCount > 50_000)
        #expect(plan.byteCount < 20_000)
    }

    @Test func describesItsSteps() throws {
        var c = Case()
        let x = c.range([2, 3])
        let y = try c.add(.matmul(transposeLHS: false, transposeRHS: true), x, x)
        c.graph.nodes[y].scope = "dense1"
        c.graph.outputs = [try c.add(.unary(.exp), y)]
        #expect(
            Plan(c.graph).description == """
                plan: 2 steps, arena 64 B
                  0  matmul  float32 [2, 2]  reads 48 B, writes 16 B  dense1
                  1  loop  float32 [2, 2]  reads 16 B, writes 16 B
                """)
    }
}
