package import LaminaGraph
public import LaminaTensor

/// The mean of `-ln softmax(logits)[label]`, in nats: how surprised the model is by the labels.
///
/// ```swift
/// let loss = crossEntropy(logits, labels: tokens, labelSmoothing: 0.1, ignoreIndex: 0)
/// ```
///
/// - Shape: `logits` `[..., classes]`, `labels` `[...]` of integers, to a scalar, or to the labels'
///   shape with `reduction: .none`.
/// - Parameters:
///   - weights: one factor for each class, `[classes]`. The mean is then the weighted one: it divides
///     by the weights of the rows' labels.
///   - labelSmoothing: the share `ε` of the wanted probability that is spread over all classes.
///   - ignoreIndex: a label, of a class or not, whose rows count for nothing, such as padding. If all
///     rows are ignored, the mean is NaN.
/// - Gradient: `(softmax(logits) - onehot(labels)) / count` in the plain case.
/// - Special values: a label outside `0..<classes` makes the loss NaN: a value cannot be checked
///   while the function is traced, and leaving the row out would go unnoticed. No rows give NaN.
/// - Source: label smoothing: Szegedy et al. (2016), arXiv:1512.00567, section 7. PyTorch:
///   `F.cross_entropy`, with the classes in the last axis.
public func crossEntropy(
    _ logits: Tensor, labels: Tensor, weights: Tensor? = nil, labelSmoothing: Double = 0,
    ignoreIndex: Int? = nil, reduction: LossReduction = .mean
) -> Tensor {
    requireShare(labelSmoothing)
    return operation { () throws(OpError) in
        let labels = try ClassLabels(
            labels, beside: logits, ignoreIndex: ignoreIndex, op: "crossEntropy")
        let logs = logSoftmax(logits)
        var losses = -labels.pick(logs)
        var counts: Tensor?
        let weights = try weights.map { weights throws(OpError) in
            try checkClassWeights(logits.spec, weights.spec)
            return weights.asType(logits.dtype)
        }
        if let weights {
            let ofLabel = labels.pick(weights)
            losses = losses * ofLabel
            counts = ofLabel
        }
        if labelSmoothing > 0 {
            let all = -(weights.map { logs * $0 } ?? logs).sum(axis: -1)
            let share = labelSmoothing / Double(logits.shape[logits.rank - 1])
            losses = (1 - labelSmoothing) * losses + share * all
        }
        losses = labels.marked(losses)
        if let isIgnored = labels.isIgnored {
            counts = select(isIgnored, 0, counts ?? .ones(like: losses))
        }
        guard reduction == .mean, let counts else { return reduction(losses) }
        return losses.sum() / counts.sum()
    }
}

/// The mean of `-Σ t ln softmax(logits)` for wanted probabilities `t`: soft targets, as of a teacher
/// or of mixed examples.
///
/// - Shape: `logits` and `targets` `[..., classes]`, to a scalar, or to `[...]` with
///   `reduction: .none`.
/// - Parameters:
///   - targets: probabilities, which are not checked to add up to 1.
///   - weights: one factor for each class. The mean divides by the number of rows.
///   - labelSmoothing: the share of the targets that is spread over all classes.
/// - Gradient: flows to the targets too; stop it with `stopGradient()` where a teacher is fixed.
/// - PyTorch: `F.cross_entropy` with probabilities.
public func crossEntropy(
    _ logits: Tensor, targets: Tensor, weights: Tensor? = nil, labelSmoothing: Double = 0,
    reduction: LossReduction = .mean
) -> Tensor {
    requireShare(labelSmoothing)
    return operation { () throws(OpError) in
        try checkSameShape(logits.spec, targets.spec, op: "crossEntropy")
        guard let classes = logits.shape.last else {
            throw OpError(
                op: "crossEntropy", problem: "a scalar has no classes",
                operands: ["logits": "\(logits.spec)"], fix: "give logits [..., classes]")
        }
        var wanted = targets
        if labelSmoothing > 0 {
            wanted = (1 - labelSmoothing) * wanted + labelSmoothing / Double(classes)
        }
        if let weights {
            try checkClassWeights(logits.spec, weights.spec)
            wanted = wanted * weights.asType(logits.dtype)
        }
        // A class that is not wanted may be impossible: 0 · -∞ is no number.
        let logs = select(wanted.isEqual(to: 0), 0, logSoftmax(logits))
        return reduction(-(wanted * logs).sum(axis: -1))
    }
}

private func requireShare(_ labelSmoothing: Double) {
    require(
        (0...1).contains(labelSmoothing),
        "crossEntropy: labelSmoothing must lie in 0...1, got \(labelSmoothing)")
}

package func checkClassWeights(
    _ logits: TensorSpec, _ weights: TensorSpec
) throws(OpError) {
    guard let classes = logits.shape.last, weights.shape == [classes] else {
        throw OpError(
            op: "crossEntropy", problem: "one weight for each class is needed",
            operands: ["logits": "\(logits)", "weights": "\(weights)"],
            fix: "give weights of shape [\(logits.shape.last ?? 0)]")
    }
}
