import LaminaGraph
public import LaminaTensor

/// The mean of `max(0, m - t s)` for scores `s` and targets `t` of -1 and 1: the loss of a support
/// vector machine. Keras: `hinge`.
///
/// - Shape: both of one shape, to a scalar, or to that shape with `reduction: .none`.
/// - Gradient: `-t` inside the margin, 0 outside and on it.
/// - Source: Cortes & Vapnik (1995), Support-vector networks.
public func hingeLoss(
    _ scores: Tensor, targets: Tensor, margin: Double = 1, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(scores.spec, targets.spec, op: "hingeLoss")
        return reduction(relu(margin - targets * scores))
    }
}

/// The mean of `max(0, m - t s)²` for scores `s` and targets `t` of -1 and 1, smooth at the margin.
/// Keras: `squared_hinge`.
///
/// - Shape: as ``hingeLoss(_:targets:margin:reduction:)``.
public func squaredHingeLoss(
    _ scores: Tensor, targets: Tensor, margin: Double = 1, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(scores.spec, targets.spec, op: "squaredHingeLoss")
        return reduction(relu(margin - targets * scores).square())
    }
}

/// How far other classes come within the margin of the label's score:
/// `Σ_{j ≠ y} max(0, m - s_y + s_j) / classes`, or with squares.
///
/// - Shape: `scores` `[..., classes]`, `labels` `[...]` of integers, to a scalar, or to `[...]` with
///   `reduction: .none`.
/// - Special values: a label outside the classes makes the loss NaN.
/// - Source: Weston & Watkins (1999). PyTorch: `F.multi_margin_loss`, squared with `p=2`.
public func multiClassHingeLoss(
    _ scores: Tensor, labels: Tensor, margin: Double = 1, isSquared: Bool = false,
    reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        let labels = try ClassLabels(labels, beside: scores, op: "multiClassHingeLoss")
        let own = labels.pick(scores).expandedDims(axis: -1)
        let excess = relu(margin - own + scores)
        let others = select(labels.mask, 0, isSquared ? excess.square() : excess)
        return reduction(labels.marked(others.mean(axis: -1)))
    }
}
