import LaminaGraph

// The error function and its kin. Integers and bool are converted to float32.

/// The error function, `2/√π ∫₀ˣ e^(-t²) dt`.
///
/// - Precision: 2 units in the last place.
/// - Gradient: `2/√π e^(-x²)`.
public func erf(_ x: Tensor) -> Tensor { .real(.erf, x) }

/// The complement of the error function, `1 - erf x`, without its cancellation for large `x`.
///
/// - Precision: 1 unit in the last place in float32, the C library's in float64.
/// - Gradient: `-2/√π e^(-x²)`.
public func erfc(_ x: Tensor) -> Tensor { .real(.erfc, x) }

/// The inverse of the error function: the `y` with `erf y = x`. SciPy and PyTorch: `erfinv`.
///
/// - Precision: 1 unit in the last place in float32, 4 in float64.
/// - Gradient: `√π/2 e^(y²)`.
/// - Special values: infinite at -1 and 1, NaN outside.
/// - Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988).
public func erfInverse(_ x: Tensor) -> Tensor { .real(.erfInverse, x) }
