import Glibc
public import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Adaptive moment estimation; see ``AdamRule``.
///
/// ```swift
/// let adamW = Adam(learningRate: 1e-3, weightDecay: 0.01, isDecoupled: true)
/// ```
public typealias Adam = RuleOptimizer<AdamRule>

/// In step `t` from 1: `m = β₁ m + (1 - β₁) g`, `v = β₂ v + (1 - β₂) g²`,
/// `p -= lr (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + eps)`.
///
/// Weight decay is added to the gradient, or, decoupled, taken from the parameter first:
/// `p *= 1 - lr wd`. AMSGrad divides by the largest `v` so far. PyTorch: `optim.Adam`; decoupled,
/// `optim.AdamW`.
///
/// - Source: Kingma & Ba (2015), arXiv:1412.6980, algorithm 1; decoupled decay: Loshchilov & Hutter
///   (2019), arXiv:1711.05101, with the rate of the step as its schedule; AMSGrad: Reddi et al. (2018),
///   arXiv:1904.09237, with PyTorch's corrections.
public struct AdamRule: UpdateRule {
    /// How slowly the mean of the gradient forgets, `β₁`.
    public var beta1: Double
    /// How slowly the mean of its square forgets, `β₂`.
    public var beta2: Double
    /// Added to the root of the corrected second moment.
    public var eps: Double
    /// The pull of every parameter towards 0, `wd`.
    public var weightDecay: Double
    /// Whether the decay bypasses the moments.
    public var isDecoupled: Bool
    /// Whether the second moment may only grow.
    public var isAMSGrad: Bool

    public var name: String { isDecoupled ? "adamw" : "adam" }
    public let countsSteps = true

    public var settings: [(name: String, value: Double)] {
        [
            ("beta1", beta1), ("beta2", beta2), ("eps", eps), ("weight-decay", weightDecay),
        ] + (isAMSGrad ? [("amsgrad", 1)] : [])
    }

    public func slots(for spec: TensorSpec) -> [Slot] {
        (["m", "v"] + (isAMSGrad ? ["vMax"] : [])).map { .zeros($0, like: spec) }
    }

    /// What the moments and the parameter are multiplied by.
    public struct Scalars {
        let mean: Tensor
        let square: Tensor
        let kept: Tensor
    }

    public func scalars(rate: Tensor, step: Tensor) -> Scalars {
        Scalars(
            mean: rate / biasCorrection(beta1, step), square: 1 / biasCorrection(beta2, step),
            kept: 1 - rate * weightDecay)
    }

    public func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars: Scalars
    ) -> (value: Tensor, slots: [Tensor]) {
        var (value, gradient) = (value, gradient)
        if weightDecay != 0 {
            if isDecoupled {
                value = value.scaled(by: scalars.kept)
            } else {
                gradient = gradient + weightDecay * value
            }
        }
        let mean = beta1 * slots[0] + (1 - beta1) * gradient
        let square = beta2 * slots[1] + (1 - beta2) * gradient.square()
        let largest = isAMSGrad ? maximum(slots[2], square) : square
        let root = sqrt(largest.scaled(by: scalars.square)) + eps
        let next = value - mean.scaled(by: scalars.mean) / root
        return (next, [mean, square] + (isAMSGrad ? [largest] : []))
    }
}

extension RuleOptimizer where Rule == AdamRule {
    /// An optimiser with its state made for a built model, or at the first update.
    public convenience init(
        _ model: (any Module)? = nil, learningRate: Double = 1e-3, beta1: Double = 0.9,
        beta2: Double = 0.999, eps: Double = 1e-8, weightDecay: Double = 0,
        isDecoupled: Bool = false, isAMSGrad: Bool = false,
        groups: [ParameterGroup<AdamRule>] = []
    ) {
        requireMoments("Adam", beta1, beta2)
        self.init(
            AdamRule(
                beta1: beta1, beta2: beta2, eps: eps, weightDecay: weightDecay,
                isDecoupled: isDecoupled, isAMSGrad: isAMSGrad),
            model, learningRate: learningRate, groups: groups)
    }
}

/// `1 - βᵗ`, as `-expm1(t ln β)`, which keeps the digits that the difference loses.
func biasCorrection(_ beta: Double, _ step: Tensor) -> Tensor {
    beta == 0 ? .ones(like: step) : -expm1(Glibc.log(beta) * step)
}

func requireMoments(_ name: String, _ beta1: Double, _ beta2: Double) {
    require((0..<1).contains(beta1), "\(name): beta1 must lie in 0..<1, got \(beta1)")
    require((0..<1).contains(beta2), "\(name): beta2 must lie in 0..<1, got \(beta2)")
}
