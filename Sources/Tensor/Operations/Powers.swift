import LaminaGraph

// Powers and roots.

/// `a` to the power `b`, element by element.
///
/// - Shape: the operands broadcast to one shape.
/// - dtypes: integers are multiplied out exactly, wrapping around; with a negative exponent they give
///   0, but for the bases 1 and -1.
/// - Precision: 0.51 units in the last place in float32, the C library's in float64.
/// - Gradient: to `a` it is `b aᵇ⁻¹` (0 where `b` is 0), to `b` it is `aᵇ ln a` (0 where `a` is 0).
/// - Special values: as C's `pow`: NaN for a negative base with a fraction above, 1 for `x⁰` and `1ʸ`
///   whatever the other is.
/// - Traps: shapes that do not broadcast; bool.
public func pow(_ a: Tensor, _ b: Tensor) -> Tensor { .binary(.power, a, b) }

/// Each element to a power; integers become float32. Small whole exponents are multiplied out.
public func pow(_ a: Tensor, _ exponent: Double) -> Tensor {
    let x = a.real
    return product(x, exponent) ?? .binary(.power, x, .constant(exponent, x.dtype))
}

/// Each element to a whole power.
///
/// - dtypes: integers stay integers and wrap around.
/// - Traps: a negative exponent of integers, whose powers are fractions.
public func pow(_ a: Tensor, _ exponent: Int) -> Tensor {
    operation { () throws(OpError) in
        guard exponent >= 0 || !a.dtype.isInteger else {
            throw OpError(
                op: "pow", problem: "\(a.dtype) to the power \(exponent) is a fraction",
                operands: ["x": "\(a.spec)"],
                fix: "convert x with asType(.float32), or give \(Double(exponent))")
        }
        return product(a, Double(exponent)) ?? .binary(.power, a, a.scalar(like: exponent))
    }
}

/// A number to the power of each element; a whole exponent's type is float32.
public func pow(_ base: Double, _ exponent: Tensor) -> Tensor {
    let y = exponent.real
    return .binary(.power, .constant(base, y.dtype), y)
}

/// A whole number to the power of each element.
public func pow(_ base: Int, _ exponent: Tensor) -> Tensor {
    .binary(.power, exponent.scalar(like: base), exponent)
}

/// The powers that are exact enough, and faster, as products.
private func product(_ x: Tensor, _ exponent: Double) -> Tensor? {
    switch exponent {
    case 1: return x
    case 2: return x * x
    case 3: return x * x * x
    case 4:
        let square = x * x
        return square * square
    case -1 where !x.dtype.isInteger: return reciprocal(x)
    default: return nil
    }
}

/// `1 / x`. NumPy and PyTorch: `reciprocal`.
///
/// - dtypes: integers are converted to float32.
/// - Special values: a zero gives an infinity of its sign.
public func reciprocal(_ x: Tensor) -> Tensor { 1.0 / x.real }

extension Tensor {
    /// `x²`. NumPy and PyTorch: `square`.
    public func square() -> Tensor { self * self }
}

/// The square root, `√x`.
///
/// - dtypes: integers are converted to float32, here and below.
/// - Gradient: `1 / (2 √x)`, infinite at 0.
/// - Special values: NaN below 0; `√-0` is -0.
public func sqrt(_ x: Tensor) -> Tensor { .real(.sqrt, x) }

/// `1 / √x`. PyTorch: `rsqrt`.
///
/// - Gradient: `-1 / (2 x √x)`.
/// - Special values: infinite at 0, NaN below.
public func rsqrt(_ x: Tensor) -> Tensor { .real(.rsqrt, x) }

/// The cube root, `∛x`, of negative numbers too. NumPy: `cbrt`.
///
/// - Precision: half a unit in the last place in float32, the C library's in float64.
/// - Gradient: `1 / (3 ∛x²)`, infinite at 0.
public func cbrt(_ x: Tensor) -> Tensor { .real(.cbrt, x) }

/// The length of the hypotenuse, `√(a² + b²)`, without overflow on the way. NumPy and PyTorch: `hypot`.
///
/// - Shape: the operands broadcast to one shape.
/// - Gradient: `a / y` and `b / y`; 0 at the origin.
/// - Special values: infinite if either operand is, even beside NaN.
public func hypot(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.alignedReals(a, b, op: "hypot")
        return .record(.binary(.hypot), a, b)
    }
}
