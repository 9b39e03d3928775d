import LaminaGraph

// The logistic function, its logarithm and its inverse. Integers and bool are converted to float32.

/// The logistic function, `1 / (1 + e⁻ˣ)`. SciPy: `expit`; PyTorch: `sigmoid`.
///
/// - Precision: 3 units in the last place, of small values too.
/// - Gradient: `y (1 - y)`.
public func sigmoid(_ x: Tensor) -> Tensor { .real(.sigmoid, x) }

/// `ln(1 + eˣ)` without overflow. PyTorch and JAX: `softplus`.
///
/// - Gradient: `sigmoid(x)`, with derivatives of every order.
public func softplus(_ x: Tensor) -> Tensor {
    let x = x.real
    // The branches are one function written in two ways, so that every derivative is right at 0 too,
    // which those of max(x, 0) and |x| are not.
    let isPositive = x .> 0
    let power = exp(select(isPositive, -x, x))
    return select(isPositive, x, 0) + log1p(power)
}

/// `ln sigmoid(x) = -softplus(-x)`, without underflow. PyTorch: `logsigmoid`; JAX: `log_sigmoid`.
///
/// - Gradient: `sigmoid(-x)`.
public func logSigmoid(_ x: Tensor) -> Tensor { -softplus(-x.real) }

/// The inverse of the logistic function, `ln(x / (1 - x))`. SciPy and PyTorch: `logit`.
///
/// - Gradient: `1 / (x (1 - x))`.
/// - Special values: -∞ at 0, ∞ at 1, NaN outside.
public func logit(_ x: Tensor) -> Tensor {
    let x = x.real
    // Near ½ the two logarithms cancel; there 2x - 1 is exact, and the logit twice its atanh.
    let isMiddle = (x .> 0.25) .& (x .< 0.75)
    let middle = select(isMiddle, x, 0.5)
    let outer = select(isMiddle, 0.125, x)
    return select(isMiddle, 2 * atanh(2 * middle - 1), log(outer) - log1p(-outer))
}
