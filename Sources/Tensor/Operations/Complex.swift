import LaminaGraph

/// The complex numbers with these real and imaginary parts, `re + i im`. PyTorch: `complex`.
///
/// - Shape: tensors that broadcast to one shape.
/// - Dtypes: float64 gives complex128; float32, half types and integers give complex64.
/// - Gradient: as in JAX, the gradient of a real function of `z = x + i y` is `∂f/∂x - i ∂f/∂y`.
///
/// ```swift
/// let z = complex(Tensor([3]), Tensor([4]))
/// abs(z).array()  // [5]
/// ```
public func complex(_ re: Tensor, _ im: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let dtype = DType.promoted(re.dtype, im.dtype)
        guard !dtype.isComplex else {
            throw OpError(
                op: "complex", problem: "the parts of a complex number are real",
                operands: ["re": "\(re.spec)", "im": "\(im.spec)"],
                fix: "add complex numbers with +")
        }
        let real = dtype == .float64 ? dtype : .float32
        let (a, b) = try Tensor.aligned(re.asType(real), im.asType(real), op: "complex")
        return ComplexParts(a, b).tensor
    }
}

/// The complex numbers with these magnitudes and angles, `magnitude · e^(i angle)`. PyTorch: `polar`.
public func polar(_ magnitude: Tensor, _ angle: Tensor) -> Tensor {
    complex(magnitude * cos(angle), magnitude * sin(angle))
}

/// The angle of a complex number in radians, from -π to π; `atan2(imaginary, real)`. NumPy: `angle`.
///
/// Of real numbers 0, and π where they are negative.
/// - Gradient: 0 at 0.
public func angle(_ z: Tensor) -> Tensor {
    guard z.dtype.isComplex else {
        let x = z.dtype.isFloatingPoint ? z : z.asType(.float32)
        return select(x .< 0, Tensor.full(Double.pi, x.shape, dtype: x.dtype), 0)
    }
    let parts = ComplexParts(z)
    return atan2(parts.im, parts.re)
}

/// The complex conjugate, `re - i im`; a real tensor itself. NumPy: `conj`.
public func conjugate(_ z: Tensor) -> Tensor {
    guard z.dtype.isComplex else { return z }
    let parts = ComplexParts(z)
    return ComplexParts(parts.re, -parts.im).tensor
}

extension Tensor {
    /// The real parts; a real tensor itself. NumPy and PyTorch: `real`.
    public var realPart: Tensor { dtype.isComplex ? ComplexParts(self).re : self }

    /// The imaginary parts; zeros of a real tensor. NumPy and PyTorch: `imag`.
    public var imaginaryPart: Tensor {
        dtype.isComplex ? ComplexParts(self).im : .zeros(shape, dtype: dtype)
    }

    /// Real and imaginary parts along a new last axis: the same memory, seen as real numbers. PyTorch:
    /// `view_as_real`.
    ///
    /// - Shape: `[…]` to `[…, 2]`; real numbers have zeros for imaginary parts.
    public var parts: Tensor {
        dtype.isComplex
            ? .record(.complexParts, self)
            : concatenated(
                [self, imaginaryPart].map { $0.expandedDims(axis: -1) }, axis: rank)
    }
}
