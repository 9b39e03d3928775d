import LaminaGraph
public import LaminaTensor

/// Several layers of which a gate picks a few for each input: `y = Σ w[e] expert[e](x)` over the
/// `chosen` experts that it prefers.
///
/// ```swift
/// let layer = MixtureOfExperts(count: 4, chosen: 2) { FeedForward(features: 16, size: 32) }
/// let routed = layer.route(.ones([2, 9, 16]))
/// let loss = routed.output.square().mean() + 0.01 * routed.imbalance
/// ```
/// The weights are the softmax of the gate's logits among the chosen ones; where one is chosen, its
/// share among all, so that the gate learns.
///
/// - Shape: `[..., features]` to `[..., out]`. Parameters: `gate.weight` `[features, count]`, and the
///   experts', `experts.0` and so on.
/// - Gradient: to the chosen experts and, through the weights, to the gate; the choice has none.
/// - Complexity: with a capacity, each expert sees that share of the inputs; without, all of them,
///   and those it was not chosen for with the weight 0.
/// - Source: Shazeer et al. (2017), arXiv:1701.06538, eq. 1 to 5, without noise; capacity and
///   imbalance: Fedus, Zoph & Shazeer (2021), arXiv:2101.03961, eq. 3 and 4.
public struct MixtureOfExperts: Module {
    /// The layers to choose from.
    public let experts: [any Module<Tensor, Tensor>]
    /// How many are chosen for an input.
    public let chosen: Int
    /// How many inputs an expert takes, in shares of an even distribution; nil for all. Beyond it,
    /// those with the least weight go without.
    public let capacity: Double?
    /// What prefers experts.
    public let gate: Dense

    /// A mixture of `count` experts that the closure makes.
    public init(
        count: Int, chosen: Int = 2, capacity: Double? = nil,
        _ make: () -> any Module<Tensor, Tensor>
    ) {
        require(
            (1...max(1, count)).contains(chosen),
            "MixtureOfExperts: \(chosen) of \(count) experts cannot be chosen")
        require(capacity ?? 1 > 0, "MixtureOfExperts: capacity must be above 0")
        experts = (0..<count).map { _ in make() }
        (self.chosen, self.capacity) = (chosen, capacity)
        gate = Dense(count, hasBias: false)
    }

    public func forward(_ x: Tensor) -> Tensor { routed(x).output }

    /// The output and how evenly the experts were chosen.
    public func route(_ x: Tensor) -> Routed { ModuleCall.run(self, x) { routed(x) } }

    private func routed(_ x: Tensor) -> Routed {
        operation { () throws(OpError) in
            try x.requireAxes(atLeast: 2, "[..., features]", of: "MixtureOfExperts")
            let rows = x.reshaped([-1, x.shape[x.rank - 1]])
            let shares = softmax(gate(rows))
            let choice = shares.topK(chosen).indices
                .oneHot(classes: experts.count, dtype: shares.dtype).sum(axis: 1)
            let picked = shares * choice
            let weights = chosen == 1 ? picked : picked / picked.sum(axis: 1, keepDims: true)
            let load = choice.mean(axis: 0) / Double(chosen)
            let output = capacity.map { dispatched(rows, weights, $0) } ?? mixed(rows, weights)
            return Routed(
                output: output.reshaped(Shape(x.shape.dropLast() + [output.shape[1]])),
                load: load,
                imbalance: (load * shares.mean(axis: 0)).sum() * Double(experts.count))
        } standIn: {
            Routed(output: $0, load: $0, imbalance: $0)
        }
    }

    /// Every expert's output for every input, weighed.
    private func mixed(_ rows: Tensor, _ weights: Tensor) -> Tensor {
        let parts = experts.enumerated().map { number, expert in
            expert(rows) * weights.slice(number..<number + 1, axis: 1)
        }
        return parts.dropFirst().reduce(parts[0]) { $0 + $1 }
    }

    /// Every expert's output for the inputs that want it most.
    private func dispatched(_ rows: Tensor, _ weights: Tensor, _ capacity: Double) -> Tensor {
        let even = Double(rows.shape[0] * chosen) / Double(experts.count)
        let room = min(rows.shape[0], max(1, Int((capacity * even).rounded(.up))))
        var total: Tensor?
        for (number, expert) in experts.enumerated() {
            let own = weights.slice(number..<number + 1, axis: 1).squeezed(axis: 1)
            let (shares, places) = own.topK(room)
            let part = expert(rows.taking(places)) * shares.expandedDims(axis: 1)
            let sum = total ?? .zeros([rows.shape[0], part.shape[1]], dtype: part.dtype)
            total = sum.scattered(part, at: places, mode: .add)
        }
        return total ?? rows
    }
}

/// What a mixture of experts gives.
public struct Routed: TensorGroup {
    /// The mixture's output.
    public let output: Tensor
    /// The part of the choices that fell on each expert, `[count]`; they add up to 1.
    public let load: Tensor
    /// 1 where all experts are chosen equally often, more elsewhere: to be added to the loss, with a
    /// weight of about 0.01. (Fedus et al., eq. 4.)
    public let imbalance: Tensor

    init(output: Tensor, load: Tensor, imbalance: Tensor) {
        (self.output, self.load, self.imbalance) = (output, load, imbalance)
    }

    public var tensors: [Tensor] { [output, load, imbalance] }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> Routed {
        Routed(
            output: tensors.removeFirst(), load: tensors.removeFirst(),
            imbalance: tensors.removeFirst())
    }
}
