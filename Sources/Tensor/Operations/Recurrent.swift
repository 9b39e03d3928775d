import LaminaGraph

// Recurrent networks over whole sequences. Weights lie as PyTorch's do, so that its checkpoints
// load unchanged: `inputWeight` is its `weight_ih`, `hiddenWeight` its `weight_hh`, the biases
// `bias_ih` and `bias_hh`. The input's products for all steps are one matrix product before the
// loop.

/// A long short-term memory over sequences. At each step, with σ the sigmoid:
/// `i, f, g, o = σ, σ, tanh, σ of the four parts of W x + b + U h + d`, `c' = f c + i g`,
/// `h' = o tanh(c')`.
///
/// ```swift
/// let (w, u) = (Tensor.normal(shape: [64, 4]), Tensor.normal(shape: [64, 16]))
/// let run = lstm(Tensor.ones([2, 10, 4]), inputWeight: w, hiddenWeight: u)
/// run.hidden.shape  // [2, 16]: the state after the last step
/// ```
/// - Shape: `x` `[batch, time, inputs]`, `inputWeight` `[4 hidden, inputs]`, `hiddenWeight`
///   `[4 hidden, hidden]`, biases `[4 hidden]`, the gates in the order i, f, g, o.
/// - Parameters:
///   - initial: the states before the first step, `[batch, hidden]` each; zeros unless given.
///   - lengths: for sequences padded to one length, how many steps each has, `[batch]` integers.
///     Behind its end a sequence's state stays, and the output is 0.
///   - isReversed: whether steps go from the last to the first; outputs stay at their positions.
/// - Returns: the hidden states of all steps, `[batch, time, hidden]`, and the last states,
///   `[batch, hidden]`.
/// - Precision: half types compute in float32, and results are rounded once.
/// - Source: Hochreiter & Schmidhuber (1997) with the forget gate of Gers et al. (2000). PyTorch:
///   `torch.nn.LSTM` with `batch_first=True`.
public func lstm(
    _ x: Tensor, initial: (hidden: Tensor, cell: Tensor)? = nil, inputWeight: Tensor,
    hiddenWeight: Tensor, inputBias: Tensor? = nil, hiddenBias: Tensor? = nil,
    lengths: Tensor? = nil, isReversed: Bool = false
) -> (output: Tensor, hidden: Tensor, cell: Tensor) {
    operation { () throws(OpError) -> (Tensor, Tensor, Tensor) in
        let form = try RecurrentForm(
            "lstm", gates: 4, x, inputWeight, hiddenWeight, inputBias, hiddenBias, lengths)
        let states = [
            try form.state(initial?.hidden, "hidden"), try form.state(initial?.cell, "cell"),
        ]
        let inputs = form.inputs(x, inputWeight, [inputBias, hiddenBias])
        let transition = hiddenWeight.asType(form.wide).transposed()
        let size = form.hidden
        let (output, last) = form.run(states, over: inputs, lengths, isReversed) { state, input in
            let sum = input + matmul(state[0], transition)
            let part = { (gate: Int) in sum.slice(gate * size..<(gate + 1) * size, axis: 1) }
            let kept = sigmoid(part(1)) * state[1]
            let cell = kept + sigmoid(part(0)) * tanh(part(2))
            return [sigmoid(part(3)) * tanh(cell), cell]
        }
        return (output, last[0], last[1])
    }
}

