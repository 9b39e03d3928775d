package import LaminaGraph
public import LaminaTensor

/// A simple recurrent layer: `h' = tanh(inputWeight x + inputBias + hiddenWeight h + hiddenBias)`.
/// PyTorch: `nn.RNN` with `batch_first=True`; Keras: `SimpleRNN`.
///
/// - Shape: `[batch, time, in]` to `[batch, features]`, or with `returnsSequences` to `[batch, time,
///   features]`. Parameters as in PyTorch: `inputWeight` `[features, in]` (`weight_ih_l0`),
///   `hiddenWeight` `[features, features]` (`weight_hh_l0`), `inputBias` and `hiddenBias`
///   `[features]`. State: `[batch, features]`.
/// - Source: Elman (1990). The hidden weight starts orthogonal, as in Keras.
public struct RNN: RecurrentLayer {
    /// The size of the state.
    public let features: Int
    /// Whether a call gives the outputs of all steps.
    public let returnsSequences: Bool
    /// What follows the sum.
    public let activation: RecurrentActivation
    /// `[features, in]`.
    public let inputWeight: Parameter
    /// `[features, features]`.
    public let hiddenWeight: Parameter
    /// `[features]`; none without a bias.
    public let inputBias: Parameter?
    /// `[features]`; none without a bias.
    public let hiddenBias: Parameter?

    /// How many tensors make its state.
    public var stateCount: Int { 1 }

    /// A layer whose input size is found when it is built.
    public init(
        _ features: Int, returnsSequences: Bool = false, activation: RecurrentActivation = .tanh,
        hasBias: Bool = true
    ) {
        require(features > 0, "RNN: features must be at least 1, got \(features)")
        (self.features, self.returnsSequences) = (features, returnsSequences)
        self.activation = activation
        inputWeight = Parameter(.xavierUniform)
        hiddenWeight = Parameter(.orthogonal, shape: [features, features])
        inputBias = hasBias ? Parameter(.zeros, shape: [features]) : nil
        hiddenBias = hasBias ? Parameter(.zeros, shape: [features]) : nil
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
            let (output, hidden) = rnn(
                x, initial: states?[0], inputWeight: inputWeight.value(shape: [features, inputs]),
                hiddenWeight: hiddenWeight.value, inputBias: inputBias?.value,
                hiddenBias: hiddenBias?.value, activation: activation, lengths: lengths,
                isReversed: isReversed)
            return RecurrentRun(output: output, hidden: hidden, states: [hidden])
        }
    }

    private var checking: RecurrentCheck {
        RecurrentCheck(layer: "RNN", weight: inputWeight, features: features)
    }

    /// The size of a step's input.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try checking.inputFeatures(x)
    }
}

/// Runs a recurrent layer's whole body; see `operation`.
func recurrent(_ body: () throws(OpError) -> RecurrentRun) -> RecurrentRun {
    operation(body) { RecurrentRun(output: $0, hidden: $0, states: [$0]) }
}
