import LaminaGraph

/// The value of one of two closures, by a condition that is known when the result is computed: `then`
/// where it is true, else `otherwise`. Only the chosen one is computed.
///
/// ```swift
/// let root = cond(x .> 0) { sqrt(x) } else: { -x }
/// ```
///
/// - Shape: `condition` is one bool, `[]`. Both closures give the same shapes and types.
/// - Gradient: that of the chosen closure. Under ``vmap(_:inAxis:outAxis:)`` with a condition that
///   differs from lane to lane both are computed and the results selected.
/// - Traps: if a closure writes a variable. JAX: `lax.cond`; PyTorch: `torch.cond`.
public func cond<Result: TensorGroup>(
    _ condition: Tensor, then: () -> Result, else otherwise: () -> Result
) -> Result {
    var structure: Result?
    let first = TracedBody("cond", []) { _ in
        let result = then()
        structure = result
        return result.tensors
    }
    let second = TracedBody("cond", []) { _ in otherwise().tensors }
    var captured = CapturedTensors(first.captured)
    captured.add(second.captured)
    let conditional = Conditional(
        then: captured.insert(into: first, after: 0),
        otherwise: captured.insert(into: second, after: 0))
    guard let structure else { preconditionFailure("tracing runs the closure") }
    let results = operation(count: structure.tensors.count) { () throws(OpError) in
        try Tensor.recordingAll(.conditional(conditional), [condition] + captured.tensors)
    }
    return structure.replacingTensors(results)
}
