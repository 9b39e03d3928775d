public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Gradients over the root of their recent mean square; see ``RMSpropRule``.
public typealias RMSprop = RuleOptimizer<RMSpropRule>

/// `s = α s + (1 - α) g²`, `d = g / (√s + eps)`, `p -= lr d`; with momentum `b = μ b + d`, `p -= lr b`;
/// centred with `√(s - a²)`, where `a = α a + (1 - α) g`. `wd p` is added to the gradient first.
///
/// - Source: Tieleman & Hinton (2012), lecture 6.5; centred: Graves (2013), arXiv:1308.0850, eq. 38-45.
///   PyTorch: `optim.RMSprop`.
public struct RMSpropRule: UpdateRule {
    /// How slowly the means forget, `α`.
    public var alpha: Double
    /// Added to the root.
    public var eps: Double
    /// How much of the last step is kept, `μ`.
    public var momentum: Double
    /// Whether the variance and not the square is divided by.
    public var isCentered: Bool
    /// The pull of every parameter towards 0, `wd`, added to the gradient.
    public var weightDecay: Double

    public let name = "rmsprop"
    public let countsSteps = false

    public var settings: [(name: String, value: Double)] {
        [
            ("alpha", alpha), ("eps", eps), ("momentum", momentum),
            ("centered", isCentered ? 1 : 0), ("weight-decay", weightDecay),
        ]
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        (["square"] + (isCentered ? ["mean"] : []) + (momentum > 0 ? ["momentum"] : []))
            .map { .zeros($0, like: spec) }
    }

    public func scalars(rate: Tensor, step: Tensor) -> Tensor {
        rate
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
    ) -> (value: Tensor, slots: [Tensor]) {
        let gradient = weightDecay == 0 ? gradient : gradient + weightDecay * value
        let square = alpha * slots[0] + (1 - alpha) * gradient.square()
        var kept = [square]
        var variance = square
        if isCentered {
            let mean = alpha * slots[1] + (1 - alpha) * gradient
            // Rounding may leave it a little below 0.
            variance = relu(square - mean.square())
            kept.append(mean)
        }
        var step = gradient / (sqrt(variance) + eps)
        if momentum > 0 {
            step = momentum * slots[slots.count - 1] + step
            kept.append(step)
        }
        return (value - step.scaled(by: rate), kept)
    }
}

extension RuleOptimizer where Rule == RMSpropRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 0.01, alpha: Double = 0.99,
        eps: Double = 1e-8, momentum: Double = 0, isCentered: Bool = false, weightDecay: Double = 0,
        groups: [ParameterGroup<RMSpropRule>] = []
    ) {
        require((0..<1).contains(alpha), "RMSprop: alpha must lie in 0..<1, got \(alpha)")
        self.init(
            RMSpropRule(
                alpha: alpha, eps: eps, momentum: momentum, isCentered: isCentered,
                weightDecay: weightDecay), model, learningRate: learningRate, groups: groups)
    }
}