/// Gated recurrent units over sequences. At each step, with the three parts of `W x + b` and of `U
/// h + d`: `r = σ(x_r + h_r)`, `z = σ(x_z + h_z)`, `n = tanh(x_n + r h_n)`, `h' = (1 - z) n + z h`.
///
/// - Shape: `x` `[batch, time, inputs]`, `inputWeight` `[3 hidden, inputs]`, `hiddenWeight`
///   `[3 hidden, hidden]`, biases `[3 hidden]`, the gates in the order r, z, n.
/// - Parameters: as for
///   ``lstm(_:initial:inputWeight:hiddenWeight:inputBias:hiddenBias:lengths:isReversed:)``.
/// - Returns: the hidden states of all steps, `[batch, time, hidden]`, and the last, `[batch,
///   hidden]`.
/// - Precision: half types compute in float32, and results are rounded once.
/// - Source: Cho et al. (2014), arXiv:1406.1078, with the reset gate behind the product, as in
///   cuDNN. PyTorch: `torch.nn.GRU` with `batch_first=True`.
public func gru(
    _ x: Tensor, initial: Tensor? = nil, inputWeight: Tensor, hiddenWeight: Tensor,
    inputBias: Tensor? = nil, hiddenBias: Tensor? = nil, lengths: Tensor? = nil,
    isReversed: Bool = false
) -> (output: Tensor, hidden: Tensor) {
    operation { () throws(OpError) -> (Tensor, Tensor) in
        let form = try RecurrentForm(
            "gru", gates: 3, x, inputWeight, hiddenWeight, inputBias, hiddenBias, lengths)
        let state = try form.state(initial, "initial")
        let inputs = form.inputs(x, inputWeight, [inputBias])
        let transition = hiddenWeight.asType(form.wide).transposed()
        let bias = hiddenBias?.asType(form.wide)
        let size = form.hidden
        let (output, last) = form.run([state], over: inputs, lengths, isReversed) { state, input in
            var own = matmul(state[0], transition)
            if let bias { own = own + bias }
            let gates = sigmoid(
                input.slice(0..<2 * size, axis: 1) + own.slice(0..<2 * size, axis: 1))
            let reset = gates.slice(0..<size, axis: 1)
            let kept = gates.slice(size..<2 * size, axis: 1)
            let recalled = reset * own.slice(2 * size..<3 * size, axis: 1)
            let new = tanh(input.slice(2 * size..<3 * size, axis: 1) + recalled)
            return [(1 - kept) * new + kept * state[0]]
        }
        return (output, last[0])
    }
}

/// What follows the sum in a simple recurrent network.
public enum RecurrentActivation: Sendable {
    /// The hyperbolic tangent.
    case tanh
    /// `max(x, 0)`.
    case relu
}

/// A simple recurrent network over sequences: `h' = tanh(W x + b + U h + d)` at each step.
///
/// - Shape: `x` `[batch, time, inputs]`, `inputWeight` `[hidden, inputs]`, `hiddenWeight`
///   `[hidden, hidden]`, biases `[hidden]`.
/// - Parameters: as for
///   ``lstm(_:initial:inputWeight:hiddenWeight:inputBias:hiddenBias:lengths:isReversed:)``.
/// - Returns: the hidden states of all steps, `[batch, time, hidden]`, and the last, `[batch,
///   hidden]`.
/// - Source: Elman (1990). PyTorch: `torch.nn.RNN` with `batch_first=True`.
public func rnn(
    _ x: Tensor, initial: Tensor? = nil, inputWeight: Tensor, hiddenWeight: Tensor,
    inputBias: Tensor? = nil, hiddenBias: Tensor? = nil,
    activation: RecurrentActivation = .tanh, lengths: Tensor? = nil, isReversed: Bool = false
) -> (output: Tensor, hidden: Tensor) {
    operation { () throws(OpError) -> (Tensor, Tensor) in
        let form = try RecurrentForm(
            "rnn", gates: 1, x, inputWeight, hiddenWeight, inputBias, hiddenBias, lengths)
        let state = try form.state(initial, "initial")
        let inputs = form.inputs(x, inputWeight, [inputBias, hiddenBias])
        let transition = hiddenWeight.asType(form.wide).transposed()
        let (output, last) = form.run([state], over: inputs, lengths, isReversed) { state, input in
            let sum = input + matmul(state[0], transition)
            return [activation == .tanh ? tanh(sum) : relu(sum)]
        }
        return (output, last[0])
    }
}

/// The sizes and types of one recurrent network, checked.
private struct RecurrentForm {
    let op: String
    let batch, time, hidden: Int
    /// The type of the results, and that of the arithmetic.
    let dtype, wide: DType
    private let x: Tensor

