import LaminaCPU
import LaminaGraph
import Testing

/// One kernel computes attention, and its memory grows with the length alone.
@Suite struct AttentionLoweringTests {
    /// A plan of one attention, or of its gradients, over 4096 queries and keys of one head.
    private func plan(gradient: Bool) -> Plan {
        let x = TensorSpec([1, 4096, 1, 64], .float32)
        let rows = TensorSpec([1, 1, 4096], .float32)
        let specs = [x, x, x] + (gradient ? [rows, rows, x] : [])
        // A claimed composite's body is never run: results of the right shapes will do.
        var body = Graph()
        for spec in specs { _ = body.addInput(spec) }
        if gradient {
            body.outputs = [0, 1, 2]
        } else {
            let sum = Graph.Node(.reduce(.sum, axes: [3]), [0], TensorSpec([1, 4096, 1], .float32))
            body.nodes.append(sum)
            body.nodes.append(Graph.Node(.reshape([1, 1, 4096]), [3], rows))
            body.outputs = [0, 4]
        }
        let scale = Int(bitPattern: UInt((0.125).bitPattern))
        let composite = Composite(
            name: gradient ? "attentionGradient" : "attention", attributes: [0, 1, scale, 0],
            body: body)
        var graph = Graph()
        let inputs = specs.map { graph.addInput($0) }
        graph.nodes.append(Graph.Node(.composite(composite), inputs, body.outputSpecs[0]))
        let first = graph.nodes.count - 1
        for (number, spec) in body.outputSpecs.enumerated() {
            graph.nodes.append(Graph.Node(.result(number, spec), [first], spec))
        }
        // A product with the results, so that they lie between steps.
        let half = graph.nodes.count
        graph.nodes.append(Graph.Node(.unary(.negate), [first + 1], x))
        graph.outputs = [half]
        return Plan(graph.optimized(claiming: CPUExecutor.claims))
    }

    @Test(arguments: [false, true]) func noMatrixOfScoresLiesInTheArena(gradient: Bool) {
        let plan = plan(gradient: gradient)
        #expect(plan.description.contains(gradient ? "attention, gradients" : "attention"))
        // Three results of 1 MiB each; the scores of one head would be 64 MiB.
        #expect(plan.arenaByteCount <= 4 << 20)
    }
}
