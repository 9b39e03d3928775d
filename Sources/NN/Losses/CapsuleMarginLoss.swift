import LaminaGraph
public import LaminaTensor

/// The margin loss of capsules' lengths: a class that is there should have a vector longer than 0.9, one
/// that is not one shorter than 0.1: `Σ t max(0, 0.9 - l)² + λ (1 - t) max(0, l - 0.1)²`.
///
/// - Shape: `lengths` `[..., classes]` from 0 to 1, `labels` `[...]` of integers, to a scalar, or to
///   `[...]` with `reduction: .none`.
/// - Parameter absent: how much classes that are not there weigh, `λ`.
/// - Special values: a label outside the classes makes the loss NaN.
/// - Source: Sabour, Frosst & Hinton (2017), arXiv:1710.09829, eq. 4.
public func capsuleMarginLoss(
    _ lengths: Tensor, labels: Tensor, absent: Double = 0.5, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        let labels = try ClassLabels(labels, beside: lengths, op: "capsuleMarginLoss")
        let missed = relu(0.9 - lengths).square()
        let seen = absent * relu(lengths - 0.1).square()
        return reduction(labels.marked(select(labels.mask, missed, seen).sum(axis: -1)))
    }
}
