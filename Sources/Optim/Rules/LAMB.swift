public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Adam whose step is as large as the layer's weights allow, for large batches; see ``LAMBRule``.
public typealias LAMB = RuleOptimizer<LAMBRule>

/// `r = (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + eps) + wd p`, `p -= lr (‖p‖ / ‖r‖) r`, with norms over the
/// parameter; the ratio is 1 where a norm is 0.
///
/// - Source: You et al. (2020), arXiv:1904.00962, algorithm 2, with φ the identity.
public struct LAMBRule: UpdateRule {
    /// How slowly the mean of the gradient forgets, `β₁`.
    public var beta1: Double
    /// How slowly the mean of its square forgets, `β₂`.
    public var beta2: Double
    /// Added to the root of the second moment.
    public var eps: Double
    /// The pull of every parameter towards 0, `wd`, past the moments.
    public var weightDecay: Double

    public let name = "lamb"
    public let countsSteps = true

    public var settings: [(name: String, value: Double)] {
        [("beta1", beta1), ("beta2", beta2), ("eps", eps), ("weight-decay", weightDecay)]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        ["m", "v"].map { .zeros($0, like: spec) }
    }

    /// The rate and the factors of both moments.
    public struct Scalars {
        let rate: Tensor
        let mean: Tensor
        let square: Tensor
    }

    public func scalars(rate: Tensor, step: Tensor) -> Scalars {
        Scalars(
            rate: rate, mean: 1 / biasCorrection(beta1, step),
            square: 1 / biasCorrection(beta2, step))
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars: Scalars
    ) -> (value: Tensor, slots: [Tensor]) {
        let mean = beta1 * slots[0] + (1 - beta1) * gradient
        let square = beta2 * slots[1] + (1 - beta2) * gradient.square()
        let root = sqrt(square.scaled(by: scalars.square)) + eps
        var step = mean.scaled(by: scalars.mean) / root
        if weightDecay != 0 { step = step + weightDecay * value }
        let ratio = trustRatio(value.norm(), step.norm())
        return (value - (ratio * step).scaled(by: scalars.rate), [mean, square])
    }
}

extension RuleOptimizer where Rule == LAMBRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 1e-3, beta1: Double = 0.9,
        beta2: Double = 0.999, eps: Double = 1e-6, weightDecay: Double = 0,
        groups: [ParameterGroup<LAMBRule>] = []
    ) {
        requireMoments("LAMB", beta1, beta2)
        self.init(
            LAMBRule(beta1: beta1, beta2: beta2, eps: eps, weightDecay: weightDecay), model,
            learningRate: learningRate, groups: groups)
    }
}

/// `size / slope`, and 1 where either is 0.
func trustRatio(_ size: Tensor, _ slope: Tensor) -> Tensor {
    let isUsable = (size .> 0) .& (slope .> 0)
    return select(isUsable, size / select(isUsable, slope, 1), 1)
}
