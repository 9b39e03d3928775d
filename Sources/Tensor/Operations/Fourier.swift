public import LaminaGraph

/// Which of the two Fourier transforms is divided, and by what.
public enum FourierNorm: Sendable {
    /// The inverse by the length `n`.
    case backward
    /// Both by `√n`, so that they keep lengths.
    case orthonormal
    /// The forward one by `n`.
    case forward

    fileprivate func scale(_ length: Int, isInverse: Bool) -> Double {
        switch self {
        case .backward: isInverse ? 1 / Double(length) : 1
        case .orthonormal: 1 / Double(length).squareRoot()
        case .forward: isInverse ? 1 : 1 / Double(length)
        }
    }
}

/// The discrete Fourier transform, `y[k] = Σ x[j] exp(-2πi j k / n)`, along one axis. NumPy and
/// PyTorch: `fft.fft`.
///
/// - Shape: kept, but for the axis if `length` is given: it is then cut, or filled up with zeros.
/// - Dtypes: complex64, or complex128 for float64 and complex128.
/// - Precision: computed in double precision and rounded once.
/// - Complexity: `n log n` for any `n`, by Bluestein's algorithm where it has a large prime factor.
///
/// ```swift
/// let spectrum = fft(Tensor([1, 0, 0, 0]))  // 1 at every frequency
/// ```
public func fft(
    _ x: Tensor, length: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward
) -> Tensor {
    operation { () throws(OpError) in
        try transform("fft", x, length, axis, norm, isInverse: false)
    }
}

/// The inverse of ``fft(_:length:axis:norm:)``, `x[j] = Σ y[k] exp(2πi j k / n) / n`. NumPy and
/// PyTorch: `fft.ifft`.
public func ifft(
    _ x: Tensor, length: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward
) -> Tensor {
    operation { () throws(OpError) in
        try transform("ifft", x, length, axis, norm, isInverse: true)
    }
}

/// The Fourier transform of real numbers: the first `n / 2 + 1` frequencies, of which the others are
/// mirror images. NumPy and PyTorch: `fft.rfft`.
///
/// - Shape: `n`, or `length`, elements along the axis become `n / 2 + 1`.
/// - Other rules: those of ``fft(_:length:axis:norm:)``.
public func rfft(
    _ x: Tensor, length: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward
) -> Tensor {
    operation { () throws(OpError) in
        guard !x.dtype.isComplex else {
            throw OpError(
                op: "rfft", problem: "needs real numbers, not \(x.dtype)",
                operands: ["x": "\(x.spec)"], fix: "use fft for complex numbers")
        }
        let axis = try x.shape.resolve(axis: axis, op: "rfft")
        let lines = try fitted("rfft", x, length, axis)
        let n = lines.shape[axis]
        let real = lines.asType(lines.dtype == .float64 ? .float64 : .float32)
        let pairs = Tensor.record(.fourier(.realForward), real.movingAxis(axis, to: x.rank - 1))
        return Tensor.record(.complexFromParts, pairs.scaled(norm.scale(n, isInverse: false)))
            .movingAxis(x.rank - 1, to: axis)
    }
}

/// The inverse of ``rfft(_:length:axis:norm:)``: real numbers from half of their spectrum. NumPy and
/// PyTorch: `fft.irfft`.
///
/// - Shape: `m` frequencies along the axis become `length` elements, `2 (m - 1)` unless given; an odd
///   length must be given.
/// - Dtypes: float32, or float64 for complex128.
/// - Special values: the imaginary parts of the first frequency and, for an even length, of the last
///   one belong to no real signal and are left out.
public func irfft(
    _ x: Tensor, length: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward
) -> Tensor {
    operation { () throws(OpError) in
        let axis = try x.shape.resolve(axis: axis, op: "irfft")
        let n = length ?? 2 * (x.shape[axis] - 1)
        guard n > 0 else {
            throw OpError(
                op: "irfft", problem: "\(x.shape[axis]) frequencies give \(n) elements",
                operands: ["x": "\(x.spec)"], fix: "give length: the number of elements, from 1 on")
        }
        let half = try fitted("irfft", x, n / 2 + 1, axis)
        let z = half.asType(half.dtype.complexType).movingAxis(axis, to: x.rank - 1)
        let lines = Tensor.record(
            .fourier(.realInverse(length: n)), Tensor.record(.complexParts, z))
        return lines.scaled(norm.scale(n, isInverse: true)).movingAxis(x.rank - 1, to: axis)
    }
}

/// The Fourier transform along two axes, or any list of them. NumPy and PyTorch: `fft.fft2`, `fftn`.
public func fft2(_ x: Tensor, axes: [Int] = [-2, -1], norm: FourierNorm = .backward) -> Tensor {
    operation { () throws(OpError) in
        _ = try x.shape.resolve(axes: axes, op: "fft2")
        return axes.reduce(x) { fft($0, axis: $1, norm: norm) }
    }
}

/// The inverse of ``fft2(_:axes:norm:)``. NumPy and PyTorch: `fft.ifft2`, `ifftn`.
public func ifft2(_ x: Tensor, axes: [Int] = [-2, -1], norm: FourierNorm = .backward) -> Tensor {
    operation { () throws(OpError) in
        _ = try x.shape.resolve(axes: axes, op: "ifft2")
        return axes.reduce(x) { ifft($0, axis: $1, norm: norm) }
    }
}

