import LaminaGraph
import Testing

@Suite struct InlineCompositesTests {
    private let spec = TensorSpec([2])

    private func square() throws -> Composite {
        let body = try graph([spec]) { graph, x in try graph.add(.binary(.multiply), [x[0], x[0]]) }
        return Composite(name: "square", attributes: [], body: body)
    }

    @Test func claimedCompositeStaysWhole() throws {
        let call = try graph([spec]) { graph, x in try graph.add(.composite(square()), x) }
        let result = call.inliningComposites { composite, specs in
            composite.name == "square" && specs == [spec]
        }
        #expect(result == call)
    }

    @Test func inlinedNodesCarryTheScopeOfTheCall() throws {
        var call = try graph([spec]) { graph, x in
            let once = try graph.add(.composite(square()), x)
            return try graph.add(.composite(square()), [once])
        }
        call.nodes[1].scope = "first"
        call.nodes[2].scope = "second"
        let result = call.inliningComposites { _, _ in false }
        #expect(result.names == ["multiply", "multiply"])
        #expect(result.nodes.map(\.scope) == ["", "first", "second"])
        #expect(run(result, [[3, -2]]) == [[81, 16]])
    }

    @Test func bodyThatYieldsItsOperandVanishes() throws {
        let body = graph([spec]) { _, x in x[0] }
        let call = try graph([spec]) { graph, x in
            let inner = Composite(name: "pass", attributes: [], body: body)
            return try graph.add(.composite(inner), x)
        }
        #expect(call.inliningComposites { _, _ in false }.outputs == [0])
    }
}
