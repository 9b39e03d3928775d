import LaminaGraph

// Hyperbolic functions and their inverses. Integers and bool are converted to float32. In float32 tanh
// is within 2 units in the last place and the others within 1, in float64 all within 2.

/// The hyperbolic sine, `(eˣ - e⁻ˣ) / 2`.
///
/// - Gradient: `cosh x`.
public func sinh(_ x: Tensor) -> Tensor { .real(.sinh, x) }

/// The hyperbolic cosine, `(eˣ + e⁻ˣ) / 2`.
///
/// - Gradient: `sinh x`.
public func cosh(_ x: Tensor) -> Tensor { .real(.cosh, x) }

/// The hyperbolic tangent, `(eˣ - e⁻ˣ) / (eˣ + e⁻ˣ)`.
///
/// - Gradient: `1 - tanh² x`.
public func tanh(_ x: Tensor) -> Tensor { .real(.tanh, x) }

/// The inverse of the hyperbolic sine, `ln(x + √(x² + 1))`. NumPy: `arcsinh`.
///
/// - Gradient: `1 / √(x² + 1)`.
public func asinh(_ x: Tensor) -> Tensor { .real(.asinh, x) }

/// The inverse of the hyperbolic cosine, `ln(x + √(x² - 1))`. NumPy: `arccosh`.
///
/// - Gradient: `1 / √(x² - 1)`, infinite at 1.
/// - Special values: NaN below 1.
public func acosh(_ x: Tensor) -> Tensor { .real(.acosh, x) }

/// The inverse of the hyperbolic tangent, `½ ln((1 + x) / (1 - x))`. NumPy: `arctanh`.
///
/// - Gradient: `1 / (1 - x²)`.
/// - Special values: infinite at -1 and 1, NaN outside.
public func atanh(_ x: Tensor) -> Tensor { .real(.atanh, x) }
