public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Steps in the units of the parameters, without a rate to tune; see ``AdadeltaRule``.
public typealias Adadelta = RuleOptimizer<AdadeltaRule>

/// `s = ρ s + (1 - ρ) g²`, `d = √(a + eps) / √(s + eps) g`, `a = ρ a + (1 - ρ) d²`, `p -= lr d`, with
/// `wd p` added to the gradient first.
///
/// - Source: Zeiler (2012), arXiv:1212.5701, algorithm 1. PyTorch: `optim.Adadelta`.
public struct AdadeltaRule: UpdateRule {
    /// How slowly both means forget, `ρ`.
    public var rho: Double
    /// Added under both roots.
    public var eps: Double
    /// The pull of every parameter towards 0, `wd`, added to the gradient.
    public var weightDecay: Double

    public let name = "adadelta"
    public let countsSteps = false

    public var settings: [(name: String, value: Double)] {
        [("rho", rho), ("eps", eps), ("weight-decay", weightDecay)]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        ["square", "step"].map { .zeros($0, like: spec) }
    }

    public func scalars(rate: Tensor, step: Tensor) -> Tensor {
        rate
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
    ) -> (value: Tensor, slots: [Tensor]) {
        let gradient = weightDecay == 0 ? gradient : gradient + weightDecay * value
        let square = rho * slots[0] + (1 - rho) * gradient.square()
        let step = sqrt(slots[1] + eps) / sqrt(square + eps) * gradient
        let steps = rho * slots[1] + (1 - rho) * step.square()
        return (value - step.scaled(by: rate), [square, steps])
    }
}

extension RuleOptimizer where Rule == AdadeltaRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 1, rho: Double = 0.9,
        eps: Double = 1e-6, weightDecay: Double = 0, groups: [ParameterGroup<AdadeltaRule>] = []
    ) {
        require((0..<1).contains(rho), "Adadelta: rho must lie in 0..<1, got \(rho)")
        self.init(
            AdadeltaRule(rho: rho, eps: eps, weightDecay: weightDecay), model,
            learningRate: learningRate, groups: groups)
    }
}