/// The Fourier transform of real numbers along several axes; the last one listed keeps half. NumPy
/// and PyTorch: `fft.rfft2`, `rfftn`.
public func rfft2(_ x: Tensor, axes: [Int] = [-2, -1], norm: FourierNorm = .backward) -> Tensor {
    operation { () throws(OpError) in
        _ = try x.shape.resolve(axes: axes, op: "rfft2")
        guard let last = axes.last else { return x.asType(x.dtype.complexType) }
        return axes.dropLast().reduce(rfft(x, axis: last, norm: norm)) {
            fft($0, axis: $1, norm: norm)
        }
    }
}

/// The inverse of ``rfft2(_:axes:norm:)``. NumPy and PyTorch: `fft.irfft2`, `irfftn`.
///
/// - Parameter length: the size of the last axis listed, `2 (m - 1)` unless given.
public func irfft2(
    _ x: Tensor, length: Int? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward
) -> Tensor {
    operation { () throws(OpError) in
        _ = try x.shape.resolve(axes: axes, op: "irfft2")
        guard let last = axes.last else { return x.realPart }
        let partial = axes.dropLast().reduce(x) { ifft($0, axis: $1, norm: norm) }
        return irfft(partial, length: length, axis: last, norm: norm)
    }
}

/// The elements turned round so that frequency 0 comes to the middle of each axis. NumPy and PyTorch:
/// `fft.fftshift`.
public func fftShift(_ x: Tensor, axes: [Int]? = nil) -> Tensor {
    operation { () throws(OpError) in
        try x.shape.resolve(axes: axes, op: "fftShift").reduce(x) {
            $0.turned(by: ($0.shape[$1] + 1) / 2, axis: $1)
        }
    }
}

/// The inverse of ``fftShift(_:axes:)``. NumPy and PyTorch: `fft.ifftshift`.
public func ifftShift(_ x: Tensor, axes: [Int]? = nil) -> Tensor {
    operation { () throws(OpError) in
        try x.shape.resolve(axes: axes, op: "ifftShift").reduce(x) {
            $0.turned(by: $0.shape[$1] / 2, axis: $1)
        }
    }
}

/// The frequencies of an ``fft(_:length:axis:norm:)`` of `count` samples, in cycles per unit of
/// `spacing`: `[0, 1, …, -2, -1] / (count · spacing)`. NumPy: `fft.fftfreq`.
public func fftFrequencies(
    _ count: Int, spacing: Double = 1, dtype: DType = .float32
) -> Tensor {
    operation { () throws(OpError) in
        let count = try sampleCount("fftFrequencies", count)
        let numbers = (0..<count).map { Double($0 < (count + 1) / 2 ? $0 : $0 - count) }
        return frequencies(numbers, count, spacing).asType(dtype)
    }
}

/// The frequencies of an ``rfft(_:length:axis:norm:)`` of `count` samples, in cycles per unit of
/// `spacing`: `[0, 1, …, count / 2] / (count · spacing)`. NumPy: `fft.rfftfreq`.
public func rfftFrequencies(
    _ count: Int, spacing: Double = 1, dtype: DType = .float32
) -> Tensor {
    operation { () throws(OpError) in
        let count = try sampleCount("rfftFrequencies", count)
        return frequencies((0...count / 2).map(Double.init), count, spacing).asType(dtype)
    }
}

private func frequencies(_ numbers: [Double], _ count: Int, _ spacing: Double) -> Tensor {
    Tensor(numbers.map { $0 / (Double(count) * spacing) }, shape: [numbers.count])
}

private func sampleCount(_ op: String, _ count: Int) throws(OpError) -> Int {
    guard count > 0 else {
        throw OpError(
            op: op, problem: "\(count) samples have no frequencies", operands: [:],
            fix: "give a count of at least 1")
    }
    return count
}

private func transform(
    _ op: String, _ x: Tensor, _ length: Int?, _ axis: Int, _ norm: FourierNorm, isInverse: Bool
) throws(OpError) -> Tensor {
    let axis = try x.shape.resolve(axis: axis, op: op)
    let lines = try fitted(op, x, length, axis)
    let n = lines.shape[axis]
    let z = lines.asType(lines.dtype.complexType).movingAxis(axis, to: x.rank - 1)
    let pairs = Tensor.record(
        .fourier(isInverse ? .inverse : .forward), Tensor.record(.complexParts, z))
    return Tensor.record(.complexFromParts, pairs.scaled(norm.scale(n, isInverse: isInverse)))
        .movingAxis(x.rank - 1, to: axis)
}

/// The axis cut or filled up with zeros to a length.
private func fitted(
    _ op: String, _ x: Tensor, _ length: Int?, _ axis: Int
) throws(OpError) -> Tensor {
    let size = x.shape[axis]
    let length = length ?? size
    guard length > 0 else {
        throw OpError(
            op: op, problem: "a line of \(length) elements has no transform",
            operands: ["x": "\(x.spec)"], fix: "give at least one element along axis \(axis)")
    }
    if length <= size { return length == size ? x : x.slice(0..<length, axis: axis) }
    var high = x.shape.map { _ in 0 }
    high[axis] = length - size
    return x.padded(low: x.shape.map { _ in 0 }, high: high)
}

extension Tensor {
    fileprivate func scaled(_ scale: Double) -> Tensor { scale == 1 ? self : self * scale }

    fileprivate func movingAxis(_ source: Int, to target: Int) -> Tensor {
        var order = Array(shape.indices)
        order.insert(order.remove(at: source), at: target)
        return transposed(order)
    }

    /// The elements from `start` on first, then those before.
    fileprivate func turned(by start: Int, axis: Int) -> Tensor {
        let size = shape[axis]
        guard size > 1 else { return self }
        return concatenated(
            [slice(start..<size, axis: axis), slice(0..<start, axis: axis)], axis: axis)
    }
}
