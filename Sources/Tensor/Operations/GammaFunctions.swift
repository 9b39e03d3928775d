import LaminaGraph

// The gamma function's logarithm and its derivatives. Integers and bool are converted to float32.

/// `ln |Γ(x)|`; for a whole `n` it is `ln (n - 1)!`. SciPy: `gammaln`; PyTorch: `lgamma`.
///
/// - Precision: the C library's, computed in float64 throughout.
/// - Gradient: ``digamma(_:)``.
/// - Special values: ∞ at 0 and at negative whole numbers.
public func lgamma(_ x: Tensor) -> Tensor { .real(.logGamma, x) }

/// The logarithmic derivative of the gamma function, `ψ(x) = Γ'(x) / Γ(x)`. SciPy and PyTorch: `digamma`.
///
/// - Precision: computed in float64 throughout; there within 4 units in the last place of the larger
///   of `|ψ|` and 1.
/// - Gradient: of every order, the polygamma functions.
/// - Special values: -∞ at 0, NaN at negative whole numbers.
/// - Source: recurrence, reflection and asymptotic series: Abramowitz & Stegun (1964), 6.3.
public func digamma(_ x: Tensor) -> Tensor {
    let real = x.real
    let wide = real.wide
    // ψ(x) = ψ(1 - x) - π cot πx brings every argument to 0.5 or more.
    let isReflected = wide .< 0.5
    let large = select(isReflected, 1 - wide, wide)
    // The cotangent has period 1, and without the whole part the angle keeps its digits.
    let part = select(isReflected, wide - round(wide), 0.25)
    let reflection = Double.pi / tan(Double.pi * part)
    let direct = shiftedDigamma(large)
    let isPole = (wide .< 0) .& part.isEqual(to: 0)
    let result = select(isReflected, direct - reflection, direct)
    return select(isPole, .nan, result).asType(real.dtype)
}

/// `ψ(x) = ψ(x + 8) - Σ 1 / (x + k)`, and `ln y - 1/2y - Σ B₂ₖ / (2k y²ᵏ)` at y = x + 8 from 8.5 on.
private func shiftedDigamma(_ x: Tensor) -> Tensor {
    let y = x + 8
    let inverse = 1 / y
    let square = inverse * inverse
    var series = Tensor.constant(0, x.dtype)
    for (k, number) in bernoulliNumbers.enumerated().reversed() {
        series = square * (number / Double(2 * k + 2) + series)
    }
    var sum = 1 / x
    for k in 1..<8 { sum = sum + 1 / (x + Double(k)) }
    return log(y) - (0.5 * inverse + series + sum)
}

/// B₂, B₄, …, B₁₆.
private let bernoulliNumbers: [Double] = [
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510,
]

/// The `order`-th derivative of ``digamma(_:)`` for positive `x`,
/// `(-1)ⁿ⁺¹ n! Σₖ 1 / (x + k)ⁿ⁺¹`. SciPy and PyTorch: `polygamma`.
///
/// - Gradient: the next order.
/// - Special values: infinite at 0; NaN below for orders from 1 on.
/// - Traps: an order below 0 or above 16.
/// - Source: recurrence and asymptotic series: Abramowitz & Stegun (1964), 6.4.
public func polygamma(_ order: Int, _ x: Tensor) -> Tensor {
    operation { () throws(OpError) in
        guard (0...16).contains(order) else {
            throw OpError(
                op: "polygamma", problem: "the order is \(order)", operands: ["x": "\(x.spec)"],
                fix: "give an order from 0 to 16")
        }
        if order == 0 { return digamma(x) }
        let real = x.real
        let wide = real.wide
        let positive = select(wide .< 0, 1, wide)
        let value = shiftedPolygamma(order, positive)
        return select(wide .< 0, .nan, value).asType(real.dtype)
    }
}

/// The first terms one by one, and the rest as an asymptotic series.
private func shiftedPolygamma(_ order: Int, _ x: Tensor) -> Tensor {
    let shift = 8 + order
    let n = Double(order)
    let inverse = 1 / (x + Double(shift))
    let square = inverse * inverse
    // B₂ₖ (2k + n - 1)! / ((2k)! (n - 1)!), relative to the series' first term.
    var rising = 1.0
    var coefficients: [Double] = []
    for (k, number) in bernoulliNumbers.enumerated() {
        let even = Double(2 * k + 2)
        rising *= (n + even - 2) * (n + even - 1) / ((even - 1) * even)
        coefficients.append(number * rising)
    }
    var series = Tensor.constant(0, x.dtype)
    for coefficient in coefficients.reversed() { series = square * (coefficient + series) }
    let head = (1 + (n / 2) * inverse + series) * power(inverse, order) * (1 / n)
    var sum = power(1 / x, order + 1)
    for k in 1..<shift { sum = sum + power(1 / (x + Double(k)), order + 1) }
    let factorial = (1...order).reduce(1.0) { $0 * Double($1) }
    return (order % 2 == 0 ? -factorial : factorial) * (head + sum)
}

/// A power by repeated squaring: to a few units, without a logarithm.
private func power(_ x: Tensor, _ exponent: Int) -> Tensor {
    if exponent == 1 { return x }
    let half = power(x, exponent / 2)
    let square = half * half
    return exponent % 2 == 0 ? square : square * x
}

/// The logarithm of the beta function, `ln B(a, b) = ln Γ(a) + ln Γ(b) - ln Γ(a + b)`. SciPy: `betaln`.
///
/// - Shape: the operands broadcast to one shape.
/// - Precision: computed in float64 throughout; its error is that of the largest of the three terms.
/// - Gradient: `ψ(a) - ψ(a + b)` to `a`, `ψ(b) - ψ(a + b)` to `b`.
public func logBeta(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.alignedReals(a, b, op: "logBeta")
        let (first, second) = (a.wide, b.wide)
        let terms = lgamma(first) + lgamma(second) - lgamma(first + second)
        return terms.asType(a.dtype)
    }
}
