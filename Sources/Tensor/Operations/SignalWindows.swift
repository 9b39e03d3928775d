import Glibc
public import LaminaGraph

// Weights that fade a part of a signal in and out. A periodic window of `n` is the symmetric one of
// `n + 1` without its last weight, which suits spectra; the symmetric one suits filters.

/// Hann's window, `sin²(π j / n)`. PyTorch: `hann_window`; NumPy: `hanning` (symmetric).
public func hannWindow(
    _ size: Int, isPeriodic: Bool = true, dtype: DType = .float32
) -> Tensor {
    cosines("hannWindow", [0.5, 0.5], size, isPeriodic, dtype)
}

/// Hamming's window, `0.54 - 0.46 cos(2π j / n)`. PyTorch: `hamming_window`; NumPy: `hamming`
/// (symmetric).
public func hammingWindow(
    _ size: Int, isPeriodic: Bool = true, dtype: DType = .float32
) -> Tensor {
    cosines("hammingWindow", [0.54, 0.46], size, isPeriodic, dtype)
}

/// Blackman's window, `0.42 - 0.5 cos(2π j / n) + 0.08 cos(4π j / n)`. PyTorch: `blackman_window`;
/// NumPy: `blackman` (symmetric).
public func blackmanWindow(
    _ size: Int, isPeriodic: Bool = true, dtype: DType = .float32
) -> Tensor {
    cosines("blackmanWindow", [0.42, 0.5, 0.08], size, isPeriodic, dtype)
}

/// Kaiser's window, `I₀(β √(1 - (2 j / n - 1)²)) / I₀(β)`, with the modified Bessel function `I₀`.
/// PyTorch: `kaiser_window`; NumPy: `kaiser` (symmetric).
///
/// - Parameter beta: from 0, ones, to about 700, beyond which `I₀` overflows; larger is narrower.
public func kaiserWindow(
    _ size: Int, beta: Double = 12, isPeriodic: Bool = true, dtype: DType = .float32
) -> Tensor {
    windowed("kaiserWindow", size, isPeriodic, dtype) { place in
        let x = 2 * place - 1
        return besselI0(beta * (1 - x * x).squareRoot()) / besselI0(beta)
    }
}

private func cosines(
    _ op: String, _ terms: [Double], _ size: Int, _ isPeriodic: Bool, _ dtype: DType
) -> Tensor {
    windowed(op, size, isPeriodic, dtype) { place in
        terms.enumerated().reduce(0) { sum, term in
            let sign: Double = term.offset % 2 == 0 ? 1 : -1
            return sum + sign * term.element * cos(2 * Double.pi * Double(term.offset) * place)
        }
    }
}

/// Weights from a function of the place, 0 at the beginning and 1 at the end.
private func windowed(
    _ op: String, _ size: Int, _ isPeriodic: Bool, _ dtype: DType, _ weight: (Double) -> Double
) -> Tensor {
    operation { () throws(OpError) in
        guard size > 0, dtype.isFloatingPoint else {
            throw OpError(
                op: op, problem: "a window of \(size) weights in \(dtype)", operands: [:],
                fix: "give a size of at least 1 and a floating-point type")
        }
        let last = isPeriodic ? size : size - 1
        // The second half mirrors the first to the last bit.
        let numbers = (0..<size).map { index in
            size == 1 ? 1 : weight(Double(Swift.min(index, last - index)) / Double(last))
        }
        return Tensor(numbers, shape: [size]).asType(dtype)
    }
}

/// `Σ ((x / 2)^k / k!)²`, whose terms are all positive.
private func besselI0(_ x: Double) -> Double {
    var (term, sum, k) = (1.0, 1.0, 1.0)
    while term > sum * 1e-17 {
        term *= (x / (2 * k)) * (x / (2 * k))
        sum += term
        k += 1
    }
    return sum
}
