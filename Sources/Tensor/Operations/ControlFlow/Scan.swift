import LaminaGraph

/// Runs `step` for each position of some sequences, handing a carry from position to position:
/// `(cₜ₊₁, yₜ) = step(cₜ, xₜ)`. Gives the last carry and the results of all positions.
///
/// The step is traced once and runs in a loop inside the plan, however long the sequences are.
///
/// ```swift
/// let (total, sums) = scan(Tensor(0), over: Tensor([1, 2, 3])) { sum, x in (sum + x, sum + x) }
/// sums.array()  // [1, 3, 6]
/// ```
///
/// - Parameters:
///   - initial: the first carry; every step keeps its shapes and types.
///   - sequences: tensors `[length, …]`; the step sees their elements `[…]` at one position.
///   - isReversed: whether the positions are taken from the last to the first. Results stay at their
///     positions.
/// - Gradient: reverse mode keeps the carries of all positions, and of the steps' products, convolutions,
///   reductions and the like what it reads; the rest of each step is computed again on the way back.
/// - Traps: if the step writes a variable, or changes the carry's shapes. JAX: `lax.scan`.
public func scan<Carry: TensorGroup, Element: TensorGroup, Result: TensorGroup>(
    _ initial: Carry, over sequences: Element, isReversed: Bool = false,
    _ step: (Carry, Element) -> (Carry, Result)
) -> (carry: Carry, results: Result) {
    let (carries, elements) = (initial.tensors, sequences.tensors)
    let length = operation(
        { () throws(OpError) in try commonLength(elements) }, standIn: { _ in 0 })
    let specs =
        carries.map(\.spec)
        + elements.map { TensorSpec(Shape($0.shape.dropFirst()), $0.dtype) }
    var structure: Result?
    let body = TracedBody("scan", specs) { inputs in
        let (next, result) = step(
            initial.replacingTensors(Array(inputs.prefix(carries.count))),
            sequences.replacingTensors(Array(inputs.dropFirst(carries.count))))
        structure = result
        return next.tensors + result.tensors
    }
    let operands = carries + elements + body.captured
    // Where nothing is traced, nobody can ask for a derivative.
    let keeps = operands.contains { $0.node.isTraced }
    let scan = Scan(
        body: keeps
            ? body.graph.keepingDearValues(carryCount: carries.count, varying: specs.count)
            : body.graph,
        length: length, carryCount: carries.count, sequenceCount: elements.count,
        isReversed: isReversed, keepsCarries: keeps)
    guard let structure else { preconditionFailure("tracing runs the step") }
    let count = carries.count + structure.tensors.count
    let results = operation(count: count) { () throws(OpError) in
        Array(try Tensor.recordingAll(.scan(scan), operands).prefix(count))
    }
    return (
        initial.replacingTensors(Array(results.prefix(carries.count))),
        structure.replacingTensors(Array(results.dropFirst(carries.count)))
    )
}

private func commonLength(_ sequences: [Tensor]) throws(OpError) -> Int {
    guard let length = sequences.first?.shape.first else {
        throw OpError(
            op: "scan", problem: "there is no sequence to go over",
            operands: ["sequences": "\(sequences.map(\.spec))"],
            fix: "pass tensors [length, …]; Tensor.iota([length]) counts steps")
    }
    return length
}
