public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Momentum with a rate for each layer, for large batches; see ``LARSRule``.
public typealias LARS = RuleOptimizer<LARSRule>

/// `v = μ v + lr λ (g + wd p)`, `p -= v`, with the layer's factor `λ = η ‖p‖ / (‖g‖ + wd ‖p‖)`, which is
/// 1 where a norm is 0.
///
/// - Source: You, Gitman & Ginsburg (2017), arXiv:1708.03888, algorithm 1.
public struct LARSRule: UpdateRule {
    /// How much of the last step is kept, `μ`.
    public var momentum: Double
    /// How far a layer may move beside its weights, `η`.
    public var trust: Double
    /// The pull of every parameter towards 0, `wd`, added to the gradient.
    public var weightDecay: Double

    public let name = "lars"
    public let countsSteps = false

    public var settings: [(name: String, value: Double)] {
        [("momentum", momentum), ("trust", trust), ("weight-decay", weightDecay)]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        [.zeros("momentum", like: spec)]
    }

    public func scalars(rate: Tensor, step: Tensor) -> Tensor {
        rate
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
    ) -> (value: Tensor, slots: [Tensor]) {
        let (size, slope) = (value.norm(), gradient.norm())
        let scale = trustRatio(trust * size, select(slope .> 0, slope + weightDecay * size, 0))
        let step = scale * (weightDecay == 0 ? gradient : gradient + weightDecay * value)
        let moved = momentum * slots[0] + step.scaled(by: rate)
        return (value - moved, [moved])
    }
}

extension RuleOptimizer where Rule == LARSRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 0.1, momentum: Double = 0.9,
        trust: Double = 1e-3, weightDecay: Double = 0, groups: [ParameterGroup<LARSRule>] = []
    ) {
        require(momentum >= 0, "LARS: momentum must not be negative, got \(momentum)")
        self.init(
            LARSRule(momentum: momentum, trust: trust, weightDecay: weightDecay), model,
            learningRate: learningRate, groups: groups)
    }
}
