public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Steps that shrink with the squares seen so far; see ``AdagradRule``.
public typealias Adagrad = RuleOptimizer<AdagradRule>

/// `s += g²`, `p -= lr / (1 + (t - 1) η) · g / (√s + eps)`, with `wd p` added to the gradient first.
///
/// - Source: Duchi, Hazan & Singer (2011), Adaptive subgradient methods. PyTorch: `optim.Adagrad`.
public struct AdagradRule: UpdateRule {
    /// How fast the rate falls with the steps, `η`.
    public var rateDecay: Double
    /// What the sum of squares starts from.
    public var initialSum: Double
    /// Added to the root.
    public var eps: Double
    /// The pull of every parameter towards 0, `wd`, added to the gradient.
    public var weightDecay: Double

    public let name = "adagrad"
    public let countsSteps = true

    public var settings: [(name: String, value: Double)] {
        [
            ("rate-decay", rateDecay), ("initial-sum", initialSum), ("eps", eps),
            ("weight-decay", weightDecay),
        ]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        [Slot("sum", .full(initialSum, spec.shape, dtype: spec.dtype))]
    }

    public func scalars(rate: Tensor, step: Tensor) -> Tensor {
        rateDecay == 0 ? rate : rate / (1 + rateDecay * (step - 1))
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
    ) -> (value: Tensor, slots: [Tensor]) {
        let gradient = weightDecay == 0 ? gradient : gradient + weightDecay * value
        let sum = slots[0] + gradient.square()
        return (value - gradient.scaled(by: rate) / (sqrt(sum) + eps), [sum])
    }
}

extension RuleOptimizer where Rule == AdagradRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 0.01, rateDecay: Double = 0,
        initialSum: Double = 0, eps: Double = 1e-10, weightDecay: Double = 0,
        groups: [ParameterGroup<AdagradRule>] = []
    ) {
        require(initialSum >= 0, "Adagrad: initialSum must not be negative, got \(initialSum)")
        self.init(
            AdagradRule(
                rateDecay: rateDecay, initialSum: initialSum, eps: eps, weightDecay: weightDecay),
            model, learningRate: learningRate, groups: groups)
    }
}
