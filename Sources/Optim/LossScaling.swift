public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// How large a loss is made before its gradients are taken in float16.
public enum LossScale: Sendable, Equatable {
    /// The same factor throughout.
    case fixed(Double)
    /// A factor that is halved where a gradient overflows, and doubled after `interval` steps without that.
    case dynamic(initial: Double = 65536, interval: Int = 2000)
}

/// Keeps the gradients of half-precision training in range: the loss is multiplied by a factor, so that
/// small gradients do not become 0, and a step in which they overflow is left out. PyTorch:
/// `torch.amp.GradScaler`.
///
/// ```swift
/// let model = MLP(hidden: [32], outFeatures: 10)
/// try model.build(input: [8, 20])
/// let adam = Adam(model, learningRate: 1e-3), scaling = LossScaling()
/// let step = compile { (x: Tensor, y: Tensor) in
///     let (loss, gradients) = scaling.valueAndGradient(at: model) { model in
///         autocast(to: .float16) { crossEntropy(model(x), labels: y) }
///     }
///     scaling.update(adam, gradients)
///     return loss
/// }
/// ```
/// Gradients come back divided by the factor: clipping and norms see what they would without it. bfloat16
/// has float32's range and needs none of this.
///
/// - Source: Micikevicius et al. (2018), arXiv:1710.03740, section 3.2. Factors and interval are PyTorch's.
public final class LossScaling: Sendable {
    /// The rule by which the factor goes.
    public let rule: LossScale
    /// The factor, a float32 scalar.
    public let scale: Variable
    /// Sound steps since the factor last changed.
    private let count = Variable(Tensor(0))

    /// Scaling by a rule.
    public init(_ rule: LossScale = .dynamic()) {
        let initial: Double
        switch rule {
        case .fixed(let factor): initial = factor
        case .dynamic(let factor, let interval):
            require(interval > 0, "LossScaling: interval must be at least 1, got \(interval)")
            initial = factor
        }
        require(
            initial > 0 && initial.isFinite,
            "LossScaling: the factor must be a number above 0, got \(initial)")
        (self.rule, scale) = (rule, Variable(Tensor(initial)))
    }

    /// Its state with names for a checkpoint.
    public var variables: [(path: String, variable: Variable)] {
        [("scaling.scale", scale), ("scaling.count", count)]
    }

    /// A loss, in float32, times the factor.
    public func scaled(_ loss: Tensor) -> Tensor { loss.asType(.float32) * scale.value }

    /// What was computed from a scaled loss without the factor.
    public func unscaled(_ value: Tensor) -> Tensor { value * (1 / scale.value) }

    /// The value of a function of a model and its gradients, both without the factor that was there
    /// meanwhile; see ``LaminaNN/valueAndGradient(at:computingIn:_:)``.
    public func valueAndGradient<M: Module>(
        at model: M, computingIn dtype: DType? = nil, _ function: (M) throws -> Tensor
    ) rethrows -> (Tensor, Gradients) {
        let (value, gradients) = try LaminaNN.valueAndGradient(at: model, computingIn: dtype) {
            scaled(try function($0))
        }
        return (unscaled(value), gradients.map(unscaled))
    }

    /// Takes a step where all gradients are finite; else parameters and optimiser stay as they were. The
    /// factor follows.
    public func update(_ optimizer: any Optimizer, _ gradients: Gradients) {
        optimizer.attach(to: gradients.parameters)
        let isSound = gradients.tensors.reduce(Tensor(true)) { $0 .& $1.isFinite.all() }
        let guarded =
            gradients.parameters.compactMap(\.parameter.variable)
            + optimizer.variables.map(\.variable)
        let before = guarded.map(\.value)
        optimizer.update(gradients.map { select(isSound, $0, 0) })
        assign(zip(guarded, before).map { ($0, select(isSound, $0.value, $1)) })
        adapt(toSoundStep: isSound)
    }

    /// Sets the factor after a step, whose gradients all were finite or not.
    package func adapt(toSoundStep isSound: Tensor) {
        guard case .dynamic(_, let interval) = rule else { return }
        let (factor, next) = (scale.value, count.value + 1)
        let isDue = next .>= Double(interval)
        // Past 2¹²⁶ its inverse would be denormal.
        let grown = select(isDue, minimum(factor * 2, 0x1p126), factor)
        assign([
            (scale, select(isSound, grown, factor * 0.5)),
            (count, select(isSound .& .!isDue, next, 0)),
        ])
    }

    /// How many steps in a row may overflow while the factor is found: down from its first value to where
    /// not even float32's own gradients would be in range.
    package var skippedSteps: Int {
        if case .dynamic = rule { 64 } else { 0 }
    }
}
