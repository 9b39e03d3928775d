/// The type of a tensor's elements.
///
/// `float16` and `bfloat16` are storage types: arithmetic on them is done in `float32`.
public enum DType: UInt8, Hashable, Sendable, CaseIterable {
    // The raw values equal the kernels' element types.
    case float32, bfloat16, float16, float64, complex64
    case int8, int16, int32, int64, uint8, uint16, uint32, uint64
    case bool
    // No kernel computes with it: complex arithmetic is done on the parts.
    case complex128

    /// The size of one element, in bytes.
    public var byteCount: Int {
        switch self {
        case .int8, .uint8, .bool: 1
        case .bfloat16, .float16, .int16, .uint16: 2
        case .float32, .int32, .uint32: 4
        case .float64, .complex64, .int64, .uint64: 8
        case .complex128: 16
        }
    }

    /// Whether the type holds real numbers with a fraction, and so has derivatives.
    public var isFloatingPoint: Bool {
        switch self {
        case .float32, .bfloat16, .float16, .float64: true
        default: false
        }
    }

    /// Whether functions of such numbers have derivatives.
    public var isDifferentiable: Bool { isFloatingPoint || isComplex }

    /// Whether the type holds complex numbers.
    public var isComplex: Bool { self == .complex64 || self == .complex128 }

    /// The type of the parts of a complex number; another type itself.
    public var realType: DType {
        switch self {
        case .complex64: .float32
        case .complex128: .float64
        default: self
        }
    }

    /// The type of complex numbers whose parts hold this type's numbers.
    public var complexType: DType {
        self == .float64 || self == .complex128 ? .complex128 : .complex64
    }

    /// Whether the type is a signed or unsigned integer; `bool` is not.
    public var isInteger: Bool {
        switch self {
        case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: true
        default: false
        }
    }

    /// Whether the type is an integer without negative values.
    public var isUnsigned: Bool {
        switch self {
        case .uint8, .uint16, .uint32, .uint64: true
        default: false
        }
    }

    /// The type that holds the result of an operation on two tensors.
    ///
    /// NumPy's table, with one of JAX's changes: an integer with a floating-point type gives that
    /// floating-point type, so that `float32` data stays `float32`.
    public static func promoted(_ a: DType, _ b: DType) -> DType {
        if a == b { return a }
        switch (a.kind, b.kind) {
        case (.bool, _): return b
        case (_, .bool): return a
        case (.complex, _), (_, .complex):
            let isDouble = [a, b].contains { $0 == .complex128 || $0 == .float64 }
            return isDouble ? .complex128 : .complex64
        case (.floating, .floating):
            let pair = Set([a, b])
            if pair == [.float16, .bfloat16] { return .float32 }
            return a.byteCount > b.byteCount ? a : b
        case (.floating, .integer): return a
        case (.integer, .floating): return b
        case (.integer, .integer):
            if a.isUnsigned == b.isUnsigned { return a.byteCount > b.byteCount ? a : b }
            let (signed, unsigned) = a.isUnsigned ? (b, a) : (a, b)
            if signed.byteCount > unsigned.byteCount { return signed }
            switch unsigned {
            case .uint8: return .int16
            case .uint16: return .int32
            case .uint32: return .int64
            default: return .float32
            }
        }
    }

    private enum Kind { case bool, integer, floating, complex }

    private var kind: Kind {
        if self == .bool { return .bool }
        if isComplex { return .complex }
        return isInteger ? .integer : .floating
    }
}

extension DType: CustomStringConvertible {
    /// The type's name, such as `float32`.
    public var description: String {
        switch self {
        case .float32: "float32"
        case .bfloat16: "bfloat16"
        case .float16: "float16"
        case .float64: "float64"
        case .complex64: "complex64"
        case .complex128: "complex128"
        case .int8: "int8"
        case .int16: "int16"
        case .int32: "int32"
        case .int64: "int64"
        case .uint8: "uint8"
        case .uint16: "uint16"
        case .uint32: "uint32"
        case .uint64: "uint64"
        case .bool: "bool"
        }
    }
}
