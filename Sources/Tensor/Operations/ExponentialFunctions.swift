import LaminaGraph

// Exponentials and logarithms. Integers and bool are converted to float32.

/// The exponential function, `eˣ`.
///
/// - Precision: 1.1 units in the last place.
/// - Gradient: `eˣ`.
/// - Special values: 0 at -∞; ∞ beyond 88.7 in float32 and 709.8 in float64.
public func exp(_ x: Tensor) -> Tensor { .real(.exp, x) }

/// `2ˣ`. NumPy and PyTorch: `exp2`.
///
/// - Precision: 1 unit in the last place, as `log` and `log2`; `log10` 2 in float64.
/// - Gradient: `2ˣ ln 2`.
public func exp2(_ x: Tensor) -> Tensor { .real(.exp2, x) }

/// `eˣ - 1`, exact for small `x` too. NumPy and PyTorch: `expm1`.
///
/// - Precision: 4 units in the last place.
/// - Gradient: `eˣ`.
public func expm1(_ x: Tensor) -> Tensor { .real(.expm1, x) }

/// The natural logarithm, `ln x`.
///
/// - Gradient: `1 / x`.
/// - Special values: -∞ at 0, NaN below.
public func log(_ x: Tensor) -> Tensor { .real(.log, x) }

/// The logarithm to base 2, exact for powers of 2. NumPy and PyTorch: `log2`.
///
/// - Gradient: `1 / (x ln 2)`.
/// - Special values: -∞ at 0, NaN below.
public func log2(_ x: Tensor) -> Tensor { .real(.log2, x) }

/// The logarithm to base 10. NumPy and PyTorch: `log10`.
///
/// - Gradient: `1 / (x ln 10)`.
/// - Special values: -∞ at 0, NaN below.
public func log10(_ x: Tensor) -> Tensor { .real(.log10, x) }

/// `ln(1 + x)`, exact for small `x` too. NumPy and PyTorch: `log1p`.
///
/// - Precision: 3 units in the last place.
/// - Gradient: `1 / (1 + x)`.
/// - Special values: -∞ at -1, NaN below.
public func log1p(_ x: Tensor) -> Tensor { .real(.log1p, x) }

/// `ln(eᵃ + eᵇ)` without overflow. NumPy and PyTorch: `logaddexp`.
///
/// - Shape: the operands broadcast to one shape.
/// - Gradient: `eᵃ / (eᵃ + eᵇ)` to `a`, the rest to `b`.
/// - Special values: -∞ is neutral, ∞ wins, NaN stays.
public func logAddExp(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.alignedReals(a, b, op: "logAddExp")
        let (larger, difference) = exponents(a, b)
        return larger + log1p(exp(difference))
    }
}

/// `log₂(2ᵃ + 2ᵇ)` without overflow. NumPy and PyTorch: `logaddexp2`.
///
/// - Shape: the operands broadcast to one shape.
/// - Gradient: `2ᵃ / (2ᵃ + 2ᵇ)` to `a`, the rest to `b`.
public func logAddExp2(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.alignedReals(a, b, op: "logAddExp2")
        let (larger, difference) = exponents(a, b)
        return larger + log1p(exp2(difference)) * (1 / 0.693147180559945309417)
    }
}

/// The larger of two exponents, and the other less it.
///
/// Chosen and not computed by `maximum` and `abs`: their derivatives at a tie are constants, with
/// which second derivatives would vanish there.
private func exponents(_ a: Tensor, _ b: Tensor) -> (larger: Tensor, difference: Tensor) {
    let isFirst = a .> b
    let larger = select(isFirst, a, b)
    let smaller = select(isFirst, b, a)
    // ∞ - ∞ is NaN; beside an infinity nothing needs to be taken off.
    return (larger, smaller - select(larger.isFinite, larger, 0))
}

/// `x ln y`, and 0 where `x` is 0, whatever `y` is but NaN. SciPy and PyTorch: `xlogy`.
///
/// - Shape: the operands broadcast to one shape.
/// - Gradient: `ln y` to `x`, `x / y` to `y`; both 0 where the rule for `x = 0` was needed.
public func xLogY(_ x: Tensor, _ y: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (x, y) = try Tensor.alignedReals(x, y, op: "xLogY")
        let isSingular = (y .<= 0) .| y.isInfinite
        return x * log(select(x.isEqual(to: 0) .& isSingular, 1, y))
    }
}

/// `x ln(1 + y)`, and 0 where `x` is 0, whatever `y` is but NaN. SciPy: `xlog1py`.
///
/// - Shape: the operands broadcast to one shape.
/// - Gradient: `ln(1 + y)` to `x`, `x / (1 + y)` to `y`; both 0 where the rule for `x = 0` was needed.
public func xLog1pY(_ x: Tensor, _ y: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (x, y) = try Tensor.alignedReals(x, y, op: "xLog1pY")
        let isSingular = (y .<= -1) .| y.isInfinite
        return x * log1p(select(x.isEqual(to: 0) .& isSingular, 0, y))
    }
}
