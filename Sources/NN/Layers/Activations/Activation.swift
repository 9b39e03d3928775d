public import LaminaTensor

/// An element-wise function, or one along the last axis such as softmax, as a layer: for
/// ``Sequential`` and for settings.
///
/// In a `forward` of one's own, the function itself does: `relu(conv1(x))`.
public struct Activation: Module, CustomStringConvertible {
    /// The function's name, such as `relu`.
    public let name: String
    /// The function itself, for a `forward` that shows no layer for it.
    public let function: @Sendable (Tensor) -> Tensor

    /// A layer that applies a function.
    public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
        (self.name, self.function) = (name, function)
    }

    public func forward(_ x: Tensor) -> Tensor { function(x) }

    public var description: String { name }
}

extension Activation {
    /// `x` itself.
    public static let identity = Activation("identity") { $0 }
    /// `max(x, 0)`.
    public static let relu = Activation("relu") { LaminaTensor.relu($0) }
    /// `min(max(x, 0), 6)`.
    public static let relu6 = Activation("relu6") { LaminaTensor.relu6($0) }
    /// `x` above 0, `0.01 x` below; with another slope: ``leakyRelu(slope:)``.
    public static let leakyRelu = Activation("leaky-relu") { LaminaTensor.leakyRelu($0) }
    /// `x` above 0, `eˣ - 1` below; with another `α`: ``elu(alpha:)``.
    public static let elu = Activation("elu") { LaminaTensor.elu($0) }
    /// `λ x` above 0, `λ α (eˣ - 1)` below: keeps mean 0 and variance 1. Goes with
    /// ``Initializer/lecunNormal`` and ``AlphaDropout``.
    public static let selu = Activation("selu") { LaminaTensor.selu($0) }
    /// `x` above 0, `eˣ - 1` below; with another `α`: ``celu(alpha:)``.
    public static let celu = Activation("celu") { LaminaTensor.celu($0) }
    /// `x Φ(x)`. PyTorch: `nn.GELU()`.
    public static let gelu = Activation("gelu") { LaminaTensor.gelu($0) }
    /// GELU by a hyperbolic tangent, as in GPT-2. PyTorch: `nn.GELU("tanh")`.
    public static let geluTanh = Activation("gelu-tanh") { LaminaTensor.gelu($0, .tanh) }
    /// `x sigmoid(x)`, also called swish.
    public static let silu = Activation("silu") { LaminaTensor.silu($0) }
    /// `x tanh(softplus(x))`.
    public static let mish = Activation("mish") { LaminaTensor.mish($0) }
    /// `ln(1 + eˣ)`.
    public static let softplus = Activation("softplus") { LaminaTensor.softplus($0) }
    /// `x / (1 + |x|)`.
    public static let softsign = Activation("softsign") { LaminaTensor.softsign($0) }
    /// `1 / (1 + e⁻ˣ)`.
    public static let sigmoid = Activation("sigmoid") { LaminaTensor.sigmoid($0) }
    /// `ln sigmoid(x)`.
    public static let logSigmoid = Activation("log-sigmoid") { LaminaTensor.logSigmoid($0) }
    /// The hyperbolic tangent.
    public static let tanh = Activation("tanh") { LaminaTensor.tanh($0) }
    /// `x - tanh(x)`. PyTorch: `nn.Tanhshrink`.
    public static let tanhShrink = Activation("tanh-shrink") { $0 - LaminaTensor.tanh($0) }
    /// `min(max(x + 3, 0), 6) / 6`.
    public static let hardSigmoid = Activation("hard-sigmoid") { LaminaTensor.hardSigmoid($0) }
    /// `min(max(x, -1), 1)`.
    public static let hardTanh = Activation("hard-tanh") { LaminaTensor.hardTanh($0) }
    /// `x hardSigmoid(x)`.
    public static let hardSwish = Activation("hard-swish") { LaminaTensor.hardSwish($0) }
    /// 1 above 0, else 0: the perceptron's. Its gradient is 0, so it is not for layers that learn.
    public static let step = Activation("step") { heaviside($0, 0) }
    /// `eˣⁱ / Σⱼ eˣʲ` over the last axis.
    public static let softmax = Activation("softmax") { LaminaTensor.softmax($0) }
    /// `xᵢ - ln Σⱼ eˣʲ` over the last axis.
    public static let logSoftmax = Activation("log-softmax") { LaminaTensor.logSoftmax($0) }
    /// ``LaminaNN/sparsemax(_:axis:)`` over the last axis.
    public static let sparsemax = Activation("sparsemax") { LaminaNN.sparsemax($0) }

    /// `x` above 0, `slope · x` below.
    public static func leakyRelu(slope: Double) -> Activation {
        Activation("leaky-relu(\(slope))") { LaminaTensor.leakyRelu($0, slope: slope) }
    }

    /// `x` above 0, `α (eˣ - 1)` below.
    public static func elu(alpha: Double) -> Activation {
        Activation("elu(\(alpha))") { LaminaTensor.elu($0, alpha: alpha) }
    }

    /// `x` above 0, `α (e^(x/α) - 1)` below.
    public static func celu(alpha: Double) -> Activation {
        Activation("celu(\(alpha))") { LaminaTensor.celu($0, alpha: alpha) }
    }

    /// `x` above the threshold, else `value`. PyTorch: `nn.Threshold`.
    public static func threshold(_ threshold: Double, value: Double = 0) -> Activation {
        Activation("threshold(\(threshold), \(value))") { select($0 .> threshold, $0, value) }
    }

    /// `x` where `|x|` is above the limit, else 0. PyTorch: `nn.Hardshrink`.
    public static func hardShrink(_ limit: Double = 0.5) -> Activation {
        Activation("hard-shrink(\(limit))") { select(abs($0) .> limit, $0, 0.0) }
    }

    /// `x` nearer to 0 by the limit, and 0 within it. PyTorch: `nn.Softshrink`.
    public static func softShrink(_ limit: Double = 0.5) -> Activation {
        Activation("soft-shrink(\(limit))") { $0 - clamp($0, -limit...limit) }
    }

    /// The activations that a setting can name.
    public static let named: [Activation] = [
        .identity, .relu, .relu6, .leakyRelu, .elu, .selu, .celu, .gelu, .geluTanh, .silu, .mish,
        .softplus, .softsign, .sigmoid, .logSigmoid, .tanh, .tanhShrink, .hardSigmoid, .hardTanh,
        .hardSwish, .step, .softmax, .logSoftmax, .sparsemax,
    ]
}
