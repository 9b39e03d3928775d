import LaminaGraph
public import LaminaTensor

/// The labels that a recogniser trained with ``ctcLoss(_:labels:inputLengths:labelLengths:blank:zeroInfinity:reduction:)``
/// names: the likeliest class of each step, repetitions once, blanks not at all.
///
/// That is the likeliest path and not always the likeliest labelling, which a beam search would find.
///
/// - Shape: `logits` `[batch, time, classes]`, `inputLengths` `[batch]` of integers, without which all
///   steps count. To one list of labels for each sequence.
/// - Source: Graves et al. (2006), section 3.2, best path decoding.
public func ctcBestPath(
    _ logits: Tensor, inputLengths: Tensor? = nil, blank: Int = 0
) -> [[Int]] {
    require(
        logits.rank == 3, "ctcBestPath: logits must be [batch, time, classes], not \(logits.shape)")
    let (batch, time) = (logits.shape[0], logits.shape[1])
    require(
        inputLengths.map { $0.shape == [batch] } ?? true,
        "ctcBestPath: one length for each of the \(batch) sequences is needed")
    let classes = logits.argMax(axis: -1).array(as: Int32.self).map(Int.init)
    let lengths = inputLengths?.asType(.int32).array(as: Int32.self).map(Int.init)
    return (0..<batch).map { sequence in
        var labels: [Int] = []
        var last = blank
        for step in 0..<min(lengths?[sequence] ?? time, time) {
            let found = classes[sequence * time + step]
            if found != last, found != blank { labels.append(found) }
            last = found
        }
        return labels
    }
}
