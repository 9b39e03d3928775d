import LaminaCPU
import LaminaGraph
import Testing

@Suite struct RandomPlanTests {
    @Test(arguments: 0..<300) func agreesWithTheReference(seed: Int) throws {
        try RandomCase(seed: seed).case.expectReference()
    }

    @Test(arguments: 0..<300) func fusionChangesNoBit(seed: Int) throws {
        let `case` = try RandomCase(seed: seed).case
        #expect(`case`.run(CPUExecutor()) == `case`.run(CPUExecutor(fusing: false)))
    }

    @Test(arguments: 300..<700) func writesOutputsOverInputs(seed: Int) throws {
        var random = try RandomCase(seed: seed)
        let aliases = random.aliases()
        let expected = random.case.run(ReferenceExecutor())
        #expect(random.case.run(CPUExecutor(), aliases: aliases) == expected)
        #expect(random.case.run(CPUExecutor(), aliases: aliases, sharing: true) == expected)
    }
}
