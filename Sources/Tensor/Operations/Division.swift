import LaminaGraph

// Division with a whole quotient: two ways to round it, each with its remainder.

extension Tensor {
    /// The remainder of the quotient rounded down, `a - b ⌊a / b⌋`: it has the sign of the divisor.
    /// NumPy: `remainder`, `mod`; Python's `%`.
    ///
    /// - dtypes: integers are exact, and `a % 0` is 0; bool is refused.
    /// - Gradient: 1 to `a`, `-⌊a / b⌋` to `b`.
    /// - Special values: NaN for a divisor of 0 or an infinite dividend; `-1 % ∞` is ∞.
    public static func % (a: Tensor, b: Tensor) -> Tensor { binary(.remainder, a, b) }
    /// The remainder of every element by a number, with the number's sign.
    public static func % (a: Tensor, b: Double) -> Tensor { a % a.scalar(like: b, isWhole: false) }
    /// The remainder of every element by a number, with the number's sign.
    public static func % (a: Tensor, b: Int) -> Tensor { a % a.scalar(like: b) }
    /// The remainder of a number by every element, with the element's sign.
    public static func % (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) % b }
    /// The remainder of a number by every element, with the element's sign.
    public static func % (a: Int, b: Tensor) -> Tensor { b.scalar(like: a) % b }
}

/// The quotient rounded down, `⌊a / b⌋`. NumPy and PyTorch: `floor_divide`; Python's `//`.
///
/// ```swift
/// floorDivide(Tensor([7, -7]), 2)  // [3, -4]; Tensor([7, -7]) % 2 is [1, 1]
/// ```
///
/// - Shape: the operands broadcast to one shape.
/// - dtypes: integers stay integers and are exact; `a / 0` is 0 and the smallest number over -1 is
///   itself. Floating-point quotients are whole numbers that agree with `%`.
/// - Gradient: 0, as that of a step function.
/// - Special values: by 0 it is `a / b`, infinite or NaN.
public func floorDivide(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (first, second) = try Tensor.aligned(a, b, op: "floorDivide")
        let (a, b) = (first.stopGradient(), second.stopGradient())
        return a.dtype.isInteger ? wholeQuotient(a, b) : floatingQuotient(a, b)
    }
}

/// The quotient of every element by a number, rounded down.
public func floorDivide(_ a: Tensor, _ b: Double) -> Tensor {
    floorDivide(a, a.scalar(like: b, isWhole: false))
}

/// The quotient of every element by a number, rounded down.
public func floorDivide(_ a: Tensor, _ b: Int) -> Tensor { floorDivide(a, a.scalar(like: b)) }

private func wholeQuotient(_ a: Tensor, _ b: Tensor) -> Tensor {
    let quotient = a / b
    let rest = a % b
    // The quotient was cut towards zero; where the exact one is negative, that was up.
    let isNegative = (a .< 0) .^ (b .< 0)
    let isCut = isNegative .& rest.isNotEqual(to: 0)
    return select(isCut, quotient - 1, quotient)
}

private func floatingQuotient(_ a: Tensor, _ b: Tensor) -> Tensor {
    // The rest is exact, which the rounded quotient is not: 1 / 0.1 rounds up to 10.
    let rest = truncatedRemainder(a, b)
    let whole = (a - rest) / b
    let isCut = rest.isNotEqual(to: 0) .& ((rest .< 0) .^ (b .< 0))
    let quotient = round(select(isCut, whole - 1, whole))
    // A zero has the exact quotient's sign.
    let plain = a / b
    let signed = select(quotient.isEqual(to: 0), copySign(quotient, plain), quotient)
    return select(b.isEqual(to: 0), plain, signed)
}

/// The remainder of the quotient cut towards zero, `a - b trunc(a / b)`: it has the sign of the
/// dividend. NumPy and PyTorch: `fmod`; Swift's `%` of integers.
///
/// - Shape: the operands broadcast to one shape.
/// - dtypes: integers are exact, and the remainder by 0 is 0.
/// - Gradient: 1 to `a`, `-trunc(a / b)` to `b`.
/// - Special values: NaN for a divisor of 0 or an infinite dividend; the dividend itself for an
///   infinite divisor.
public func truncatedRemainder(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.aligned(a, b, op: "truncatedRemainder")
        if a.dtype.isInteger {
            let rest = a - b * (a / b)
            return select(b.isEqual(to: 0), a - a, rest)
        }
        // Without signs the two remainders are one. The sign is taken by a choice, since the
        // derivative of a size at 0 is 0.
        let size = select(a .< 0, -a, a) % select(b .< 0, -b, b)
        return select(a .< 0, -size, size)
    }
}

/// The remainder of every element by a number, with the sign of the element.
public func truncatedRemainder(_ a: Tensor, _ b: Double) -> Tensor {
    truncatedRemainder(a, a.scalar(like: b, isWhole: false))
}

/// The remainder of every element by a number, with the sign of the element.
public func truncatedRemainder(_ a: Tensor, _ b: Int) -> Tensor {
    truncatedRemainder(a, a.scalar(like: b))
}
