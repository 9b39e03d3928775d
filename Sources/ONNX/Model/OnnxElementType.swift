public import LaminaGraph

/// The type of a tensor's elements in ONNX, with the number that files know it by.
///
/// Types that Lamina has no arithmetic for lie in wider ones (``carrier``), which hold each of their
/// numbers exactly.
///
/// - Source: onnx.proto, `TensorProto.DataType`.
public enum OnnxElementType: Int, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case float32 = 1
    case uint8, int8, uint16, int16, int32, int64
    case string
    case bool, float16, float64, uint32, uint64, complex64, complex128, bfloat16
    case float8e4m3fn, float8e4m3fnuz, float8e5m2, float8e5m2fnuz
    case uint4, int4, float4e2m1, float8e8m0, uint2, int2, float6e2m3, float6e3m2

    /// The ONNX type of a tensor.
    public init(_ dtype: DType) {
        self =
            switch dtype {
            case .float32: .float32
            case .bfloat16: .bfloat16
            case .float16: .float16
            case .float64: .float64
            case .complex64: .complex64
            case .complex128: .complex128
            case .int8: .int8
            case .int16: .int16
            case .int32: .int32
            case .int64: .int64
            case .uint8: .uint8
            case .uint16: .uint16
            case .uint32: .uint32
            case .uint64: .uint64
            case .bool: .bool
            }
    }

    /// The Lamina type with the same numbers; nil for text and types of less than eight bits or with
    /// another floating point.
    public var dtype: DType? {
        switch self {
        case .float32: .float32
        case .uint8: .uint8
        case .int8: .int8
        case .uint16: .uint16
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .bool: .bool
        case .float16: .float16
        case .float64: .float64
        case .uint32: .uint32
        case .uint64: .uint64
        case .complex64: .complex64
        case .complex128: .complex128
        case .bfloat16: .bfloat16
        case .string, .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz, .uint4, .int4,
            .float4e2m1, .float8e8m0, .uint2, .int2, .float6e2m3, .float6e3m2:
            nil
        }
    }

    /// The Lamina type that holds the type's numbers; nil for text.
    public var carrier: DType? {
        switch self {
        case .string: nil
        case .uint4, .uint2: .uint8
        case .int4, .int2: .int8
        case .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz, .float4e2m1,
            .float8e8m0, .float6e2m3, .float6e3m2:
            .float32
        default: dtype
        }
    }

    /// Size of an element, in bits; 0 for text.
    public var bitCount: Int {
        switch self {
        case .string: 0
        case .uint4, .int4, .float4e2m1: 4
        case .uint2, .int2: 2
        case .float6e2m3, .float6e3m2: 6
        case .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz, .float8e8m0: 8
        default: (dtype?.byteCount ?? 1) * 8
        }
    }

    /// The type's name, as `float32` or `float8e4m3fn`.
    public var description: String { dtype.map { "\($0)" } ?? rawName }

    private var rawName: String {
        switch self {
        case .string: "string"
        case .float8e4m3fn: "float8e4m3fn"
        case .float8e4m3fnuz: "float8e4m3fnuz"
        case .float8e5m2: "float8e5m2"
        case .float8e5m2fnuz: "float8e5m2fnuz"
        case .uint4: "uint4"
        case .int4: "int4"
        case .float4e2m1: "float4e2m1"
        case .float8e8m0: "float8e8m0"
        case .uint2: "uint2"
        case .int2: "int2"
        case .float6e2m3: "float6e2m3"
        case .float6e3m2: "float6e3m2"
        default: "type \(rawValue)"
        }
    }
}
