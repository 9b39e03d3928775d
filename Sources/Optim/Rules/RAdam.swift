public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Adam that trusts its second moment only when it has seen enough; see ``RAdamRule``.
public typealias RAdam = RuleOptimizer<RAdamRule>

/// Adam with the variance of its step corrected: with `ρ∞ = 2 / (1 - β₂) - 1` and
/// `ρ_t = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ)` the step is multiplied by
/// `√((ρ_t - 4)(ρ_t - 2) ρ∞ / ((ρ∞ - 4)(ρ∞ - 2) ρ_t))` where `ρ_t > 5`; before, the mean alone is
/// followed: `p -= lr m / (1 - β₁ᵗ)`.
///
/// - Source: Liu et al. (2020), arXiv:1908.03265, algorithm 2, with PyTorch's bound of 5 and its place
///   of `eps`, beside `√v`. PyTorch: `optim.RAdam`.
public struct RAdamRule: UpdateRule {
    /// How slowly the mean of the gradient forgets, `β₁`.
    public var beta1: Double
    /// How slowly the mean of its square forgets, `β₂`.
    public var beta2: Double
    /// Added to the root of the second moment.
    public var eps: Double
    /// The pull of every parameter towards 0, `wd`, added to the gradient.
    public var weightDecay: Double

    public let name = "radam"
    public let countsSteps = true

    public var settings: [(name: String, value: Double)] {
        [("beta1", beta1), ("beta2", beta2), ("eps", eps), ("weight-decay", weightDecay)]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        ["m", "v"].map { .zeros($0, like: spec) }
    }

    /// The factor of the mean, whether the second moment is used, and the factor if so.
    public struct Scalars {
        let mean: Tensor
        let isLong: Tensor
        let rectified: Tensor
    }

    public func scalars(rate: Tensor, step: Tensor) -> Scalars {
        // In float64: ρ_t is the small difference of numbers near 2 / (1 - β₂).
        let step = step.asType(.float64)
        let correction = biasCorrection(beta2, step)
        let limit = 2 / (1 - beta2) - 1
        let length = limit - 2 * step * (1 - correction) / correction
        let isLong = length .> 5
        let safe = select(isLong, length, 5)
        let ratio = (safe - 4) * (safe - 2) / safe
        let rectified = sqrt(ratio * (limit / ((limit - 4) * (limit - 2))) * correction)
        return Scalars(
            mean: rate / biasCorrection(beta1, step).asType(.float32), isLong: isLong,
            rectified: rectified)
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars: Scalars
    ) -> (value: Tensor, slots: [Tensor]) {
        let gradient = weightDecay == 0 ? gradient : gradient + weightDecay * value
        let mean = beta1 * slots[0] + (1 - beta1) * gradient
        let square = beta2 * slots[1] + (1 - beta2) * gradient.square()
        let adapted = scalars.rectified.asType(value.dtype) / (sqrt(square) + eps)
        let step = mean.scaled(by: scalars.mean) * select(scalars.isLong, adapted, 1)
        return (value - step, [mean, square])
    }
}

extension RuleOptimizer where Rule == RAdamRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 1e-3, beta1: Double = 0.9,
        beta2: Double = 0.999, eps: Double = 1e-8, weightDecay: Double = 0,
        groups: [ParameterGroup<RAdamRule>] = []
    ) {
        requireMoments("RAdam", beta1, beta2)
        self.init(
            RAdamRule(beta1: beta1, beta2: beta2, eps: eps, weightDecay: weightDecay), model,
            learningRate: learningRate, groups: groups)
    }
}