    init(
        _ op: String, gates: Int, _ x: Tensor, _ inputWeight: Tensor, _ hiddenWeight: Tensor,
        _ inputBias: Tensor?, _ hiddenBias: Tensor?, _ lengths: Tensor?
    ) throws(OpError) {
        func fail(_ problem: String, _ name: String, _ operand: Tensor, fix: String) -> OpError {
            OpError(
                op: op, problem: problem,
                operands: ["x": "\(x.spec)", "\(name)": "\(operand.spec)"], fix: fix)
        }
        guard x.rank == 3 else {
            throw OpError(
                op: op, problem: "x has rank \(x.rank), not the 3 axes [batch, time, inputs]",
                operands: ["x": "\(x.spec)"], fix: "x.expandedDims(axis: 0) makes a batch of one")
        }
        guard hiddenWeight.rank == 2, hiddenWeight.shape[0] == gates * hiddenWeight.shape[1] else {
            throw fail(
                "hiddenWeight is \(hiddenWeight.shape), not [\(gates) hidden, hidden]",
                "hiddenWeight", hiddenWeight,
                fix: "stack the \(gates == 1 ? "rows" : "\(gates) gates") along axis 0")
        }
        let rows = hiddenWeight.shape[0]
        guard inputWeight.shape == [rows, x.shape[2]] else {
            throw fail(
                "inputWeight is \(inputWeight.shape), not [\(rows), \(x.shape[2])]", "inputWeight",
                inputWeight, fix: "x has \(x.shape[2]) inputs and hiddenWeight \(rows) rows")
        }
        for (bias, name) in [(inputBias, "inputBias"), (hiddenBias, "hiddenBias")] {
            guard let bias, bias.shape != [rows] else { continue }
            throw fail(
                "\(name) is \(bias.shape), not [\(rows)]", name, bias,
                fix: "give it one number for each row of the weights")
        }
        if let lengths, lengths.shape != [x.shape[0]] || !lengths.dtype.isInteger {
            throw fail(
                "lengths is \(lengths.spec), not \(x.shape[0]) integers", "lengths", lengths,
                fix: "give one integer for each of the \(x.shape[0]) sequences")
        }
        _ = try x.widened(for: op)
        (self.op, self.x, hidden) = (op, x, hiddenWeight.shape[1])
        (batch, time) = (x.shape[0], x.shape[1])
        let weights = DType.promoted(inputWeight.dtype, hiddenWeight.dtype)
        let joined = DType.promoted(x.dtype, weights)
        dtype = joined.isFloatingPoint ? joined : .float32
        wide = dtype == .float64 ? .float64 : .float32
    }

    /// A first state: the one given, or zeros.
    func state(_ given: Tensor?, _ name: String) throws(OpError) -> Tensor {
        guard let given else { return .zeros([batch, hidden], dtype: wide) }
        guard given.shape == [batch, hidden] else {
            throw OpError(
                op: op, problem: "\(name) is \(given.shape), not [\(batch), \(hidden)]",
                operands: ["x": "\(x.spec)", "\(name)": "\(given.spec)"],
                fix: "give one state of \(hidden) numbers for each of the \(batch) sequences")
        }
        return given.asType(wide)
    }

    /// The inputs' part of the gates for all steps, `[time, batch, gates hidden]`.
    func inputs(_ x: Tensor, _ weight: Tensor, _ biases: [Tensor?]) -> Tensor {
        let byTime = x.asType(wide).transposed([1, 0, 2])
        var products = matmul(byTime, weight.asType(wide).transposed())
        let known = biases.compactMap { $0?.asType(wide) }
        if let first = known.first { products = products + known.dropFirst().reduce(first, +) }
        return products
    }

    /// Runs the step over time; gives the first state at all steps as `[batch, time, hidden]`, and
    /// all states after the last step.
    func run(
        _ states: [Tensor], over inputs: Tensor, _ lengths: Tensor?, _ isReversed: Bool,
        _ step: ([Tensor], Tensor) -> [Tensor]
    ) -> (output: Tensor, last: [Tensor]) {
        let sequences = [inputs] + (lengths.map { [isInside($0)] } ?? [])
        let (last, outputs) = scan(states, over: sequences, isReversed: isReversed) { state, x in
            let next = step(state, x[0])
            guard x.count > 1 else { return (next, next[0]) }
            let kept = zip(next, state).map { select(x[1], $0, $1) }
            return (kept, select(x[1], next[0], 0))
        }
        return (
            outputs.transposed([1, 0, 2]).asType(dtype), last.map { $0.asType(dtype) }
        )
    }

    /// Which steps belong to which sequence, `[time, batch, 1]`.
    private func isInside(_ lengths: Tensor) -> Tensor {
        let steps = Tensor.iota([time, batch, 1], axis: 0, dtype: .int64)
        return steps .< lengths.asType(.int64).reshaped([1, batch, 1])
    }
}
