import Glibc
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Adaptive moment estimation, in step `t` from 1:
/// `m = β₁ m + (1 - β₁) g`, `v = β₂ v + (1 - β₂) g²`,
/// `p -= lr (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + eps)`.
///
/// Weight decay is added to the gradient, or, decoupled, taken from the parameter first:
/// `p *= 1 - lr wd`. PyTorch: `optim.Adam`; decoupled, `optim.AdamW`.
///
/// - Source: Kingma & Ba (2015), arXiv:1412.6980, algorithm 1; decoupled decay: Loshchilov & Hutter
///   (2019), arXiv:1711.05101, with the rate of the step as its schedule.
public final class Adam: Optimizer {
    public var name: String { isDecoupled ? "adamw" : "adam" }
    public let learningRate: Variable
    /// How slowly the mean of the gradient forgets, `β₁`.
    public let beta1: Double
    /// How slowly the mean of its square forgets, `β₂`.
    public let beta2: Double
    /// Added to the root of the corrected second moment.
    public let eps: Double
    /// The pull of every parameter towards 0, `wd`.
    public let weightDecay: Double
    /// Whether the decay bypasses the moments.
    public let isDecoupled: Bool

    private let firstLearningRate: Double
    /// Steps taken. A float32 counts to 2²⁴ and then stays, when both corrections have long been 1.
    private let step = Variable(Tensor(0))
    private let state = OptimizerState(["m", "v"])

    /// An optimiser that finds its parameters at the first update.
    public init(
        learningRate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, eps: Double = 1e-8,
        weightDecay: Double = 0, isDecoupled: Bool = false
    ) {
        require((0..<1).contains(beta1), "Adam: beta1 must lie in 0..<1, got \(beta1)")
        require((0..<1).contains(beta2), "Adam: beta2 must lie in 0..<1, got \(beta2)")
        self.learningRate = Variable(Tensor(learningRate))
        (self.beta1, self.beta2, self.eps) = (beta1, beta2, eps)
        (self.weightDecay, self.isDecoupled) = (weightDecay, isDecoupled)
        firstLearningRate = learningRate
    }

    /// An optimiser with its state made for a built model.
    public convenience init(
        _ model: some Module, learningRate: Double = 1e-3, beta1: Double = 0.9,
        beta2: Double = 0.999, eps: Double = 1e-8, weightDecay: Double = 0,
        isDecoupled: Bool = false
    ) {
        self.init(
            learningRate: learningRate, beta1: beta1, beta2: beta2, eps: eps,
            weightDecay: weightDecay, isDecoupled: isDecoupled)
        attach(to: model)
    }

    public var settings: [(name: String, value: Double)] {
        [
            ("learning-rate", firstLearningRate), ("beta1", beta1), ("beta2", beta2), ("eps", eps),
            ("weight-decay", weightDecay),
        ]
    }

    public var variables: [(path: String, variable: Variable)] {
        [("optimizer.learningRate", learningRate), ("optimizer.step", step)] + state.variables
    }

    public func attach(to model: some Module) { state.attach(to: model) }

    public func update(_ gradients: Gradients) {
        let (rate, count) = (learningRate.value, step.value + 1)
        // Scalars, once a step. 1 - βᵗ = -expm1(t ln β) keeps the digits that the difference loses.
        let meanScale = rate / Self.correction(beta1, count)
        let squareScale = 1 / Self.correction(beta2, count)
        let kept = 1 - rate * weightDecay
        var writes = [(step, count)]
        for ((path, parameter), gradient) in zip(gradients.parameters, gradients.tensors) {
            let slots = state.slots(of: parameter, path)
            guard let variable = parameter.variable else { continue }
            var (value, gradient) = (variable.value, gradient)
            let dtype = value.dtype
            if weightDecay != 0 {
                if isDecoupled {
                    value = value * kept.asType(dtype)
                } else {
                    gradient = gradient + weightDecay * value
                }
            }
            let mean = beta1 * slots[0].value + (1 - beta1) * gradient
            let square = beta2 * slots[1].value + (1 - beta2) * gradient.square()
            let root = sqrt(square * squareScale.asType(dtype)) + eps
            let next = value - meanScale.asType(dtype) * mean / root
            writes += [(slots[0], mean), (slots[1], square), (variable, next)]
        }
        assign(writes)
    }

    /// `1 - βᵗ`.
    private static func correction(_ beta: Double, _ count: Tensor) -> Tensor {
        -expm1(Glibc.log(beta) * count)
    }
}
