package import LaminaGraph
public import LaminaTensor

/// Connectionist temporal classification: `-ln Σ p(path)` over all ways to stretch a label sequence,
/// with blanks between, over the time steps. It trains a recogniser without an alignment.
///
/// ```swift
/// let loss = ctcLoss(
///     logits, labels: letters, inputLengths: Tensor([50, 42] as [Int32]),
///     labelLengths: Tensor([5, 3] as [Int32]))
/// ```
///
/// The forward variables run in log space through one loop over time; the gradient is theirs.
///
/// - Shape: `logits` `[batch, time, classes]`, `labels` `[batch, length]` of integers, both padded at
///   the end with anything; the lengths `[batch]` of integers, without which all are full. To a scalar,
///   or `[batch]` with `reduction: .none`.
/// - Parameters:
///   - logits: before any softmax, or logarithms of probabilities, which softmax leaves alone.
///   - blank: the class that stands for no label.
///   - zeroInfinity: whether sequences with too few time steps for their labels count 0, with a
///     gradient of 0, and not ∞. Equal neighbours need a blank between, hence one more step.
///   - reduction: the mean divides each loss by the length of its labels, at least 1, first.
/// - Special values: a label that is blank or no class makes the loss NaN.
/// - Complexity: `time · length` in steps and in memory.
/// - Source: Graves et al. (2006), eq. 6-8; the recursion is Graves (2012), section 7.3. PyTorch:
///   `F.ctc_loss` of `log_softmax`, with time as the first axis there.
public func ctcLoss(
    _ logits: Tensor, labels: Tensor, inputLengths: Tensor? = nil, labelLengths: Tensor? = nil,
    blank: Int = 0, zeroInfinity: Bool = false, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkCTC(logits.spec, labels.spec, inputLengths?.spec, labelLengths?.spec, blank: blank)
        let (batch, time, classes) = (logits.shape[0], logits.shape[1], logits.shape[2])
        let length = labels.shape[1]
        let labels = labels.asType(.int32)
        let inputLengths =
            inputLengths?.asType(.int32) ?? .full(Double(time), [batch], dtype: .int32)
        let labelLengths =
            labelLengths?.asType(.int32) ?? .full(Double(length), [batch], dtype: .int32)

        let states = CTCStates(labels, blank: blank)
        // Time as the last axis makes what a state emits one row of a table, [batch · classes, time].
        let table = logSoftmax(logits).transposed([0, 2, 1]).reshaped([batch * classes, time])
        let rows = states.classes + Tensor.iota([batch, 1]) * classes
        let emissions = table.taking(rows).transposed([2, 0, 1])
        let last = states.last(in: emissions, inputLengths: inputLengths)
        var losses = -states.total(of: last, labelLengths: labelLengths)

        let isUsed = Tensor.iota([batch, length], axis: 1) .< labelLengths.expandedDims(axis: 1)
        let isLabel = (labels .>= 0) .& (labels .< classes) .& labels.isNotEqual(to: blank)
        let isValid = (isLabel .| .!isUsed).all(axis: 1).asType(losses.dtype)
        if zeroInfinity { losses = select(losses.isInfinite, 0, losses) }
        // Zero over zero is the NaN.
        losses = losses + 0.0 / isValid
        if reduction == .mean { losses = losses / maximum(labelLengths, 1).asType(losses.dtype) }
        return reduction(losses)
    }
}

/// The labels with a blank before, between and after them: the states a path goes through.
private struct CTCStates {
    /// The class that each state emits, `[batch, 2 length + 1]`.
    let classes: Tensor
    /// Whether a path may come from two states before, `[batch, 2 length + 1]`: to a label that differs
    /// from the one before, the blank between left out.
    private let canSkip: Tensor
    var count: Int { classes.shape[1] }
    private var batch: Int { classes.shape[0] }

