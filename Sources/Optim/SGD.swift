import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Stochastic gradient descent, with momentum if wanted:
/// `s = μ s + g + wd p`, from `s = 0`; then `p -= lr s`, or `p -= lr (g + wd p + μ s)` with Nesterov's
/// momentum. Without momentum no state is kept.
///
/// - Source: Robbins & Monro (1951); Polyak (1964); Nesterov's form as Sutskever et al. (2013) write
///   it. PyTorch: `optim.SGD` without dampening.
public final class SGD: Optimizer {
    public let name = "sgd"
    public let learningRate: Variable
    /// How much of the last step is kept, `μ`.
    public let momentum: Double
    /// The pull of every parameter towards 0, `wd`.
    public let weightDecay: Double
    /// Whether the gradient is taken as if the momentum's step were made already.
    public let isNesterov: Bool

    private let firstLearningRate: Double
    private let state: OptimizerState

    /// An optimiser that finds its parameters at the first update.
    public init(
        learningRate: Double, momentum: Double = 0, weightDecay: Double = 0,
        isNesterov: Bool = false
    ) {
        require(momentum >= 0, "SGD: momentum must not be negative, got \(momentum)")
        require(
            !isNesterov || momentum > 0, "SGD: Nesterov's momentum needs a momentum above 0")
        self.learningRate = Variable(Tensor(learningRate))
        (self.momentum, self.weightDecay, self.isNesterov) = (momentum, weightDecay, isNesterov)
        firstLearningRate = learningRate
        state = OptimizerState(momentum > 0 ? ["momentum"] : [])
    }

    /// An optimiser with its state made for a built model.
    public convenience init(
        _ model: some Module, learningRate: Double, momentum: Double = 0, weightDecay: Double = 0,
        isNesterov: Bool = false
    ) {
        self.init(
            learningRate: learningRate, momentum: momentum, weightDecay: weightDecay,
            isNesterov: isNesterov)
        attach(to: model)
    }

    public var settings: [(name: String, value: Double)] {
        [
            ("learning-rate", firstLearningRate), ("momentum", momentum),
            ("weight-decay", weightDecay), ("nesterov", isNesterov ? 1 : 0),
        ]
    }

    public var variables: [(path: String, variable: Variable)] {
        [("optimizer.learningRate", learningRate)] + state.variables
    }

    public func attach(to model: some Module) { state.attach(to: model) }

    public func update(_ gradients: Gradients) {
        let rate = learningRate.value
        var writes: [(Variable, Tensor)] = []
        for ((path, parameter), gradient) in zip(gradients.parameters, gradients.tensors) {
            let slots = state.slots(of: parameter, path)
            guard let variable = parameter.variable else { continue }
            let value = variable.value
            var step = weightDecay == 0 ? gradient : gradient + weightDecay * value
            if let velocity = slots.first {
                let moved = momentum * velocity.value + step
                writes.append((velocity, moved))
                step = isNesterov ? step + momentum * moved : moved
            }
            writes.append((variable, value - rate.asType(value.dtype) * step))
        }
        assign(writes)
    }
}
