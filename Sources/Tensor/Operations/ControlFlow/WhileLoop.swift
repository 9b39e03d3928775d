import LaminaGraph

/// Applies `step` to a state while `condition` holds of it: `s ← step(s)` until not `condition(s)`.
///
/// Both closures are traced once; how often the step runs is known only when the result is computed.
///
/// ```swift
/// let power = whileLoop(Tensor(1)) { $0 .< 1000 } do: { $0 * 2 }  // 1024
/// ```
///
/// - Parameters:
///   - initial: the first state; every step keeps its shapes and types.
///   - maxSteps: the most steps. Reverse mode needs it, since it has to keep the states.
///   - condition: one bool, `[]`.
/// - Gradient: forward mode always; reverse mode with `maxSteps`, which runs that many steps and leaves
///   the state alone in those after the end.
/// - Traps: if a closure writes a variable, if the step changes the state's shapes, and on a reverse
///   derivative without `maxSteps`. JAX: `lax.while_loop`.
public func whileLoop<State: TensorGroup>(
    _ initial: State, maxSteps: Int? = nil, while condition: (State) -> Tensor,
    do step: (State) -> State
) -> State {
    let specs = initial.tensors.map(\.spec)
    let test = TracedBody("whileLoop", specs) { [condition(initial.replacingTensors($0))] }
    let body = TracedBody("whileLoop", specs) { step(initial.replacingTensors($0)).tensors }
    var captured = CapturedTensors(test.captured)
    captured.add(body.captured)
    let loop = WhileLoop(
        condition: captured.insert(into: test, after: specs.count),
        body: captured.insert(into: body, after: specs.count), carryCount: specs.count,
        maxSteps: maxSteps)
    let results = operation(count: specs.count) { () throws(OpError) in
        try Tensor.recordingAll(.whileLoop(loop), initial.tensors + captured.tensors)
    }
    return initial.replacingTensors(results)
}
