import LaminaGraph

// Angles are in radians. Integers and bool are converted to float32. sin and cos are within 3 units
// in the last place, the others within 1.

/// The sine.
///
/// - Precision: 3 units in the last place for every finite angle.
/// - Gradient: `cos x`.
/// - Special values: NaN for an infinite angle, here and below.
public func sin(_ x: Tensor) -> Tensor { .real(.sin, x) }

/// The cosine.
///
/// - Precision: 3 units in the last place for every finite angle.
/// - Gradient: `-sin x`.
public func cos(_ x: Tensor) -> Tensor { .real(.cos, x) }

/// The tangent, `sin x / cos x`.
///
/// - Gradient: `1 + tan² x`.
public func tan(_ x: Tensor) -> Tensor { .real(.tan, x) }

/// The angle from -π/2 to π/2 whose sine is `x`. NumPy: `arcsin`; PyTorch: `asin`.
///
/// - Gradient: `1 / √(1 - x²)`, infinite at -1 and 1.
/// - Special values: NaN outside -1…1.
public func asin(_ x: Tensor) -> Tensor { .real(.asin, x) }

/// The angle from 0 to π whose cosine is `x`. NumPy: `arccos`; PyTorch: `acos`.
///
/// - Gradient: `-1 / √(1 - x²)`, infinite at -1 and 1.
/// - Special values: NaN outside -1…1.
public func acos(_ x: Tensor) -> Tensor { .real(.acos, x) }

/// The angle from -π/2 to π/2 whose tangent is `x`. NumPy: `arctan`; PyTorch: `atan`.
///
/// - Gradient: `1 / (1 + x²)`.
public func atan(_ x: Tensor) -> Tensor { .real(.atan, x) }

/// The angle from -π to π of the point `(x, y)`, given as `atan2(y, x)`. NumPy: `arctan2`.
///
/// - Shape: the operands broadcast to one shape.
/// - Gradient: `x / r²` to `y`, `-y / r²` to `x`; NaN at the origin, as in JAX.
/// - Special values: C's; the signs of zeros tell the sides of the cut along the negative axis apart.
public func atan2(_ y: Tensor, _ x: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (y, x) = try Tensor.alignedReals(y, x, op: "atan2")
        return .record(.binary(.atan2), y, x)
    }
}

/// An angle in degrees from one in radians, `180 x / π`. NumPy: `degrees`; PyTorch: `rad2deg`.
public func degrees(_ radians: Tensor) -> Tensor { radians.real * (180 / Double.pi) }

/// An angle in radians from one in degrees, `π x / 180`. NumPy: `radians`; PyTorch: `deg2rad`.
public func radians(_ degrees: Tensor) -> Tensor { degrees.real * (Double.pi / 180) }

/// The normalised cardinal sine, `sin(πx) / πx`, and 1 at 0. NumPy and PyTorch: `sinc`.
///
/// - Gradient: of every order, at 0 too, where the first is 0 and the second -π²/3.
public func sinc(_ x: Tensor) -> Tensor {
    let angle = Double.pi * x.real
    let isNear = abs(angle) .< 1
    // The quotient's derivatives lose more digits with each order near 0; Taylor's series has none
    // of that. Where one is taken the other gets a harmless argument.
    let near = select(isNear, angle, 0)
    let far = select(isNear, 1, angle)
    // Whole turns are taken off before π rounds the angle.
    let turn = Double.pi * (x.real - 2 * round(x.real / 2))
    return select(isNear, sincSeries(near * near), sin(turn) / far)
}

/// `Σ (-z)ᵏ / (2k + 1)!`; for `z` up to 1 the rest after ten terms is below float64's last digit.
private func sincSeries(_ z: Tensor) -> Tensor {
    var sum = Tensor.constant(1, z.dtype)
    for k in (1...10).reversed() { sum = 1 - z * (1 / Double(2 * k * (2 * k + 1))) * sum }
    return sum
}
