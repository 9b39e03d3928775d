import LaminaGraph

/// An operation with derivatives of its own: where the derivative of how a value is computed is not
/// the best way, or no way, to the value's derivative.
///
/// ```swift
/// // The gradient of log(1 + eˣ), which stays finite where eˣ does not.
/// let softplus = CustomOp("softplus") { x in
///     [log(1 + exp(x[0]))]
/// } vjp: { x, y, g in
///     [g[0] * sigmoid(x[0])]
/// }
/// softplus(Tensor(200))
/// ```
///
/// The closures are traced once a call. They may use tensors from outside, which have no derivative
/// through the rules. A mode without a rule is an error when it is needed, unless there is no rule at all:
/// then `forward` is differentiated. The rules are tensor functions themselves, so that they can be
/// differentiated again. JAX: `jax.custom_vjp`, `jax.custom_jvp`; PyTorch: `autograd.Function`.
public struct CustomOp: Sendable {
    /// The name in printed graphs and messages.
    public let name: String
    private let forward: @Sendable ([Tensor]) -> [Tensor]
    private let vjp: (@Sendable ([Tensor], [Tensor], [Tensor]) -> [Tensor?])?
    private let jvp: (@Sendable ([Tensor], [Tensor], [Tensor]) -> [Tensor])?

    /// - Parameters:
    ///   - forward: from the operands to the results.
    ///   - vjp: from the operands, the results and their gradients to the gradients of the operands;
    ///     `nil` for one that has none.
    ///   - jvp: from the operands, the results and the operands' tangents to the results' tangents.
    public init(
        _ name: String, forward: @escaping @Sendable ([Tensor]) -> [Tensor],
        vjp: (@Sendable ([Tensor], [Tensor], [Tensor]) -> [Tensor?])? = nil,
        jvp: (@Sendable ([Tensor], [Tensor], [Tensor]) -> [Tensor])? = nil
    ) {
        (self.name, self.forward, self.vjp, self.jvp) = (name, forward, vjp, jvp)
    }

    /// The first result.
    public func callAsFunction(_ operands: Tensor...) -> Tensor { results(operands)[0] }

    /// All results.
    public func results(_ operands: [Tensor]) -> [Tensor] {
        let specs = operands.map(\.spec)
        let body = TracedBody(name, specs, forward)
        let results = body.graph.outputSpecs
        var captured = CapturedTensors(body.captured)
        var (pullback, pushforward) = (Composite.Derivative.ofBody, Composite.Derivative.ofBody)
        if vjp != nil || jvp != nil { (pullback, pushforward) = (.missing, .missing) }
        var places = InlineInts()
        let reverse = vjp.map { rule in
            TracedBody(name, specs + results + results) { inputs in
                let parts = rule(
                    Array(inputs.prefix(specs.count)),
                    Array(inputs.dropFirst(specs.count).prefix(results.count)),
                    Array(inputs.suffix(results.count)))
                places = InlineInts(parts.indices.filter { parts[$0] != nil })
                return parts.compactMap(\.self)
            }
        }
        let onward = jvp.map { rule in
            TracedBody(name, specs + results + specs) { inputs in
                rule(
                    Array(inputs.prefix(specs.count)),
                    Array(inputs.dropFirst(specs.count).prefix(results.count)),
                    Array(inputs.suffix(specs.count)))
            }
        }
        for rule in [reverse, onward] { captured.add(rule?.captured ?? []) }
        if let reverse {
            let graph = captured.insert(into: reverse, after: specs.count)
            pullback = .rule(graph, operands: places)
        }
        if let onward {
            pushforward = .rule(captured.insert(into: onward, after: specs.count), operands: [])
        }
        let composite = Composite(
            name: name, attributes: [], body: captured.insert(into: body, after: specs.count),
            pullback: pullback, pushforward: pushforward, isKnownByBody: true)
        return operation(count: results.count) { () throws(OpError) in
            try check(reverse, specs, places)
            return try Tensor.recordingAll(.composite(composite), operands + captured.tensors)
        }
    }

    private func check(
        _ rule: TracedBody?, _ specs: [TensorSpec], _ places: InlineInts
    ) throws(OpError) {
        guard let rule else { return }
        for (place, spec) in zip(places, rule.graph.outputSpecs)
        where !specs.indices.contains(place) || spec != specs[place] {
            throw OpError(
                op: name, problem: "the vjp rule's gradient \(place) has another shape or type",
                operands: [
                    "operand": specs.indices.contains(place) ? "\(specs[place])" : "none",
                    "gradient": "\(spec)",
                ], fix: "return for each operand a gradient of its own shape, or nil")
        }
    }
}
