import LaminaCPU
import LaminaGraph
import Testing

@Suite struct RandomPlanTests {
    @Test(arguments: 0..<300) func agreesWithTheReference(seed: Int) throws {
        try RandomCase(seed: seed).case.expectReference()
    }

    @Test(arguments: 0..<300) func fusionChangesNoBit(seed: Int) throws {
        let `case` = try RandomCase(seed: seed).case
        #expect(
            `case`.run(CPUExecutor()) == `case`.run(CPUExecutor(without: [.fusion, .epilogues])))
    }

    @Test(arguments: 300..<700) func writesOutputsOverInputs(seed: Int) throws {
        var random = try RandomCase(seed: seed)
        let aliases = random.aliases()
        let expected = random.case.run(ReferenceExecutor())
        #expect(random.case.run(CPUExecutor(), aliases: aliases) == expected)
        #expect(random.case.run(CPUExecutor(), aliases: aliases, sharing: true) == expected)
    }

    /// What follows from steady inputs is computed once, and again when their generation changes.
    @Test(arguments: 700..<1000) func keepsWhatFollowsFromSteadyInputs(seed: Int) throws {
        var random = try RandomCase(seed: seed)
        let aliases = random.aliases()
        let steady = random.inputs(besides: aliases.map(\.input))
        var c = random.case
        let plan = CPUExecutor().prepare(c.graph, aliases: aliases, steady: steady)
        var last: UInt64 = 0
        for generation: UInt64 in [1, 1, 2, 2, 5] {
            for input in c.inputs.indices where generation != last || !steady.contains(input) {
                c.inputs[input].reverse()
            }
            last = generation
            let expected = c.run(ReferenceExecutor())
            #expect(c.run(plan, generation: generation) == expected)
            #expect(c.run(plan, aliases: aliases, generation: generation) == expected)
        }
    }
}
