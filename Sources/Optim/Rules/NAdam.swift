import Glibc
public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Adam with Nesterov's momentum; see ``NAdamRule``.
public typealias NAdam = RuleOptimizer<NAdamRule>

/// Adam whose mean looks one step ahead: with `μ_t = β₁ (1 - 0.96^(t ψ) / 2)` and `Π_t = μ_1 … μ_t`,
/// `p -= lr (μ_{t+1} m / (1 - Π_{t+1}) + (1 - μ_t) g / (1 - Π_t)) / (√(v / (1 - β₂ᵗ)) + eps)`.
///
/// - Source: Dozat (2016), Incorporating Nesterov momentum into Adam, algorithm 2. PyTorch:
///   `optim.NAdam`.
public struct NAdamRule: UpdateRule {
    /// How slowly the mean of the gradient forgets at last, `β₁`.
    public var beta1: Double
    /// How slowly the mean of its square forgets, `β₂`.
    public var beta2: Double
    /// Added to the root of the second moment.
    public var eps: Double
    /// How fast the momentum grows to `β₁`, `ψ`.
    public var momentumDecay: Double
    /// The pull of every parameter towards 0, `wd`, added to the gradient.
    public var weightDecay: Double

    public let name = "nadam"
    public let countsSteps = true

    public var settings: [(name: String, value: Double)] {
        [
            ("beta1", beta1), ("beta2", beta2), ("eps", eps), ("momentum-decay", momentumDecay),
            ("weight-decay", weightDecay),
        ]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        // The product has no closed form, so it is kept; in float32, like all numbers of a step.
        [.zeros("m", like: spec), .zeros("v", like: spec), Slot("product", Tensor(1))]
    }

    /// The rate, the momentum of this step and of the next, and the factor of the second moment.
    public struct Scalars {
        let rate: Tensor
        let now: Tensor
        let ahead: Tensor
        let square: Tensor
    }

    public func scalars(rate: Tensor, step: Tensor) -> Scalars {
        func momentum(_ step: Tensor) -> Tensor {
            beta1 * (1 - 0.5 * exp(Glibc.log(0.96) * momentumDecay * step))
        }
        return Scalars(
            rate: rate, now: momentum(step), ahead: momentum(step + 1),
            square: 1 / biasCorrection(beta2, step))
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars: Scalars
    ) -> (value: Tensor, slots: [Tensor]) {
        let gradient = weightDecay == 0 ? gradient : gradient + weightDecay * value
        let mean = beta1 * slots[0] + (1 - beta1) * gradient
        let square = beta2 * slots[1] + (1 - beta2) * gradient.square()
        let product = slots[2] * scalars.now
        let meanScale = scalars.rate * scalars.ahead / (1 - product * scalars.ahead)
        let gradientScale = scalars.rate * (1 - scalars.now) / (1 - product)
        let step = mean.scaled(by: meanScale) + gradient.scaled(by: gradientScale)
        let root = sqrt(square.scaled(by: scalars.square)) + eps
        return (value - step / root, [mean, square, product])
    }
}

extension RuleOptimizer where Rule == NAdamRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 2e-3, beta1: Double = 0.9,
        beta2: Double = 0.999, eps: Double = 1e-8, momentumDecay: Double = 4e-3,
        weightDecay: Double = 0, groups: [ParameterGroup<NAdamRule>] = []
    ) {
        requireMoments("NAdam", beta1, beta2)
        self.init(
            NAdamRule(
                beta1: beta1, beta2: beta2, eps: eps, momentumDecay: momentumDecay,
                weightDecay: weightDecay), model, learningRate: learningRate, groups: groups)
    }
}
