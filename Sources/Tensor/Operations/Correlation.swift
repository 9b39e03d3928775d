import LaminaGraph

/// Which positions a convolution of two vectors gives.
public enum CorrelationMode: Sendable {
    /// All where they meet: `n + m - 1`.
    case full
    /// The middle `max(n, m)` of them.
    case same
    /// Those where one lies wholly inside the other: `max(n, m) - min(n, m) + 1`.
    case valid
}

/// The convolution of two vectors, `c[k] = Σ a[i] b[k - i]`: the coefficients of a product of
/// polynomials. NumPy: `convolve`.
///
/// - Shape: `[n]` and `[m]` to `[n + m - 1]`, or as ``CorrelationMode`` says.
/// - Dtypes: integers are converted to float32.
///
/// ```swift
/// convolve(Tensor([1, 2]), Tensor([1, 3]))  // [1, 5, 6]: (1 + 2x)(1 + 3x)
/// ```
public func convolve(_ a: Tensor, _ b: Tensor, mode: CorrelationMode = .full) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try vectors("convolve", a, b)
        let (n, m) = (a.shape[0], b.shape[0])
        let full = convTransposed1D(a.reshaped([1, n, 1]), filter: b.reshaped([m, 1, 1]))
            .reshaped([n + m - 1])
        return middle(full, n, m, mode, isReversed: false)
    }
}

/// The correlation of two vectors, `c[k] = Σ a[i + k] b[i]`, for `k` from `1 - m` to `n - 1`. NumPy:
/// `correlate`.
///
/// - Shape: `[n]` and `[m]` to `[max(n, m) - min(n, m) + 1]`, or as ``CorrelationMode`` says.
/// - Dtypes: integers are converted to float32.
public func correlate(_ a: Tensor, _ b: Tensor, mode: CorrelationMode = .valid) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try vectors("correlate", a, b)
        let (n, m) = (a.shape[0], b.shape[0])
        let full = conv1D(
            a.reshaped([1, n, 1]), filter: b.reshaped([m, 1, 1]), padding: .symmetric(m - 1)
        ).reshaped([n + m - 1])
        return middle(full, n, m, mode, isReversed: n < m)
    }
}

private func vectors(_ op: String, _ a: Tensor, _ b: Tensor) throws(OpError) -> (Tensor, Tensor) {
    guard a.rank == 1, b.rank == 1, a.shape[0] > 0, b.shape[0] > 0 else {
        throw OpError(
            op: op,
            problem: "needs two vectors of at least one element, not \(a.shape) and \(b.shape)",
            operands: ["a": "\(a.spec)", "b": "\(b.spec)"],
            fix: "flatten the operands, or use conv1D")
    }
    let common = DType.promoted(a.dtype, b.dtype)
    let dtype = common.isFloatingPoint ? common : .float32
    return (a.asType(dtype), b.asType(dtype))
}

/// The part of the full result that the mode asks for. NumPy correlates the longer vector with the
/// shorter and turns the result round, which decides where an even middle lies.
private func middle(
    _ full: Tensor, _ n: Int, _ m: Int, _ mode: CorrelationMode, isReversed: Bool
) -> Tensor {
    let (short, long) = (Swift.min(n, m), Swift.max(n, m))
    switch mode {
    case .full: return full
    case .valid: return full.slice(short - 1..<long)
    case .same:
        let start = isReversed ? short / 2 : (short - 1) / 2
        return full.slice(start..<start + long)
    }
}
