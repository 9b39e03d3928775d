import LaminaGraph

// Activation functions, element by element. Integers and bool are converted to float32 except by
// `relu`. All are finite or infinite as their limits are, never NaN, at -∞ and ∞.

/// `max(x, 0)`. PyTorch and JAX: `relu`.
///
/// - dtypes: integers stay integers.
/// - Gradient: 1 above 0, else 0, at 0 too, as in JAX and PyTorch.
public func relu(_ x: Tensor) -> Tensor { .record(.unary(.relu), x) }

/// `min(max(x, 0), 6)`. PyTorch and JAX: `relu6`.
///
/// - Gradient: 1 between 0 and 6, a half at them, as in JAX.
public func relu6(_ x: Tensor) -> Tensor { clamp(x.real, 0.0...6.0) }

/// `x` above 0, `slope · x` below. PyTorch and JAX: `leaky_relu`.
///
/// - Gradient: 1 from 0 on, as in JAX; `slope` below.
public func leakyRelu(_ x: Tensor, slope: Double = 0.01) -> Tensor {
    let x = x.real
    return select(x .>= 0, x, slope * x)
}

/// `x` above 0, `α (eˣ - 1)` below: smooth at 0 for `α = 1`. PyTorch and JAX: `elu`.
///
/// - Gradient: 1 above 0, `α eˣ` up to it.
/// - Source: Clevert, Unterthiner & Hochreiter (2015), arXiv 1511.07289.
public func elu(_ x: Tensor, alpha: Double = 1) -> Tensor {
    let x = x.real
    let isPositive = x .> 0
    return select(isPositive, x, alpha * expm1(select(isPositive, 0, x)))
}

/// `x` above 0, `α (e^(x/α) - 1)` below: smooth at 0 for every `α`. PyTorch and JAX: `celu`.
///
/// - Gradient: 1 above 0, `e^(x/α)` up to it.
/// - Traps: `alpha` of 0.
/// - Source: Barron (2017), arXiv 1704.07483.
public func celu(_ x: Tensor, alpha: Double = 1) -> Tensor {
    operation { () throws(OpError) in
        guard alpha != 0 else {
            throw OpError(
                op: "celu", problem: "alpha is 0.0, and x / alpha has no value",
                operands: ["x": "\(x.spec)"], fix: "give an alpha other than 0, or use relu")
        }
        let real = x.real
        let isPositive = real .> 0
        let below = select(isPositive, 0, real)
        return select(isPositive, real, alpha * expm1(below * (1 / alpha)))
    }
}

/// `λ x` above 0, `λ α (eˣ - 1)` below, with the constants that keep mean 0 and variance 1 from layer
/// to layer: α = 1.67326, λ = 1.0507. PyTorch and JAX: `selu`.
///
/// - Source: Klambauer et al. (2017), arXiv 1706.02515.
public func selu(_ x: Tensor) -> Tensor {
    1.0507009873554804934193349852946 * elu(x, alpha: 1.6732632423543772848170429916717)
}

/// How ``gelu(_:_:)`` is computed.
public enum GELUForm: Sendable {
    /// By the error function.
    case exact
    /// By a hyperbolic tangent that lies within 0.0005 of it; GPT-2's and JAX's default.
    case tanh
}

/// `x Φ(x)`, with the normal distribution's `Φ(x) = ½ erfc(-x/√2)`, or
/// `½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))`. PyTorch and JAX: `gelu`.
///
/// - Gradient: `Φ(x) + x φ(x)`.
/// - Source: Hendrycks & Gimpel (2016), arXiv 1606.08415.
public func gelu(_ x: Tensor, _ form: GELUForm = .exact) -> Tensor {
    let x = withoutNegativeInfinity(x.real)
    switch form {
    case .exact: return 0.5 * x * erfc(x * -0.5.squareRoot())
    case .tanh:
        let inner = (2 / Double.pi).squareRoot() * (x + 0.044715 * (x * x * x))
        return 0.5 * x * (1 + tanh(inner))
    }
}

/// `x sigmoid(x)`. PyTorch and JAX: `silu`, `swish`.
///
/// - Source: Elfwing, Uchibe & Doya (2017), arXiv 1702.03118.
public func silu(_ x: Tensor) -> Tensor {
    let x = withoutNegativeInfinity(x.real)
    return x * sigmoid(x)
}

/// `x tanh(softplus(x))`. PyTorch and JAX: `mish`.
///
/// - Source: Misra (2019), arXiv 1908.08681.
public func mish(_ x: Tensor) -> Tensor {
    let x = withoutNegativeInfinity(x.real)
    return x * tanh(softplus(x))
}

/// Where a function tends to 0 as `x Φ(x)` does, -∞ · 0 would be NaN. From -1000 down such functions
/// are 0 in every type, and so are their derivatives.
private func withoutNegativeInfinity(_ x: Tensor) -> Tensor { select(x .< -1000, -1000, x) }

/// `x / (1 + |x|)`. PyTorch: `softsign`; JAX: `soft_sign`.
///
/// - Gradient: `1 / (1 + |x|)²`.
/// - Special values: -1 and 1 at the infinities.
public func softsign(_ x: Tensor) -> Tensor {
    let x = x.real
    let isInfinite = x.isInfinite
    let finite = select(isInfinite, 0, x)
    return select(isInfinite, sign(x), finite / (1 + abs(finite)))
}

/// `min(max(x, -1), 1)`. PyTorch: `hardtanh`; JAX: `hard_tanh`.
///
/// - Gradient: 1 between -1 and 1, a half at them.
public func hardTanh(_ x: Tensor) -> Tensor { clamp(x.real, -1.0...1.0) }

/// `min(max(x + 3, 0), 6) / 6`, a sigmoid of straight lines. PyTorch: `hardsigmoid`; JAX:
/// `hard_sigmoid`.
///
/// - Gradient: 1/6 between -3 and 3, half of that at them.
public func hardSigmoid(_ x: Tensor) -> Tensor { relu6(x.real + 3) / 6 }

/// `x hardSigmoid(x)`. PyTorch: `hardswish`; JAX: `hard_swish`.
///
/// - Source: Howard et al. (2019), arXiv 1905.02244.
public func hardSwish(_ x: Tensor) -> Tensor {
    let x = withoutNegativeInfinity(x.real)
    return x * hardSigmoid(x)
}
