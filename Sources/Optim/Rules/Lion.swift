public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Steps of one size in the direction of the momentum's sign; see ``LionRule``.
public typealias Lion = RuleOptimizer<LionRule>

/// `p -= lr (sign(β₁ m + (1 - β₁) g) + wd p)`, then `m = β₂ m + (1 - β₂) g`. It wants a rate some ten times
/// smaller than Adam's, and a larger decay.
///
/// - Source: Chen et al. (2023), arXiv:2302.06675, program 1.
public struct LionRule: UpdateRule {
    /// The share of the momentum in the step's direction, `β₁`.
    public var beta1: Double
    /// How slowly the momentum forgets, `β₂`.
    public var beta2: Double
    /// The pull of every parameter towards 0, `wd`, past the sign.
    public var weightDecay: Double

    public let name = "lion"
    public let countsSteps = false

    public var settings: [(name: String, value: Double)] {
        [("beta1", beta1), ("beta2", beta2), ("weight-decay", weightDecay)]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        [.zeros("m", like: spec)]
    }

    public func scalars(rate: Tensor, step: Tensor) -> Tensor {
        rate
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
    ) -> (value: Tensor, slots: [Tensor]) {
        var step = sign(beta1 * slots[0] + (1 - beta1) * gradient)
        if weightDecay != 0 { step = step + weightDecay * value }
        let mean = beta2 * slots[0] + (1 - beta2) * gradient
        return (value - step.scaled(by: rate), [mean])
    }
}

extension RuleOptimizer where Rule == LionRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 1e-4, beta1: Double = 0.9,
        beta2: Double = 0.99, weightDecay: Double = 0, groups: [ParameterGroup<LionRule>] = []
    ) {
        requireMoments("Lion", beta1, beta2)
        self.init(
            LionRule(beta1: beta1, beta2: beta2, weightDecay: weightDecay), model,
            learningRate: learningRate, groups: groups)
    }
}
