import CLaminaKernels
import LaminaCPU
import LaminaGraph
import LaminaTestSupport
import Testing

/// Small steps that do not need each other run at the same time.
@Suite struct BranchesTests {
    private static let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)

    /// The course's `a = (b + c)·(c + 2)` with products in place of the sums, which one loop would join:
    /// `a = (b × c)·(c × c)`.
    private func course(_ size: Int) throws -> Case {
        var c = Case()
        let values = (0..<size * size).map { Double($0 % 3 - 1) }
        let (b, d) = (
            c.input([size, size], .float32, values), c.input([size, size], .float32, values)
        )
        let (first, second) = (try c.add(Self.product, b, d), try c.add(Self.product, d, d))
        c.graph.outputs = [try c.add(.binary(.multiply), first, second)]
        return c
    }

    @Test func independentProductsShareTheThreads() throws {
        let c = try course(64)
        let plan = Plan(c.graph)
        #expect(plan.description.contains("0  matmul | matmul  float32 [64, 64]"))
        #expect(plan.stepCount == 2)
        #expect(plan.timeline.used == [2 * 64 * 64 * 4, 2 * 64 * 64 * 4])
        let apart = Pass.$omitted.withValue([.branches]) { Plan(c.graph) }
        #expect(apart.stepCount == 3)
        for threads in [1, 2, 3] {
            withThreads(threads) { #expect(c.run(plan) == c.run(apart)) }
        }
        #expect(c.run(plan) == c.run(ReferenceExecutor()))
    }

    /// Large ones use all threads each, and the smallest are done before a thread is there.
    @Test(arguments: [4, 256]) func othersRunOneAfterAnother(size: Int) throws {
        #expect(Plan(try course(size).graph).stepCount == 3)
    }

    /// A third step of a group would keep one of two threads and leave the other idle.
    @Test(arguments: [(1, 1), (2, 2), (3, 1)]) func noThreadIsLeftIdle(threads: Int, stepCount: Int)
        throws
    {
        var c = Case()
        let values = (0..<64 * 64).map { Double($0 % 3 - 1) }
        let inputs = (0..<3).map { _ in c.input([64, 64], .float32, values) }
        c.graph.outputs = try inputs.map { try c.add(Self.product, $0, inputs[0]) }
        let plan = withThreads(threads) { Plan(c.graph) }
        #expect(plan.stepCount == stepCount)
        #expect(c.run(plan) == c.run(ReferenceExecutor()))
    }

    @Test func aStepThatReadsAnotherWaitsForIt() throws {
        var c = try course(64)
        let chain = try c.add(Self.product, c.graph.outputs[0], 0)
        c.graph.outputs = [try c.add(Self.product, chain, 1)]
        #expect(Plan(c.graph).stepCount == 4)
        let plan = Plan(c.graph)
        #expect(c.run(plan) == c.run(ReferenceExecutor()))
    }

    /// With no least time nearly everything that may run together does.
    @Test(arguments: 2000..<2300) func randomPlansGiveTheSameNumbers(seed: Int) throws {
        var random = try RandomCase(seed: seed)
        let aliases = random.aliases()
        let steady = random.inputs(besides: aliases.map(\.input))
        let c = random.case
        let expected = c.run(ReferenceExecutor())
        let plan = Branches.$leastTime.withValue(0) {
            CPUExecutor(without: [.fusion]).prepare(c.graph, aliases: aliases, steady: steady)
        }
        #expect(c.run(plan) == expected)
        #expect(c.run(plan, aliases: aliases) == expected)
    }

    @Test func randomPlansHaveBranches() throws {
        let plans = try (2000..<2050).map { seed in
            let c = try RandomCase(seed: seed).case
            return Branches.$leastTime.withValue(0) {
                Pass.$omitted.withValue([.fusion]) { Plan(c.graph) }
            }
        }
        #expect(plans.count { $0.description.contains(" | ") } > 25)
    }

    @Test func aProfileCountsTheWorkOfAllBranches() throws {
        let c = try course(64)
        let steps = try Plan(c.graph).profile(inputs: c.buffers(), runs: 2)
        #expect(steps.map(\.multiplyAdds) == [2 * 64 * 64 * 64, 0])
        #expect(steps[0].kernel == "matmul | matmul")
    }
}
