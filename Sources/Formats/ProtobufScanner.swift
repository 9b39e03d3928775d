/// Reads the fields of a protocol buffer message, one after the other, without knowing its type.
///
/// - Source: protobuf.dev, "Encoding".
struct ProtobufScanner {
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        /// A text, a message or packed numbers.
        case bytes(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>

    init(_ message: ArraySlice<UInt8>) { rest = message }

    /// A message that is none.
    struct Malformed: Error {}

    /// The next field's number and value, or nil at the end.
    mutating func next() throws(Malformed) -> (field: UInt64, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let key = try varint()
        switch key & 7 {
        case 0: return (key >> 3, .varint(try varint()))
        case 1: return (key >> 3, .fixed64(Self.word(try take(8))))
        case 2:
            let count = try varint()
            guard count <= UInt64(rest.count) else { throw Malformed() }
            return (key >> 3, .bytes(try take(Int(count))))
        case 5: return (key >> 3, .fixed32(UInt32(truncatingIfNeeded: Self.word(try take(4)))))
        default: throw Malformed()
        }
    }

    /// The numbers in a packed field of `Double`, or the one in a field that is not packed.
    static func doubles(_ value: Value) throws(Malformed) -> [Double] {
        switch value {
        case .fixed64(let bits): return [Double(bitPattern: bits)]
        case .bytes(let bytes):
            guard bytes.count % 8 == 0 else { throw Malformed() }
            return stride(from: bytes.startIndex, to: bytes.endIndex, by: 8).map {
                Double(bitPattern: word(bytes[$0..<$0 + 8]))
            }
        default: throw Malformed()
        }
    }

    /// The same for `Float`.
    static func floats(_ value: Value) throws(Malformed) -> [Double] {
        switch value {
        case .fixed32(let bits): return [Double(Float(bitPattern: bits))]
        case .bytes(let bytes):
            guard bytes.count % 4 == 0 else { throw Malformed() }
            return stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map {
                let bits = UInt32(truncatingIfNeeded: word(bytes[$0..<$0 + 4]))
                return Double(Float(bitPattern: bits))
            }
        default: throw Malformed()
        }
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw Malformed() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Seven bits a byte, the lowest first, in at most ten bytes.
    private mutating func varint() throws(Malformed) -> UInt64 {
        var (result, shift): (UInt64, UInt64) = (0, 0)
        while shift < 70 {
            guard let byte = rest.popFirst() else { throw Malformed() }
            result |= UInt64(byte & 127) << shift
            if byte < 128 { return result }
            shift += 7
        }
        throw Malformed()
    }
}
