/// Which Fourier transform of a line; none is normalised. Complex numbers are pairs of real ones
/// along a last axis of 2.
package enum FourierKind: Hashable, Sendable {
    /// `[…, n, 2]` to the same: `y[k] = Σ x[j] exp(-2πi j k / n)`.
    case forward
    /// The same with `exp(2πi j k / n)`.
    case inverse
    /// `[…, n]` to `[…, n / 2 + 1, 2]`: the first half of the forward transform of real numbers.
    case realForward
    /// `[…, n / 2 + 1, 2]` to `[…, n]`: the inverse of a transform whose other half mirrors the given
    /// one. The imaginary parts that a real signal's transform lacks do not matter.
    case realInverse(length: Int)

    /// Whether the operand's last axis holds real and imaginary parts.
    package var takesPairs: Bool { self != .realForward }

    /// The length of a line, for an operand of this shape.
    package func length(of x: Shape) -> Int {
        switch self {
        case .forward, .inverse: x[x.rank - 2]
        case .realForward: x[x.rank - 1]
        case .realInverse(let length): length
        }
    }
}

/// Shape rules of complex numbers' parts and of Fourier transforms.
extension Primitive {
    static func complexPartsSpec(_ z: TensorSpec) throws(OpError) -> TensorSpec {
        try require(z.dtype.isComplex, "parts", "needs complex numbers", z)
        return TensorSpec(Shape(Array(z.shape) + [2]), z.dtype.realType)
    }

    static func complexFromPartsSpec(_ x: TensorSpec) throws(OpError) -> TensorSpec {
        guard x.dtype == .float32 || x.dtype == .float64, x.shape.last == 2 else {
            throw OpError(
                op: "complex", problem: "needs float32 or float64 pairs along a last axis of 2",
                operands: ["x": "\(x)"], fix: "stack real and imaginary parts along a last axis")
        }
        return TensorSpec(Shape(x.shape.dropLast()), x.dtype.complexType)
    }

    static func fourierSpec(_ kind: FourierKind, _ x: TensorSpec) throws(OpError) -> TensorSpec {
        func fail(_ problem: String) -> OpError {
            OpError(
                op: "fft", problem: problem, operands: ["x": "\(x)"],
                fix: "give lines of at least one element, complex ones as pairs")
        }
        let rank = x.shape.rank
        guard x.dtype.isFloatingPoint, rank >= (kind.takesPairs ? 2 : 1),
            !kind.takesPairs || x.shape[rank - 1] == 2
        else { throw fail("needs floating-point lines, complex ones as pairs") }
        let length = kind.length(of: x.shape)
        guard length > 0 else { throw fail("a line of \(length) elements has no transform") }
        switch kind {
        case .forward, .inverse: return x
        case .realForward:
            return TensorSpec(Shape(x.shape.dropLast() + [length / 2 + 1, 2]), x.dtype)
        case .realInverse:
            guard x.shape[rank - 2] == length / 2 + 1 else {
                throw fail(
                    "\(length) elements have \(length / 2 + 1) pairs, not \(x.shape[rank - 2])")
            }
            return TensorSpec(Shape(x.shape.dropLast(2) + [length]), x.dtype)
        }
    }
}
