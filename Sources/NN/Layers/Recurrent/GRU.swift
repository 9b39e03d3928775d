package import LaminaGraph
public import LaminaTensor

/// A layer of gated recurrent units, `h' = (1 - z) n + z h`; see
/// ``LaminaTensor/gru(_:initial:inputWeight:hiddenWeight:inputBias:hiddenBias:lengths:isReversed:)``.
/// PyTorch: `nn.GRU` with `batch_first=True`; Keras: `GRU` with `reset_after=True`.
///
/// - Shape: `[batch, time, in]` to `[batch, features]`, or with `returnsSequences` to `[batch, time,
///   features]`. Parameters as in PyTorch, the gates in the order r, z, n: `inputWeight` `[3 features,
///   in]` (`weight_ih_l0`), `hiddenWeight` `[3 features, features]` (`weight_hh_l0`), `inputBias` and
///   `hiddenBias` `[3 features]`. State: `[batch, features]`.
/// - Source: Cho et al. (2014), arXiv:1406.1078. The hidden weight starts orthogonal, as in Keras.
public struct GRU: RecurrentLayer {
    /// The size of the state.
    public let features: Int
    /// Whether a call gives the outputs of all steps.
    public let returnsSequences: Bool
    /// `[3 features, in]`.
    public let inputWeight: Parameter
    /// `[3 features, features]`.
    public let hiddenWeight: Parameter
    /// `[3 features]`; none without a bias.
    public let inputBias: Parameter?
    /// `[3 features]`; none without a bias.
    public let hiddenBias: Parameter?

    /// How many tensors make its state.
    public var stateCount: Int { 1 }

    /// A layer whose input size is found when it is built.
    public init(_ features: Int, returnsSequences: Bool = false, hasBias: Bool = true) {
        require(features > 0, "GRU: features must be at least 1, got \(features)")
        (self.features, self.returnsSequences) = (features, returnsSequences)
        inputWeight = Parameter(.xavierUniform)
        hiddenWeight = Parameter(.orthogonal, shape: [3 * features, features])
        inputBias = hasBias ? Parameter(.zeros, shape: [3 * features]) : nil
        hiddenBias = hasBias ? Parameter(.zeros, shape: [3 * features]) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        let run = computed(x, nil, nil, false)
        return returnsSequences ? run.output : run.hidden
    }

    public func run(
        _ x: Tensor, initial: [Tensor]?, lengths: Tensor?, isReversed: Bool
    ) -> RecurrentRun {
        ModuleCall.run(self, x) { computed(x, initial, lengths, isReversed) }
    }

    private func computed(
        _ x: Tensor, _ initial: [Tensor]?, _ lengths: Tensor?, _ isReversed: Bool
    ) -> RecurrentRun {
        recurrent { () throws(OpError) in
            let inputs = try check(x.spec)
            let states = try checking.states(initial, count: stateCount, for: x)
            let (output, hidden) = gru(
                x, initial: states?[0],
                inputWeight: inputWeight.value(shape: [3 * features, inputs]),
                hiddenWeight: hiddenWeight.value, inputBias: inputBias?.value,
                hiddenBias: hiddenBias?.value, lengths: lengths, isReversed: isReversed)
            return RecurrentRun(output: output, hidden: hidden, states: [hidden])
        }
    }

    private var checking: RecurrentCheck {
        RecurrentCheck(layer: "GRU", weight: inputWeight, features: features)
    }

    /// The size of a step's input.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try checking.inputFeatures(x)
    }
}
