import LaminaGraph
public import LaminaTensor

/// What a Wasserstein critic makes small: `mean(fake) - mean(real)`, the negated estimate of the
/// distance between the two distributions.
///
/// ```swift
/// let (loss, gradients) = valueAndGradient(at: critic) { critic in
///     wassersteinCriticLoss(real: critic(images), fake: critic(generated))
///         + 10 * gradientPenalty(
///             at: mixed(images, generated, key: key), of: { critic($0) })
/// }
/// ```
/// The generator makes `-mean(fake)` small.
///
/// - Shape: scores of any shapes, to a scalar.
/// - Source: Arjovsky et al. (2017), arXiv:1701.07875, eq. 2.
public func wassersteinCriticLoss(real: Tensor, fake: Tensor) -> Tensor {
    fake.mean() - real.mean()
}

/// How far a critic's slopes are from `target` at some points: `mean (‖∇c(x)‖ - target)²`, the norm
/// over each example. It keeps a critic close to 1-Lipschitz.
///
/// - Shape: points `[batch, ...]`, to a scalar.
/// - Parameter critic: gives each example a number, from that example alone: batch normalisation
///   would mix them.
/// - Gradient: through the gradient, to the critic's parameters. Where a slope is 0 it is 0.
/// - Source: Gulrajani et al. (2017), arXiv:1704.00028, eq. 3.
public func gradientPenalty(
    at points: Tensor, target: Double = 1, of critic: (Tensor) -> Tensor
) -> Tensor {
    let (scores, pullback) = vjp(critic, at: points)
    let slopes = pullback(.ones(like: scores))
    return operation { () throws(OpError) in
        guard points.rank > 0 else {
            throw OpError(
                op: "gradientPenalty", problem: "a scalar is no batch",
                operands: ["points": "\(points.spec)"], fix: "give points [batch, ...]")
        }
        let squares = slopes.square().sum(axes: Array(1..<points.rank))
        let isZero = squares.isEqual(to: 0)
        let norms = select(isZero, 0, sqrt(select(isZero, 1, squares)))
        return (norms - target).square().mean()
    }
}

/// Points drawn evenly between real and generated examples, `u real + (1 - u) fake` with one `u` for
/// each example: where the gradient penalty is taken.
///
/// - Shape: both `[batch, ...]`, to the same.
/// - Source: Gulrajani et al. (2017), arXiv:1704.00028, algorithm 1.
public func mixed(_ real: Tensor, _ fake: Tensor, key: RandomKey) -> Tensor {
    operation { () throws(OpError) in
        try checkSameShape(real.spec, fake.spec, op: "mixed")
        let sizes =
            [real.shape.first ?? 1] + Array(repeating: 1, count: Swift.max(real.rank - 1, 0))
        let share = Tensor.uniform(
            0..<1, shape: real.rank == 0 ? [] : Shape(sizes), dtype: real.dtype, key: key)
        return share * real + (1 - share) * fake
    }
}
