public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Stochastic gradient descent, with momentum if wanted; see ``SGDRule``.
///
/// ```swift
/// let sgd = SGD(learningRate: 0.1, momentum: 0.9, isNesterov: true)
/// ```
public typealias SGD = RuleOptimizer<SGDRule>

/// `s = μ s + g + wd p`, from `s = 0`; then `p -= lr s`, or `p -= lr (g + wd p + μ s)` with Nesterov's
/// momentum. Without momentum no state is kept.
///
/// - Source: Robbins & Monro (1951); Polyak (1964); Nesterov's form as Sutskever et al. (2013) write
///   it. PyTorch: `optim.SGD` without dampening.
public struct SGDRule: UpdateRule {
    /// How much of the last step is kept, `μ`.
    public var momentum: Double
    /// The pull of every parameter towards 0, `wd`.
    public var weightDecay: Double
    /// Whether the gradient is taken as if the momentum's step were made already.
    public var isNesterov: Bool

    public let name = "sgd"
    public let countsSteps = false

    public var settings: [(name: String, value: Double)] {
        [
            ("momentum", momentum), ("weight-decay", weightDecay),
            ("nesterov", isNesterov ? 1 : 0),
        ]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        momentum > 0 ? [.zeros("momentum", like: spec)] : []
    }

    public func scalars(rate: Tensor, step: Tensor) -> Tensor { rate }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
    ) -> (value: Tensor, slots: [Tensor]) {
        let slope = weightDecay == 0 ? gradient : gradient + weightDecay * value
        guard let velocity = slots.first else { return (value - slope.scaled(by: rate), []) }
        let moved = momentum * velocity + slope
        let step = isNesterov ? slope + momentum * moved : moved
        return (value - step.scaled(by: rate), [moved])
    }
}

extension RuleOptimizer where Rule == SGDRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double, momentum: Double = 0,
        weightDecay: Double = 0, isNesterov: Bool = false, groups: [ParameterGroup<SGDRule>] = []
    ) {
        require(momentum >= 0, "SGD: momentum must not be negative, got \(momentum)")
        require(
            !isNesterov || momentum > 0, "SGD: Nesterov's momentum needs a momentum above 0")
        self.init(
            SGDRule(momentum: momentum, weightDecay: weightDecay, isNesterov: isNesterov), model,
            learningRate: learningRate, groups: groups)
    }
}