    init(_ labels: Tensor, blank: Int) {
        let (batch, length) = (labels.shape[0], labels.shape[1])
        let blanks = Tensor.full(Double(blank), [batch, length], dtype: .int32)
        let pairs = stacked([blanks, labels], axis: 2).reshaped([batch, 2 * length])
        let end = Tensor.full(Double(blank), [batch, 1], dtype: .int32)
        classes = concatenated([pairs, end], axis: 1)
        let count = 2 * length + 1
        let isLabel = (Tensor.iota([batch, count], axis: 1) & 1).isEqual(to: 1)
        // The first two states have no state two before; -1 is no class, so they count as different,
        // and the forward variable that they would take is -∞.
        let before = concatenated(
            [Tensor.full(-1, [batch, 2], dtype: .int32), classes], axis: 1
        ).slice(0..<count, axis: 1)
        canSkip = isLabel .& classes.isNotEqual(to: before)
    }

    /// The logarithms of the forward variables after each sequence's last step, `[batch, states]`, from
    /// the logarithms of the emissions, `[time, batch, states]`.
    func last(in emissions: Tensor, inputLengths: Tensor) -> Tensor {
        let dtype = emissions.dtype
        func impossible(_ count: Int) -> Tensor {
            .full(-.infinity, [batch, count], dtype: dtype)
        }
        // Before the first step the path is in the first blank, which may be left at once.
        let start = concatenated(
            [.zeros([batch, 1], dtype: dtype), impossible(count - 1)], axis: 1)
        let steps = Tensor.iota([emissions.shape[0]])
        let canSkip = canSkip
        let lengths = inputLengths.expandedDims(axis: 1)
        let count = count
        return scan(start, over: [emissions, steps]) { forward, now in
            let one = concatenated([impossible(1), forward], axis: 1).slice(0..<count, axis: 1)
            let two = concatenated([impossible(2), forward], axis: 1).slice(0..<count, axis: 1)
            let reached = logAddExp(
                logAddExp(forward, one), select(canSkip, two, impossible(count)))
            let next = select(
                (now[1] .< lengths).broadcast(to: forward.shape), reached + now[0], forward)
            return (next, [Tensor]())
        }.carry
    }

    /// The logarithm of the probability of ending in the last label or in the blank after it.
    func total(of last: Tensor, labelLengths: Tensor) -> Tensor {
        let end = (2 * labelLengths).expandedDims(axis: 1)
        let place = Tensor.iota([batch, count], axis: 1)
        let isEnd = place.isEqual(to: end) .| place.isEqual(to: end - 1)
        return select(isEnd, last, .full(-.infinity, like: last)).logSumExp(axis: 1)
    }
}

package func checkCTC(
    _ logits: TensorSpec, _ labels: TensorSpec, _ inputLengths: TensorSpec?,
    _ labelLengths: TensorSpec?, blank: Int
) throws(OpError) {
    func fail(_ problem: String, _ fix: String) -> OpError {
        OpError(
            op: "ctcLoss", problem: problem,
            operands: ["logits": "\(logits)", "labels": "\(labels)"], fix: fix)
    }
    guard logits.shape.rank == 3, logits.dtype.isFloatingPoint else {
        throw fail("the logits must be [batch, time, classes]", "put the batch first, then time")
    }
    guard labels.shape.rank == 2, labels.dtype.isInteger, labels.shape[0] == logits.shape[0] else {
        throw fail(
            "the labels must be integers [batch, length]",
            "pad them to one length and give labelLengths")
    }
    for lengths in [inputLengths, labelLengths].compactMap(\.self) {
        guard lengths.shape == [logits.shape[0]], lengths.dtype.isInteger else {
            throw fail(
                "lengths are \(lengths), and not one integer for each sequence",
                "give lengths of shape [\(logits.shape[0])]")
        }
    }
    guard (0..<logits.shape[2]).contains(blank) else {
        throw fail(
            "blank \(blank) is none of the \(logits.shape[2]) classes",
            "use a class from 0 to \(logits.shape[2] - 1)")
    }
}
