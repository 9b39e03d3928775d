import LaminaGraph
import Testing

@Suite struct VerifyTests {
    private func valid() throws -> Graph {
        try graph([TensorSpec([3])]) { graph, x in
            try graph.add(.unary(.tanh), [graph.add(.unary(.exp), x)])
        }
    }

    private func fault(_ damage: (inout Graph) -> Void) throws -> String {
        var graph = try valid()
        try graph.verify()
        damage(&graph)
        let error = #expect(throws: OpError.self) { try graph.verify() }
        return error?.problem ?? ""
    }

    @Test func namesANodeReadBeforeItsPlace() throws {
        #expect(try fault { $0.nodes[1].inputs = [2] }.contains("%1 reads [2]"))
        #expect(try fault { $0.nodes[1].inputs = [-1] }.contains("%1 reads [-1]"))
    }

    @Test func namesASpecThatItsRuleContradicts() throws {
        let problem = try fault { $0.nodes[2].spec = TensorSpec([4]) }
        #expect(problem == "%2 claims float32 [4], its rule gives float32 [3]")
    }

    @Test func namesAMissingInputAndOutput() throws {
        #expect(try fault { $0.nodes[0].primitive = .parameter(7) }.contains("parameter 7"))
        #expect(try fault { $0.outputs = [9] }.contains("outputs [9]"))
    }

    @Test func aCompositeYieldsAResult() throws {
        var call = try valid()
        var body = call
        body.outputs = []
        call.nodes[1].primitive = .composite(Composite(name: "none", attributes: [], body: body))
        let error = #expect(throws: OpError.self) { try call.verify() }
        #expect(error?.problem == "there is no result")
    }

    @Test func oneOfSeveralResultsIsReadByItsNumber() throws {
        var call = try valid()
        var body = call
        body.outputs = [1, 2]
        call.nodes[1].primitive = .composite(Composite(name: "pair", attributes: [], body: body))
        let error = #expect(throws: OpError.self) { try call.verify() }
        #expect(error?.problem == "%2 reads pair, which has several results, as one")
        let spec = call.nodes[1].spec
        call.nodes[2] = Graph.Node(.result(1, spec), [1], spec)
        try call.verify()
        call.nodes[2].primitive = .result(2, spec)
        let missing = #expect(throws: OpError.self) { try call.verify() }
        #expect(missing?.problem.hasPrefix("result 2, \(spec), of") == true)
    }

    @Test func looksInsideComposites() throws {
        var body = try valid()
        body.nodes[2].inputs = [5]
        let composite = Composite(name: "broken", attributes: [], body: body)
        let call = try graph([TensorSpec([3])]) { graph, x in
            try graph.add(.composite(composite), x)
        }
        #expect(throws: OpError.self) { try call.verify() }
    }
}
