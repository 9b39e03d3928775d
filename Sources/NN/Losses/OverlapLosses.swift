import LaminaGraph
public import LaminaTensor

// Losses of predicted and true regions, for segmentation, from probabilities p and targets t between 0
// and 1: shared = Σ p t, falsely claimed = Σ p (1 - t), missed = Σ (1 - p) t.

/// One minus the Dice coefficient: `1 - (2 Σ p t + s) / (Σ p + Σ t + s)`.
///
/// - Shape: both `[batch, ...]`, to the mean over examples; `reduction: .none` gives one number each.
/// - Parameters:
///   - axes: what a region extends over: all axes but the first unless given; `[1, 2]` of
///     `[batch, height, width, classes]` judges each class by itself.
///   - smoothing: `s`, which makes an empty region that is found empty right.
/// - Source: Milletari et al. (2016), arXiv:1606.04797, with plain sums in the denominator.
public func diceLoss(
    _ probabilities: Tensor, targets: Tensor, axes: [Int]? = nil, smoothing: Double = 1,
    reduction: LossReduction = .mean
) -> Tensor {
    overlapLoss(
        probabilities, targets, axes, claimed: 0.5, missed: 0.5, smoothing: 0.5 * smoothing,
        reduction, op: "diceLoss")
}

/// One minus the Tversky index: `1 - (Σ p t + s) / (Σ p t + α Σ p (1 - t) + β Σ (1 - p) t + s)`.
///
/// - Shape: as ``diceLoss(_:targets:axes:smoothing:reduction:)``.
/// - Parameters:
///   - alpha: the cost `α` of what is falsely claimed.
///   - beta: the cost `β` of what is missed; above `α` it raises recall.
/// - Source: Salehi et al. (2017), arXiv:1706.05721, eq. 4.
public func tverskyLoss(
    _ probabilities: Tensor, targets: Tensor, alpha: Double = 0.3, beta: Double = 0.7,
    axes: [Int]? = nil, smoothing: Double = 1, reduction: LossReduction = .mean
) -> Tensor {
    overlapLoss(
        probabilities, targets, axes, claimed: alpha, missed: beta, smoothing: smoothing,
        reduction, op: "tverskyLoss")
}

/// One minus intersection over union, the Jaccard index:
/// `1 - (Σ p t + s) / (Σ p + Σ t - Σ p t + s)`.
///
/// - Shape: as ``diceLoss(_:targets:axes:smoothing:reduction:)``.
/// - Source: Rahman & Wang (2016), Optimizing intersection-over-union in deep neural networks.
public func iouLoss(
    _ probabilities: Tensor, targets: Tensor, axes: [Int]? = nil, smoothing: Double = 1,
    reduction: LossReduction = .mean
) -> Tensor {
    overlapLoss(
        probabilities, targets, axes, claimed: 1, missed: 1, smoothing: smoothing, reduction,
        op: "iouLoss")
}

private func overlapLoss(
    _ probabilities: Tensor, _ targets: Tensor, _ axes: [Int]?, claimed: Double, missed: Double,
    smoothing: Double, _ reduction: LossReduction, op: String
) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(probabilities.spec, targets.spec, op: op)
        let targets = targets.asType(probabilities.dtype)
        let axes = axes ?? Array(1..<Swift.max(probabilities.rank, 1))
        let shared = (probabilities * targets).sum(axes: axes)
        let falselyClaimed = (probabilities * (1 - targets)).sum(axes: axes)
        let lost = ((1 - probabilities) * targets).sum(axes: axes)
        let found = shared + smoothing
        return reduction(1 - found / (found + claimed * falselyClaimed + missed * lost))
    }
}
