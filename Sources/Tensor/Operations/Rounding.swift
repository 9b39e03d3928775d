import LaminaGraph

// Rounding to whole numbers. Integers are whole already and stay as they are; the gradient is 0.

private func rounded(_ op: Unary, _ x: Tensor) -> Tensor {
    x.dtype.isInteger ? x : .real(op, x)
}

/// The largest whole number not above `x`. The gradient is 0, here and below.
public func floor(_ x: Tensor) -> Tensor { rounded(.floor, x) }

/// The smallest whole number not below `x`.
public func ceil(_ x: Tensor) -> Tensor { rounded(.ceil, x) }

/// The whole part of `x`: rounded towards zero. NumPy and PyTorch: `trunc`.
public func trunc(_ x: Tensor) -> Tensor { rounded(.trunc, x) }

/// The nearest whole number, ties to even: 0.5 gives 0, 1.5 gives 2. NumPy: `rint`.
public func round(_ x: Tensor) -> Tensor { rounded(.round, x) }

/// The nearest number with so many decimals, `round(10ᵈ x) / 10ᵈ`, ties to even. NumPy: `round`.
///
/// A negative number of decimals rounds to tens and hundreds. As in NumPy the product with 10ᵈ is
/// rounded too, so that 2.675 (in binary a little less) to two decimals is 2.68.
///
/// - dtypes: integers stay as they are unless `decimals` is negative; then they become float32.
public func round(_ x: Tensor, decimals: Int) -> Tensor {
    operation { () throws(OpError) in
        guard (-38...38).contains(decimals) else {
            throw OpError(
                op: "round", problem: "\(decimals) decimals; no type has more than 38",
                operands: ["x": "\(x.spec)"], fix: "give from -38 to 38 decimals")
        }
        if x.dtype.isInteger, decimals >= 0 { return x }
        var scale = 1.0
        for _ in 0..<decimals.magnitude { scale *= 10 }
        let real = x.real
        return decimals < 0 ? round(real / scale) * scale : round(real * scale) / scale
    }
}

/// The fraction of `x`, `x - trunc(x)`, with its sign. PyTorch: `frac`.
///
/// - Gradient: 1.
/// - Special values: 0 for infinities, as in C's `modf`.
public func frac(_ x: Tensor) -> Tensor {
    let real = x.real
    return select(real.isInfinite, copySign(real.filled(0), real), real - trunc(real))
}
