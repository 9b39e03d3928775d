/// Reads the fields of a protocol buffer message, one after the other, without knowing its type.
///
/// - Source: protobuf.dev, "Encoding".
package struct ProtobufScanner {
    package enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        /// A text, a message or packed numbers.
        case bytes(ByteRegion)
    }

    private let message: ByteRegion
    /// Where in the file the message begins.
    private let start: Int
    private var position = 0
    /// Where in the file the last field's value begins; in bytes.
    package private(set) var valueStart = 0

    /// - Parameter start: where in the file the message begins, for errors.
    package init(_ message: ByteRegion, at start: Int = 0) {
        (self.message, self.start) = (message, start)
    }

    /// A message that is none, from this byte of the file on.
    package struct Malformed: Error {
        package let byte: Int

        package init(byte: Int = 0) { self.byte = byte }
    }

    /// The next field's number and value, or nil at the end.
    package mutating func next() throws(Malformed) -> (field: UInt64, value: Value)? {
        guard position < message.count else { return nil }
        let key = try varint()
        switch key & 7 {
        case 0:
            valueStart = start + position
            return (key >> 3, .varint(try varint()))
        case 1: return (key >> 3, .fixed64(Self.word(try take(8))))
        case 2:
            let count = try varint()
            guard count <= UInt64(message.count - position) else { throw malformed }
            return (key >> 3, .bytes(try take(Int(count))))
        case 5: return (key >> 3, .fixed32(UInt32(truncatingIfNeeded: Self.word(try take(4)))))
        default: throw malformed
        }
    }

    private var malformed: Malformed { Malformed(byte: start + position) }

    /// The numbers in a packed field of `Double`, or the one in a field that is not packed.
    package static func doubles(_ value: Value) throws(Malformed) -> [Double] {
        switch value {
        case .fixed64(let bits): return [Double(bitPattern: bits)]
        case .bytes(let bytes):
            guard bytes.count % 8 == 0 else { throw Malformed() }
            return bytes.array(of: UInt64.self).map(Double.init(bitPattern:))
        default: throw Malformed()
        }
    }

    /// The same for `Float`.
    package static func floats(_ value: Value) throws(Malformed) -> [Double] {
        switch value {
        case .fixed32(let bits): return [Double(Float(bitPattern: bits))]
        case .bytes(let bytes):
            guard bytes.count % 4 == 0 else { throw Malformed() }
            return bytes.array(of: UInt32.self).map { Double(Float(bitPattern: $0)) }
        default: throw Malformed()
        }
    }

    /// The numbers in a packed field of integers, or the one in a field that is not packed.
    package static func varints(_ value: Value) throws(Malformed) -> [UInt64] {
        switch value {
        case .varint(let number): return [number]
        case .bytes(let bytes):
            var scanner = ProtobufScanner(bytes)
            var numbers: [UInt64] = []
            while scanner.position < bytes.count { numbers.append(try scanner.varint()) }
            return numbers
        default: throw Malformed()
        }
    }

    private static func word(_ bytes: ByteRegion) -> UInt64 {
        bytes.withUnsafeBytes { $0.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
    }

    private mutating func take(_ count: Int) throws(Malformed) -> ByteRegion {
        guard count <= message.count - position else { throw malformed }
        valueStart = start + position
        defer { position += count }
        return message[position..<position + count]
    }

    /// Seven bits a byte, the lowest first, in at most ten bytes.
    private mutating func varint() throws(Malformed) -> UInt64 {
        let (first, origin) = (position, start)
        let (result, end) = try message.withUnsafeBytes { bytes throws(Malformed) in
            var (result, shift, place): (UInt64, UInt64, Int) = (0, 0, first)
            while shift < 70 {
                guard place < bytes.count else { throw Malformed(byte: origin + place) }
                result |= UInt64(bytes[place] & 127) << shift
                place += 1
                if bytes[place - 1] < 128 { return (result, place) }
                shift += 7
            }
            throw Malformed(byte: origin + first)
        }
        position = end
        return result
    }
}

extension ByteRegion {
    /// The bytes read as UTF-8, with U+FFFD for what is none.
    package var text: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
}
