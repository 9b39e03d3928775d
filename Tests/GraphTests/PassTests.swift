import LaminaGraph
import Testing

/// What every pass promises, on random graphs.
@Suite struct PassTests {
    private static let passes: [(name: String, pass: @Sendable (Graph) -> Graph)] = [
        ("inline", { $0.inliningComposites { _, _ in false } }),
        (
            "inline inner",
            { $0.inliningComposites { composite, _ in composite.name == "negation" } }
        ),
        ("identities", { $0.removingIdentities() }),
        ("common subexpressions", { $0.mergingCommonSubexpressions() }),
        ("simplify", { $0.simplified() }),
        ("movements", { $0.mergingMovements() }),
        ("layouts", { $0.arrangingLayouts() }),
        ("transposes", { $0.absorbingTransposes() }),
        ("dead code", { $0.removingDeadCode() }),
        ("optimized", { $0.optimized { _, _ in false } }),
        ("optimized, claiming", { $0.optimized { _, _ in true } }),
    ]

    @Test(arguments: passes.indices, 0..<60)
    func keepsEveryBitOfRandomGraphs(number: Int, seed: Int) throws {
        let random = RandomGraph(seed: seed)
        try random.graph.verify()
        let (name, pass) = Self.passes[number]
        let result = pass(random.graph)
        try result.verify()
        #expect(result.inputSpecs == random.graph.inputSpecs)
        #expect(result.outputSpecs == random.graph.outputSpecs)
        expectSame(
            run(result, random.inputs), run(random.graph, random.inputs), "\(name), seed \(seed)")
    }

    @Test(arguments: passes.indices) func findsWorkInRandomGraphs(number: Int) {
        let before = (0..<60).map { RandomGraph(seed: $0).graph }
        let changed = before.count { Self.passes[number].pass($0) != $0 }
        #expect(changed > 10)
    }

    /// Each pass does what it promises whether or not another one ran before it.
    @Test(arguments: Pass.allCases, 0..<30) func optimisationWithoutAPassKeepsEveryBit(
        pass: Pass, seed: Int
    ) throws {
        let random = RandomGraph(seed: seed)
        let result = Pass.$omitted.withValue([pass]) { random.graph.optimized { _, _ in false } }
        try result.verify()
        expectSame(run(result, random.inputs), run(random.graph, random.inputs))
    }

    @Test func eachGraphPassChangesWhatOptimisationGives() {
        let graphs = (0..<60).map { RandomGraph(seed: $0).graph }
        let all = graphs.map { $0.optimized { _, _ in false } }
        for pass in Set(Graph.passes.map(\.pass)).subtracting([.unusedResults]) {
            let without = Pass.$omitted.withValue([pass]) {
                graphs.map { $0.optimized { _, _ in false } }
            }
            #expect(zip(all, without).contains { $0 != $1 }, "\(pass)")
        }
    }

    @Test func passesHaveNames() throws {
        #expect(try Pass.list("fusion, in-place,", in: "--without") == [.fusion, .inPlace])
        #expect(try Pass.list("", in: "--without").isEmpty)
        let error = #expect(throws: OpError.self) { try Pass.list("fusing", in: "LAMINA_WITHOUT") }
        #expect(error?.problem == "no pass is called 'fusing'")
        #expect(error?.fix.contains("common-subexpressions") == true)
    }

    @Test(arguments: 0..<60) func secondOptimisationFindsNothing(seed: Int) {
        let once = RandomGraph(seed: seed).graph.optimized { _, _ in false }
        #expect(once.optimized { _, _ in false } == once)
    }

    @Test func chainOfAHundredThousandNodesNeedsNoDeepStack() throws {
        let chain = try graph([TensorSpec([2])]) { graph, inputs in
            var x = inputs[0]
            for step in 0..<25_000 {
                x = try graph.add(.unary(.tanh), [x])
                x = try graph.add(.unary(.negate), [x])
                x = try graph.add(.reshape(step % 2 == 0 ? [2, 1] : [2]), [x])
                x = try graph.add(.stopGradient, [x])
            }
            return x
        }
        let result = chain.optimized { _, _ in false }
        try result.verify()
        #expect(result.nodes.count == 75_001)
        #expect(result.inputSpecs == chain.inputSpecs)
    }
}
