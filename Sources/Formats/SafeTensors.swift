import LaminaGraph

/// A safetensors file: named arrays of numbers and a table of strings.
///
/// Layout: the header's length `n` in bytes as a little-endian `UInt64`; `n` bytes of JSON, an
/// object from name to `{"dtype": "F32", "shape": [784, 10], "data_offsets": [begin, end]}` with
/// offsets in bytes from the end of the header, and under `__metadata__` an object of strings; then
/// the data, little-endian and row-major, without holes or overlaps.
///
/// ```swift
/// var file = SafeTensors(metadata: ["model": "lenet5"])
/// file.entries["bias"] = .init(dtype: .float32, shape: [2], values: [0.5, -1] as [Float])
/// try file.write(to: "model.safetensors")
/// let bias = try SafeTensors(contentsOf: "model.safetensors").entries["bias"]?.array(of:
/// Float.self)
/// ```
///
/// - Source: huggingface/safetensors, README.md "Format" and safetensors/src/tensor.rs (0.6).
///   Deviations: the element types that Lamina does not have (8-bit floats and smaller) are
///   refused, as are fields other than the three in a tensor's record.
public struct SafeTensors: Sendable {
    /// One array: its element type, its shape and its bytes.
    public typealias Entry = StoredArray

    /// Free text by name, for example the format of the checkpoint. Written in order of name.
    public var metadata: [String: String]
    /// The arrays by name.
    public var entries: [String: Entry]

    /// A file to be filled and written.
    public init(metadata: [String: String] = [:], entries: [String: Entry] = [:]) {
        (self.metadata, self.entries) = (metadata, entries)
    }

    /// The longest header that the format allows, in bytes.
    static let headerLimit = 100_000_000
}

extension DType {
    /// The name of the type in a safetensors header.
    var safeTensorsName: String {
        switch self {
        case .float32: "F32"
        case .bfloat16: "BF16"
        case .float16: "F16"
        case .float64: "F64"
        case .complex64: "C64"
        // Not in the library's list: its readers refuse the name instead of misreading the bytes.
        case .complex128: "C128"
        case .int8: "I8"
        case .int16: "I16"
        case .int32: "I32"
        case .int64: "I64"
        case .uint8: "U8"
        case .uint16: "U16"
        case .uint32: "U32"
        case .uint64: "U64"
        case .bool: "BOOL"
        }
    }

    /// The library's own order of types, by which it sorts tensors: by size, then as listed there.
    var safeTensorsRank: Int {
        switch self {
        case .bool: 0
        case .uint8: 1
        case .int8: 2
        case .int16: 3
        case .uint16: 4
        case .float16: 5
        case .bfloat16: 6
        case .int32: 7
        case .uint32: 8
        case .float32: 9
        case .complex64: 10
        case .float64: 11
        case .int64: 12
        case .uint64: 13
        case .complex128: 14
        }
    }

    init?(safeTensorsName name: String) {
        guard let type = DType.allCases.first(where: { $0.safeTensorsName == name }) else {
            return nil
        }
        self = type
    }
}
