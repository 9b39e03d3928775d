import LaminaGraph

// Sizes and signs, and the kinds of floating-point numbers.

/// The absolute value, `|x|`. NumPy: `absolute`.
///
/// - dtypes: integers stay integers; the smallest of a type has no positive and stays itself.
/// - Gradient: the sign of `x`; 0 at 0, as in JAX.
public func abs(_ x: Tensor) -> Tensor { .record(.unary(.abs), x) }

/// -1, 0 or 1, with the sign of `x`; NaN stays NaN. The gradient is 0.
public func sign(_ x: Tensor) -> Tensor { .record(.unary(.sign), x) }

/// The size of the first operand with the sign of the second. NumPy and PyTorch: `copysign`.
///
/// - Shape: the operands broadcast to one shape.
/// - dtypes: integers and bool are converted to float32.
/// - Gradient: 1 or -1 to the size, 0 at 0; 0 to the sign.
/// - Special values: the sign of a zero counts.
public func copySign(_ size: Tensor, _ sign: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.alignedReals(size, sign, op: "copySign")
        return .record(.binary(.copySign), a, b)
    }
}

/// 0 below 0, 1 above, `value` at 0. NumPy and PyTorch: `heaviside`.
///
/// - Gradient: 0.
/// - Special values: NaN stays NaN.
public func heaviside(_ x: Tensor, _ value: Double) -> Tensor {
    let real = x.real
    let step = select(real .> 0, real.filled(1), 0)
    return select(real.isNaN, real, select(real.isEqual(to: 0), value, step)).stopGradient()
}

/// The number of the type next to `x` in the direction of `target`. NumPy and PyTorch: `nextafter`.
///
/// - dtypes: float32 and float64.
/// - Gradient: 0, as in JAX.
/// - Traps: other types; shapes that do not broadcast.
public func nextAfter(_ x: Tensor, _ target: Tensor) -> Tensor { .binary(.nextAfter, x, target) }

/// Each element, with finite numbers in place of NaN and the infinities. NumPy and PyTorch: `nan_to_num`.
///
/// - Parameters:
///   - nan: what stands for NaN.
///   - positiveInfinity: what stands for ∞; the type's largest number unless given.
///   - negativeInfinity: what stands for -∞; the type's smallest number unless given.
/// - dtypes: integers and bool stay as they are.
/// - Gradient: 1 where the number stays, else 0.
public func nanToNum(
    _ x: Tensor, nan: Double = 0, positiveInfinity: Double? = nil, negativeInfinity: Double? = nil
) -> Tensor {
    guard x.dtype.isFloatingPoint else { return x }
    let largest = positiveInfinity ?? x.dtype.largestFinite
    let smallest = negativeInfinity ?? -x.dtype.largestFinite
    let bounded = select(
        x.isEqual(to: .infinity), largest, select(x.isEqual(to: -.infinity), smallest, x))
    return select(x.isNaN, nan, bounded)
}

extension DType {
    /// The largest finite number of a floating-point type.
    fileprivate var largestFinite: Double {
        switch self {
        case .float16: 65504
        case .bfloat16: 0x1.FEp127
        case .float32: Double(Float.greatestFiniteMagnitude)
        default: .greatestFiniteMagnitude
        }
    }
}

extension Tensor {
    /// `true` where the element is not a number; integers always are. NumPy: `isnan`.
    public var isNaN: Tensor { .record(.unary(.isNaN), self) }
    /// `true` where the element is neither infinite nor NaN. NumPy: `isfinite`.
    public var isFinite: Tensor { .record(.unary(.isFinite), self) }
    /// `true` where the element is ∞ or -∞. NumPy: `isinf`.
    public var isInfinite: Tensor {
        dtype.isFloatingPoint ? abs(self).isEqual(to: .infinity) : isNaN
    }
    /// `true` where the element is ∞. NumPy: `isposinf`.
    public var isPositiveInfinity: Tensor {
        dtype.isFloatingPoint ? isEqual(to: .infinity) : isNaN
    }
    /// `true` where the element is -∞. NumPy: `isneginf`.
    public var isNegativeInfinity: Tensor {
        dtype.isFloatingPoint ? isEqual(to: -.infinity) : isNaN
    }
    /// `true` where the sign is minus, that of a zero or a NaN too. NumPy and PyTorch: `signbit`.
    public var isSignMinus: Tensor {
        dtype.isFloatingPoint ? copySign(filled(1), self) .< 0 : self .< 0
    }
}
