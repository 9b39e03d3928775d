public import LaminaGraph

/// A complex number as an element of a tensor, `real + i imaginary`: real and imaginary part side by
/// side, as in C and NumPy.
public struct Complex<Part: BinaryFloatingPoint & TensorElement>: TensorElement, Hashable {
    /// The real part.
    public var real: Part
    /// The imaginary part.
    public var imaginary: Part

    /// A number from its parts.
    public init(_ real: Part, _ imaginary: Part = 0) {
        (self.real, self.imaginary) = (real, imaginary)
    }

    /// `complex128` of doubles, else `complex64`.
    public static var dtype: DType { Part.dtype.complexType }
}

/// The element of a complex64 tensor.
public typealias Complex64 = Complex<Float>
/// The element of a complex128 tensor.
public typealias Complex128 = Complex<Double>

extension Complex: CustomStringConvertible {
    /// The number as in `1.5-2.0i`.
    public var description: String {
        let sign = imaginary.sign == .minus ? "-" : "+"
        return "\(real)\(sign)\(imaginary.magnitude)i"
    }
}
