import LaminaGraph
public import LaminaTensor

/// Two recurrent layers, of which one goes over the sequences backwards; their outputs side by side.
/// PyTorch: `bidirectional=True`; Keras: `Bidirectional`.
///
/// ```swift
/// let reader = Bidirectional { GRU(32, returnsSequences: true) }
/// let words = reader(Tensor.ones([2, 7, 3]))  // [2, 7, 64]
/// ```
/// - Shape: those of the layer, with twice its features. Parameters: those of `ahead` and of `back`
///   (PyTorch: the suffix `_reverse`).
/// - Source: Schuster & Paliwal (1997).
public struct Bidirectional<Layer: RecurrentLayer>: RecurrentLayer {
    /// The layer that goes from the first step to the last.
    public let ahead: Layer
    /// The layer that goes from the last step to the first.
    public let back: Layer

    /// The features of both.
    public var features: Int { ahead.features + back.features }
    /// Whether a call gives the outputs of all steps.
    public var returnsSequences: Bool { ahead.returnsSequences }
    /// How many tensors make its state.
    public var stateCount: Int { ahead.stateCount + back.stateCount }

    /// Two layers that the closure makes, one for each direction.
    public init(_ make: () -> Layer) { (ahead, back) = (make(), make()) }

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
        let count = ahead.stateCount
        let runs = [
            ahead.run(
                x, initial: initial.map { Array($0.prefix(count)) }, lengths: lengths,
                isReversed: isReversed),
            back.run(
                x, initial: initial.map { Array($0.dropFirst(count)) }, lengths: lengths,
                isReversed: !isReversed),
        ]
        return RecurrentRun(
            output: concatenated(runs.map(\.output), axis: -1),
            hidden: concatenated(runs.map(\.hidden), axis: -1), states: runs.flatMap(\.states))
    }
}

/// Recurrent layers one upon another, each going over the outputs of the one below. PyTorch:
/// `num_layers`; Keras: `StackedRNNCells`.
///
/// ```swift
/// let stack = RecurrentStack([LSTM(64), Bidirectional { LSTM(32) }], dropout: 0.2)
/// ```
/// - Shape: as the last layer's. Parameters: `layers.0.inputWeight` and so on.
public struct RecurrentStack: RecurrentLayer {
    /// The layers, the one that sees the input first.
    public let layers: [any RecurrentLayer]
    /// Whether a call gives the last layer's outputs of all steps.
    public let returnsSequences: Bool
    /// What the outputs between two layers pass through.
    public let dropout: Dropout

    /// The last layer's features.
    public var features: Int { layers.last?.features ?? 0 }
    /// How many tensors make its state: all layers'.
    public var stateCount: Int { layers.reduce(0) { $0 + $1.stateCount } }

    /// Layers from the input up; an empty list traps. Their own `returnsSequences` does not matter: each
    /// hands on the outputs of all steps.
    ///
    /// - Parameters:
    ///   - dropout: the rate of the dropout between two layers, none behind the last.
    ///   - returnsSequences: whether a call gives the last layer's outputs of all steps, or only its last state.
    public init(
        _ layers: [any RecurrentLayer], dropout: Double = 0, returnsSequences: Bool = false
    ) {
        require(!layers.isEmpty, "RecurrentStack: give it at least one layer")
        (self.layers, self.returnsSequences) = (layers, returnsSequences)
        self.dropout = Dropout(dropout)
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
            guard initial?.count ?? stateCount == stateCount else {
                throw OpError(
                    op: placed("RecurrentStack"),
                    problem: "\(initial?.count ?? 0) states were given, and the layers have "
                        + "\(stateCount)",
                    operands: ["x": "\(x.spec)"], fix: "pass the states that another run gave")
            }
            var (input, rest) = (x, initial?[...])
            var runs: [RecurrentRun] = []
            for layer in layers {
                if !runs.isEmpty { input = dropout(input) }
                let own = rest.map { Array($0.prefix(layer.stateCount)) }
                rest = rest?.dropFirst(layer.stateCount)
                let run = layer.run(
                    input, initial: own, lengths: lengths, isReversed: isReversed)
                runs.append(run)
                input = run.output
            }
            let top = runs[runs.count - 1]
            return RecurrentRun(
                output: top.output, hidden: top.hidden, states: runs.flatMap(\.states))
        }
    }
}
