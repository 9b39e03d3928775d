import LaminaGraph
public import LaminaTensor

/// A layer that goes over sequences step by step, with a state: ``RNN``, ``LSTM``, ``GRU``, and what
/// is made of them, ``Bidirectional`` and ``RecurrentStack``.
///
/// Called, it gives the outputs of all steps or the last state; ``run(_:initial:lengths:isReversed:)``
/// gives both, takes a first state, and takes sequences of different lengths:
///
/// ```swift
/// let layer = LSTM(32)
/// let x = Tensor.ones([2, 7, 3])                                 // [batch, time, features]
/// let last = layer(x)                                            // [2, 32]
/// let run = layer.run(x, lengths: Tensor([7, 4] as [Int32]))     // run.output is [2, 7, 32]
/// let next = layer.run(x, initial: run.states)                   // goes on from there
/// ```
public protocol RecurrentLayer: Module where Input == Tensor, Output == Tensor {
    /// The size of a step's output.
    var features: Int { get }
    /// Whether a call gives the outputs of all steps, `[batch, time, features]`, and not only the last
    /// state, `[batch, features]`.
    var returnsSequences: Bool { get }
    /// How many tensors make its state.
    var stateCount: Int { get }

    /// Goes over sequences.
    ///
    /// - Parameters:
    ///   - x: `[batch, time, features]`.
    ///   - initial: the state before the first step, as another run gave it; zeros unless given.
    ///   - lengths: for sequences padded to one length, how many steps each has, `[batch]` integers.
    ///     Behind its end a sequence's state stays, and the output is 0. Of a mask `[batch, time]` that
    ///     is true for the words, they are `mask.asType(.int32).sum(axis: 1)`.
    ///   - isReversed: whether steps go from the last to the first; outputs stay at their positions.
    func run(_ x: Tensor, initial: [Tensor]?, lengths: Tensor?, isReversed: Bool) -> RecurrentRun
}

extension RecurrentLayer {
    /// Goes over sequences, from the first step to the last.
    public func run(_ x: Tensor, initial: [Tensor]? = nil, lengths: Tensor? = nil) -> RecurrentRun {
        run(x, initial: initial, lengths: lengths, isReversed: false)
    }
}

/// What a recurrent layer gives for sequences.
public struct RecurrentRun: TensorGroup {
    /// The outputs of all steps, `[batch, time, features]`.
    public let output: Tensor
    /// The output after each sequence's last step, `[batch, features]`.
    public let hidden: Tensor
    /// The whole state after the last step, to go on from: `[batch, …]` each.
    public let states: [Tensor]

    /// For recurrent layers of your own; shapes are not checked.
    public init(output: Tensor, hidden: Tensor, states: [Tensor]) {
        (self.output, self.hidden, self.states) = (output, hidden, states)
    }

    public var tensors: [Tensor] { [output, hidden] + states }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> RecurrentRun {
        let (output, hidden) = (tensors.removeFirst(), tensors.removeFirst())
        return RecurrentRun(
            output: output, hidden: hidden, states: states.replacingTensors(&tensors))
    }
}

/// What recurrent layers demand of their input and of a first state.
struct RecurrentCheck {
    let layer: String
    let weight: Parameter
    let features: Int

    /// The size of a step's input, which must be the weight's.
    func inputFeatures(_ x: TensorSpec) throws(OpError) -> Int {
        guard x.shape.rank == 3 else {
            throw OpError(
                op: weight.place(of: layer), problem: "the input must be [batch, time, features]",
                operands: ["x": "\(x)"],
                fix: x.shape.rank == 2
                    ? "use x.expandedDims(axis: 0) for one sequence, axis: 1 for one step"
                    : "reshape it to three axes")
        }
        return try weight.features(of: x, layer: layer, weight.shape?.last)
    }

    /// The first states, or none.
    func states(_ initial: [Tensor]?, count: Int, for x: Tensor) throws(OpError) -> [Tensor]? {
        guard let initial else { return nil }
        let wanted: Shape = [x.shape[0], features]
        guard initial.count == count, initial.allSatisfy({ $0.shape == wanted }) else {
            throw OpError(
                op: weight.place(of: layer),
                problem: "the state is \(initial.map(\.shape)), not \(count) of \(wanted)",
                operands: ["x": "\(x.spec)"],
                fix: "pass the states that another run gave for as many sequences")
        }
        return initial
    }
}
