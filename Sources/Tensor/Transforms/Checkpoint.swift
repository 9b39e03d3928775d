import LaminaGraph

/// The function with its intermediate results given up: reverse mode computes them again from the
/// input when it needs them. Memory for time, as for the layers of a deep network (Chen et al. 2016,
/// arXiv:1604.06174).
///
/// ```swift
/// let block = checkpoint { (x: Tensor) in matmul(relu(matmul(x, a)), b) }
/// ```
///
/// The result's bits stay the same. A variable may be read inside and not written. JAX:
/// `jax.checkpoint`; PyTorch: `torch.utils.checkpoint`.
public func checkpoint<Input: TensorGroup, Output: TensorGroup>(
    _ function: @escaping @Sendable (Input) -> Output
) -> Fn<Input, Output> {
    Fn { input in
        let arguments = input.tensors
        let structure = Captured<Output>()
        let body = TracedBody("checkpoint", arguments.map(\.spec)) { inputs in
            let output = function(input.replacingTensors(inputs))
            structure.value = output
            return output.tensors
        }
        let operands = arguments + body.captured
        let smooth = operands.indices.filter { operands[$0].dtype.isDifferentiable }
        let results = body.graph.outputSpecs
        let specs = operands.map(\.spec)
        let rule = Graph.tracing(specs + results + results) { inputs in
            let gradients = Array(inputs.suffix(results.count))
            // Behind the barrier nothing is shared with the first computation, nor done before the
            // gradients are there.
            let points = inputs.prefix(specs.count).map {
                Tensor.record(.barrier, [$0] + gradients).marked()
            }
            let outputs = Tensor.replay(body.graph, points)
            let found = pullback(
                of: Array(zip(outputs, gradients)), to: smooth.map { points[$0] })
            return zip(smooth, found).map {
                $1 ?? .zeros(specs[$0].shape, dtype: specs[$0].dtype)
            }
        }
        let composite = Composite(
            name: "checkpoint", attributes: [], body: body.graph,
            pullback: .rule(rule, operands: InlineInts(smooth)), isKnownByBody: true)
        guard let output = structure.value else { preconditionFailure("tracing runs the function") }
        return output.replacingTensors(Tensor.recordAll(.composite(composite), operands))
    }
}

/// A place for what a closure saw; used by one task while the closure is traced.
private final class Captured<Value> {
    var value: Value?
}
