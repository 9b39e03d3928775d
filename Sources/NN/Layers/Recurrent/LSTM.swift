package import LaminaGraph
public import LaminaTensor

/// A layer of long short-term memory: `c' = f c + i g`, `h' = o tanh(c')`; see
/// ``LaminaTensor/lstm(_:initial:inputWeight:hiddenWeight:inputBias:hiddenBias:lengths:isReversed:)``.
/// PyTorch: `nn.LSTM` with `batch_first=True`.
///
/// With peepholes the gates see the cell too: i and f the old one, o the new one, each unit its own.
///
/// - Shape: `[batch, time, in]` to `[batch, features]`, or with `returnsSequences` to `[batch, time,
///   features]`. Parameters as in PyTorch, the gates in the order i, f, g, o: `inputWeight`
///   `[4 features, in]` (`weight_ih_l0`), `hiddenWeight` `[4 features, features]` (`weight_hh_l0`),
///   `inputBias` and `hiddenBias` `[4 features]`; `peepholes` `[3, features]`, in the order i, f, o.
///   State: hidden and cell, `[batch, features]` each.
/// - Source: Hochreiter & Schmidhuber (1997), Gers et al. (2000); peepholes: Gers, Schraudolph &
///   Schmidhuber (2002). The forget gate's bias starts at 1 and the hidden weight orthogonal, as in
///   Keras.
public struct LSTM: RecurrentLayer {
    /// The size of the state.
    public let features: Int
    /// Whether a call gives the outputs of all steps.
    public let returnsSequences: Bool
    /// `[4 features, in]`.
    public let inputWeight: Parameter
    /// `[4 features, features]`.
    public let hiddenWeight: Parameter
    /// `[4 features]`; none without a bias.
    public let inputBias: Parameter?
    /// `[4 features]`; none without a bias.
    public let hiddenBias: Parameter?
    /// `[3, features]`; none unless asked for.
    public let peepholes: Parameter?

    /// How many tensors make its state.
    public var stateCount: Int { 2 }

    /// A layer whose input size is found when it is built.
    public init(
        _ features: Int, returnsSequences: Bool = false, hasBias: Bool = true,
        hasPeepholes: Bool = false
    ) {
        require(features > 0, "LSTM: features must be at least 1, got \(features)")
        (self.features, self.returnsSequences) = (features, returnsSequences)
        inputWeight = Parameter(.xavierUniform)
        hiddenWeight = Parameter(.orthogonal, shape: [4 * features, features])
        inputBias = hasBias ? Parameter(.forgetGateOpen, shape: [4 * features]) : nil
        hiddenBias = hasBias ? Parameter(.zeros, shape: [4 * features]) : nil
        peepholes = hasPeepholes ? Parameter(.zeros, shape: [3, features]) : nil
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

    /// The gates and cells of all steps: what the layer remembers, writes and shows.
    ///
    /// - Parameters: as for ``RecurrentLayer/run(_:initial:lengths:isReversed:)``.
    public func gates(
        _ x: Tensor, initial: [Tensor]? = nil, lengths: Tensor? = nil, isReversed: Bool = false
    ) -> LSTMGates {
        ModuleCall.run(self, x) {
            operation { () throws(OpError) in
                try trace(x, initial, lengths, isReversed).gates
            } standIn: {
                LSTMGates(input: $0, forget: $0, candidate: $0, output: $0, cell: $0)
            }
        }
    }

    private func computed(
        _ x: Tensor, _ initial: [Tensor]?, _ lengths: Tensor?, _ isReversed: Bool
    ) -> RecurrentRun {
        recurrent { () throws(OpError) in
            guard peepholes == nil else {
                return try trace(x, initial, lengths, isReversed).run
            }
            let inputs = try check(x.spec)
            let states = try checking.states(initial, count: stateCount, for: x)
            let (output, hidden, cell) = lstm(
                x, initial: states.map { ($0[0], $0[1]) },
                inputWeight: inputWeight.value(shape: [4 * features, inputs]),
                hiddenWeight: hiddenWeight.value, inputBias: inputBias?.value,
                hiddenBias: hiddenBias?.value, lengths: lengths, isReversed: isReversed)
            return RecurrentRun(output: output, hidden: hidden, states: [hidden, cell])
        }
    }

    private func trace(
        _ x: Tensor, _ initial: [Tensor]?, _ lengths: Tensor?, _ isReversed: Bool
    ) throws(OpError) -> LSTMTrace {
        let inputs = try check(x.spec)
        let states = try checking.states(initial, count: stateCount, for: x)
        if let lengths, lengths.shape != [x.shape[0]] || !lengths.dtype.isInteger {
            throw OpError(
                op: inputWeight.place(of: "LSTM"),
                problem: "lengths is \(lengths.spec), not \(x.shape[0]) integers",
                operands: ["x": "\(x.spec)"], fix: "give one integer for each sequence")
        }
        let biases = [inputBias, hiddenBias].compactMap { $0?.value }
        return LSTMTrace(
            x, states, inputWeight: inputWeight.value(shape: [4 * features, inputs]),
            hiddenWeight: hiddenWeight.value, biases: biases, peepholes: peepholes?.value,
            lengths: lengths, isReversed: isReversed)
    }

    private var checking: RecurrentCheck {
        RecurrentCheck(layer: "LSTM", weight: inputWeight, features: features)
    }

    /// The size of a step's input.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try checking.inputFeatures(x)
    }
}

extension Initializer {
    /// Ones for the second quarter, the forget gate's, and zeros elsewhere: memory lasts at first.
    fileprivate static let forgetGateOpen = Initializer("forget-gate-open") { shape, _ in
        let (place, quarter) = (Tensor.iota(shape), shape[0] / 4)
        return select(place .>= quarter, 1.0, Tensor.zeros(shape))
            * select(place .< 2 * quarter, 1.0, Tensor.zeros(shape))
    }
}
