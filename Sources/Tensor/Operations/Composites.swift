package import LaminaGraph
import Synchronization

extension Tensor {
    /// Records an operation written in other operations, carried whole until a plan is made.
    ///
    /// `body` is traced once for each name, attributes and operands' specs. `backward` takes the
    /// operands, the result and its gradient to the gradient of the first operand.
    package static func composite(
        _ name: String, _ attributes: InlineInts, _ operands: [Tensor],
        body: ([Tensor]) -> Tensor,
        backward: (([Tensor], Tensor, Tensor) -> Tensor)? = nil
    ) -> Tensor {
        let specs = operands.map(\.spec)
        let key = CompositeKey(name: name, attributes: attributes, specs: specs)
        if let known = composites.withLock({ $0[key] }) {
            return record(.composite(known), operands)
        }
        let forward = Graph.tracing(specs, body)
        let resultSpec = forward.outputSpecs[0]
        let gradient = backward.map { rule in
            Graph.tracing(specs + [resultSpec, resultSpec]) { inputs in
                rule(Array(inputs.dropLast(2)), inputs[specs.count], inputs[specs.count + 1])
            }
        }
        let composite = Composite(
            name: name, attributes: attributes, body: forward, backward: gradient)
        composites.withLock { $0[key] = composite }
        return record(.composite(composite), operands)
    }

    /// Records a graph's nodes on other operands; gives the graph's outputs.
    package static func replay(_ graph: Graph, _ operands: [Tensor]) -> [Tensor] {
        var values: [Tensor] = []
        values.reserveCapacity(graph.nodes.count)
        for node in graph.nodes {
            switch node.primitive {
            case .parameter(let number): values.append(operands[number])
            case .constant(let value): values.append(.constant(value, node.spec.dtype))
            default: values.append(.record(node.primitive, node.inputs.map { values[$0] }))
            }
        }
        return graph.outputs.map { values[$0] }
    }
}

extension Graph {
    /// The graph of a function of tensors with these specs.
    package static func tracing(
        _ specs: [TensorSpec], _ function: ([Tensor]) -> Tensor
    ) -> Graph {
        let inputs = specs.map(Tensor.placeholder)
        let result = function(inputs)
        return RecordedGraph(
            results: [result.node], arguments: inputs.map(\.node), scalars: .constants
        ).graph
    }
}

private struct CompositeKey: Hashable {
    let name: String
    let attributes: InlineInts
    let specs: [TensorSpec]
}

private let composites = Mutex<[CompositeKey: Composite]>([:])
