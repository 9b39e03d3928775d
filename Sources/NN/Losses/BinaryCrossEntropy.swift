import LaminaGraph
public import LaminaTensor

/// The mean of `-t ln σ(x) - (1 - t) ln(1 - σ(x))` over all elements, from the logits `x`.
///
/// - Shape: both of one shape, to a scalar, or to that shape with `reduction: .none`.
/// - Parameters:
///   - positiveWeight: a factor of the first term, broadcast: above 1 it raises recall.
///   - labelSmoothing: the share `ε` that draws the targets to a half: `t (1 - ε) + ε/2`.
/// - Precision: computed as `max(x, 0) - x t + ln(1 + e^-|x|)`, which neither overflows nor loses
///   small terms.
/// - Gradient: `(σ(x) - t) / count`, at 0 too.
/// - PyTorch: `F.binary_cross_entropy_with_logits`.
public func binaryCrossEntropy(
    _ logits: Tensor, targets: Tensor, positiveWeight: Tensor? = nil, labelSmoothing: Double = 0,
    reduction: LossReduction = .mean
) -> Tensor {
    require(
        (0...1).contains(labelSmoothing),
        "binaryCrossEntropy: labelSmoothing must lie in 0...1, got \(labelSmoothing)")
    return operation { () throws(OpError) in
        try checkSameShape(logits.spec, targets.spec, op: "binaryCrossEntropy")
        let targets =
            labelSmoothing == 0
            ? targets : (1 - labelSmoothing) * targets + 0.5 * labelSmoothing
        return reduction(crossEntropies(logits, targets, positiveWeight))
    }
}

/// Binary cross-entropy that fades where the model is sure and right:
/// `α_t (1 - p_t)^γ (-ln p_t)`, with `p_t` the probability given to the target.
///
/// - Shape: both of one shape, to a scalar, or to that shape with `reduction: .none`.
/// - Parameters:
///   - alpha: the weight of positive targets, `1 - α` that of negative ones; without it 1 each.
///   - gamma: how fast easy elements fade, from 0, where nothing does.
/// - Precision: from logits, with `1 - p_t = σ(x)(1 - t) + σ(-x) t`, which loses no digits.
/// - Source: Lin et al. (2017), arXiv:1708.02002, eq. 5. torchvision: `sigmoid_focal_loss`.
public func focalLoss(
    _ logits: Tensor, targets: Tensor, alpha: Double? = 0.25, gamma: Double = 2,
    reduction: LossReduction = .mean
) -> Tensor {
    require(gamma >= 0, "focalLoss: gamma must not be negative, got \(gamma)")
    return operation { () throws(OpError) in
        try checkSameShape(logits.spec, targets.spec, op: "focalLoss")
        var losses = crossEntropies(logits, targets, nil)
        if gamma > 0 {
            let doubt = sigmoid(logits) * (1 - targets) + sigmoid(-logits) * targets
            // A power below 1 has an infinite slope at 0.
            let isSure = doubt .<= 0
            losses = losses * select(isSure, 0, pow(select(isSure, 1, doubt), gamma))
        }
        if let alpha { losses = losses * (alpha * targets + (1 - alpha) * (1 - targets)) }
        return reduction(losses)
    }
}

private func crossEntropies(
    _ logits: Tensor, _ targets: Tensor, _ positiveWeight: Tensor?
) -> Tensor {
    if let positiveWeight {
        let weight = 1 + (positiveWeight.asType(logits.dtype) - 1) * targets
        return (1 - targets) * logits + weight * softplus(-logits)
    }
    // `maximum` shares a tie, so that the kinks of both terms cancel at 0; `relu` would not.
    let positive = maximum(logits, .zeros([], dtype: logits.dtype))
    return positive - logits * targets + log1p(exp(-abs(logits)))
}
