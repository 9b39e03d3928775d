import LaminaCPU
import LaminaGraph
import Testing

/// Programs prepared without one of the passes, on numbers of which every sum and product is exact.
@Suite struct PassSwitchTests {
    @Test(arguments: Pass.allCases, 1000..<1040)
    func withoutAnyOfThemTheNumbersAreTheSame(pass: Pass, seed: Int) throws {
        var random = try RandomCase(seed: seed)
        let aliases = random.aliases()
        let steady = random.inputs(besides: aliases.map(\.input))
        let c = random.case
        let expected = c.run(ReferenceExecutor())
        let program = CPUExecutor(without: [pass])
            .prepare(c.graph, aliases: aliases, steady: steady)
        #expect(c.run(program) == expected)
        #expect(c.run(program, aliases: aliases) == expected)
    }

    @Test(arguments: 1040..<1080) func withoutAllOfThemTheNumbersAreTheSame(seed: Int) throws {
        let c = try RandomCase(seed: seed).case
        #expect(c.run(CPUExecutor(without: Set(Pass.allCases))) == c.run(ReferenceExecutor()))
    }

    private func relu(of primitive: Primitive, _ shapes: Shape...) throws -> Graph {
        var graph = Graph()
        let inputs = shapes.map { graph.addInput(TensorSpec($0)) }
        let product = try graph.add(primitive, inputs)
        graph.outputs = [try graph.add(.unary(.relu), [graph.add(.unary(.negate), [product])])]
        return graph
    }

    private func plan(_ graph: Graph, steady: Set<Int> = [], without: Set<Pass> = []) -> Plan {
        Pass.$omitted.withValue(without) { Plan(graph, steady: steady) }
    }

    @Test func eachPlanPassDoesWhatItsNameSays() throws {
        let window = ConvolutionWindow(padding: Padding(top: 1, bottom: 1, left: 1, right: 1))
        let convolution = try relu(of: .convolution(window), [1, 12, 12, 32], [3, 3, 32, 32])
        #expect(plan(convolution, steady: [1]).stepCount == 1)
        #expect(plan(convolution, steady: [1], without: [.epilogues]).stepCount == 2)
        #expect(plan(convolution, steady: [1], without: [.fusion, .epilogues]).stepCount == 3)

        let matmul = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        let product = try relu(of: matmul, [200, 24], [24, 40])
        #expect(plan(product, steady: [1]).keptByteCount > 0)
        #expect(plan(product, steady: [1], without: [.preparation]).keptByteCount == 0)

        var squares = Graph()
        let x = squares.addInput(TensorSpec([1024]))
        squares.outputs = [
            try squares.add(
                .reduce(.sum, axes: [0]), [squares.add(.binary(.multiply), [x, x])])
        ]
        #expect(plan(squares).stepCount == 1)
        #expect(plan(squares, without: [.reductions]).stepCount == 2)

        var chain = Graph()
        var node = chain.addInput(TensorSpec([1024]))
        for _ in 0..<3 { node = try chain.add(.unary(.negate), [node]) }
        chain.outputs = [node]
        #expect(plan(chain, without: [.fusion]).arenaByteCount == 4096)
        #expect(plan(chain, without: [.fusion, .inPlace]).arenaByteCount == 2 * 4096)
    }

    /// With an alias, the output is computed elsewhere and copied into the input's memory.
    @Test func inPlaceCoversTheOutputsOverInputs() throws {
        var graph = Graph()
        let x = graph.addInput(TensorSpec([1024]))
        graph.outputs = [try graph.add(.unary(.negate), [x])]
        let aliases = [(output: 0, input: 0)]
        #expect(Plan(graph, aliases: aliases).stepCount == 1)
        #expect(
            Pass.$omitted.withValue([.inPlace]) { Plan(graph, aliases: aliases).stepCount } == 2)
    }
}
