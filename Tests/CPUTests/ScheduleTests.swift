import LaminaCPU
import LaminaGraph
import Testing

/// The order of steps.
@Suite struct ScheduleTests {
    /// `count` gradients of 256 KiB one after another, and behind all of them, as an optimiser records
    /// it, what is taken from each parameter, with a rate that is computed there too.
    private func steps(_ count: Int) throws -> (graph: Graph, aliases: [(output: Int, input: Int)])
    {
        var graph = Graph()
        let spec = TensorSpec([256, 256])
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        let x = graph.addInput(spec)
        let time = graph.addInput(TensorSpec([]))
        let parameters = (0..<count).map { _ in graph.addInput(spec) }
        var node = x
        var gradients: [Int] = []
        for parameter in parameters {
            node = try graph.add(product, [node, parameter])
            gradients.append(try graph.add(product, [node, x]))
        }
        let rate = try graph.add(
            .broadcast(spec.shape, axes: []), [graph.add(.unary(.exp), [time])])
        for (parameter, gradient) in zip(parameters, gradients) {
            let step = try graph.add(.binary(.multiply), [gradient, rate])
            graph.outputs.append(try graph.add(.binary(.subtract), [parameter, step]))
        }
        return (graph, parameters.indices.map { (output: $0, input: 2 + $0) })
    }

    @Test func parametersAreUpdatedAsSoonAsTheirGradientsAreThere() throws {
        let (graph, aliases) = try steps(6)
        let plan = Plan(graph, aliases: aliases)
        // The chain's node, the next one, and one gradient.
        #expect(plan.arenaByteCount <= 3 * (256 << 10) + 4096)
        // Nothing is copied for it.
        #expect(plan.stepCount == 6 * 3 + 1)
    }
}
