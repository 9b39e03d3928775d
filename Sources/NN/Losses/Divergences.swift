import LaminaGraph
public import LaminaTensor

/// The Kullback-Leibler divergence `Σ t (ln t - ln q)` of wanted probabilities `t` from predicted ones
/// given as logarithms, in nats.
///
/// - Shape: `[..., classes]` both, to the mean over rows; `reduction: .none` gives `[...]`.
/// - Special values: a class that is not wanted counts 0, even where `ln q` is -∞; one that is wanted
///   and impossible makes the divergence ∞.
/// - Source: Kullback & Leibler (1951). PyTorch: `F.kl_div` with `reduction="batchmean"`, or `sum`; its
///   `mean` divides by the classes too.
public func klDivergence(
    logProbabilities: Tensor, targets: Tensor, reduction: LossReduction = .mean
) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(logProbabilities.spec, targets.spec, op: "klDivergence")
        try checkDistribution(targets.spec, op: "klDivergence")
        let logs = select(targets.isEqual(to: 0), 0, logProbabilities)
        return reduction((xLogY(targets, targets) - targets * logs).sum(axis: -1))
    }
}

/// The Jensen-Shannon divergence of two distributions, `(KL(p ‖ m) + KL(q ‖ m)) / 2` with
/// `m = (p + q) / 2`: symmetric, and at most ln 2.
///
/// - Shape: `[..., classes]` both, to the mean over rows; `reduction: .none` gives `[...]`.
/// - Source: Lin (1991), Divergence measures based on the Shannon entropy. SciPy: the square of
///   `spatial.distance.jensenshannon`.
public func jsDivergence(_ p: Tensor, _ q: Tensor, reduction: LossReduction = .mean) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(p.spec, q.spec, op: "jsDivergence")
        try checkDistribution(p.spec, op: "jsDivergence")
        let middle = 0.5 * (p + q)
        let ofP = xLogY(p, p) - xLogY(p, middle)
        let ofQ = xLogY(q, q) - xLogY(q, middle)
        return reduction(0.5 * (ofP + ofQ).sum(axis: -1))
    }
}

private func checkDistribution(_ spec: TensorSpec, op: String) throws(OpError) {
    guard spec.shape.rank > 0 else {
        throw OpError(
            op: op, problem: "a scalar is no distribution", operands: ["targets": "\(spec)"],
            fix: "give probabilities [..., classes]")
    }
}
