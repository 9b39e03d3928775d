package import LaminaGraph
import Synchronization

extension Tensor {
    /// Records an operation written in other operations, carried whole until a plan is made.
    ///
    /// `body` is traced once for each name, attributes and operands' specs. `backward` takes the
    /// operands, the result and its gradient to the gradient of the first operand; the others have
    /// none.
    package static func composite(
        _ name: String, _ attributes: InlineInts, _ operands: [Tensor],
        body: ([Tensor]) -> Tensor,
        backward: (([Tensor], Tensor, Tensor) -> Tensor)? = nil
    ) -> Tensor {
        let rule = backward.map { rule in
            { (x: [Tensor], y: [Tensor], g: [Tensor]) in [rule(x, y[0], g[0])] }
        }
        return composites(
            name, attributes, operands, differentiable: [0], body: { [body($0)] }, backward: rule)[
                0]
    }

    /// Records an operation of several results.
    ///
    /// `backward` takes the operands, the results and their gradients to the gradients of the operands
    /// at the places in `differentiable`; the others have none. Without it the body is differentiated.
    package static func composites(
        _ name: String, _ attributes: InlineInts, _ operands: [Tensor],
        differentiable: InlineInts = [], body: ([Tensor]) -> [Tensor],
        backward: (([Tensor], [Tensor], [Tensor]) -> [Tensor])? = nil
    ) -> [Tensor] {
        let specs = operands.map(\.spec)
        let key = CompositeKey(name: name, attributes: attributes, specs: specs)
        if let known = tracedComposites.withLock({ $0.find(key) }) {
            return recordAll(.composite(known), operands)
        }
        // Its body is the same for all who use it.
        let composite = autocast(to: nil) {
            let forward = Graph.tracing(specs, body)
            let pullback = backward.map { rule in
                let results = forward.outputSpecs
                return Composite.Derivative.rule(
                    Graph.tracing(specs + results + results) { inputs in
                        let (x, rest) = (inputs.prefix(specs.count), inputs.dropFirst(specs.count))
                        return rule(
                            Array(x), Array(rest.prefix(results.count)),
                            Array(rest.dropFirst(results.count)))
                    }, operands: differentiable)
            }
            return Composite(
                name: name, attributes: attributes, body: forward, pullback: pullback ?? .ofBody)
        }
        tracedComposites.withLock { $0.keep(composite, for: key, byteCount: 0) }
        return recordAll(.composite(composite), operands)
    }

    /// Records a graph's nodes on other operands, in the types that they have; gives the graph's outputs.
    ///
    /// - Parameter replacing: from a node's number and what was recorded for it to what its readers read.
    package static func replay(
        _ graph: Graph, _ operands: [Tensor], replacing: (Int, Tensor) -> Tensor = { $1 }
    ) -> [Tensor] {
        autocast(to: nil) { recordAgain(graph, operands, replacing) }
    }

    private static func recordAgain(
        _ graph: Graph, _ operands: [Tensor], _ replacing: (Int, Tensor) -> Tensor
    ) -> [Tensor] {
        var values: [Tensor] = []
        values.reserveCapacity(graph.nodes.count)
        for (number, node) in graph.nodes.enumerated() {
            switch node.primitive {
            case .parameter(let number): values.append(operands[number])
            case .constant(let value): values.append(.constant(value, node.spec.dtype))
            default:
                let value = record(node.primitive, node.inputs.map { values[$0] })
                values.append(replacing(number, value))
            }
        }
        return graph.outputs.map { values[$0] }
    }
}

extension Graph {
    /// The graph of a function of tensors with these specs. The function uses its arguments alone.
    package static func tracing(
        _ specs: [TensorSpec], _ function: ([Tensor]) -> [Tensor]
    ) -> Graph {
        let inputs = specs.map(Tensor.placeholder)
        let results = function(inputs)
        return RecordedGraph(
            results: results.map(\.node), arguments: inputs.map(\.node), scalars: .constants
        ).graph
    }
}

private struct CompositeKey: Hashable {
    let name: String
    let attributes: InlineInts
    let specs: [TensorSpec]
}

/// One that left is traced again, and then equals those that are still in graphs.
private let tracedComposites = Mutex(
    LeastRecentlyUsed<CompositeKey, Composite>(byteLimit: .max, countLimit: 1024))
