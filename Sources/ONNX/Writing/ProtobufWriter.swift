import LaminaFormats

/// Puts the fields of a protocol buffer message one after the other.
///
/// - Source: protobuf.dev, "Encoding".
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    /// A number that is not the default, 0, which readers put in themselves.
    mutating func int(_ field: UInt64, _ value: Int, always: Bool = false) {
        guard value != 0 || always else { return }
        varint(field << 3)
        varint(UInt64(bitPattern: Int64(value)))
    }

    mutating func float(_ field: UInt64, _ value: Float) {
        varint(field << 3 | 5)
        word(value.bitPattern)
    }

    /// A text that is not empty.
    mutating func text(_ field: UInt64, _ value: String, always: Bool = false) {
        guard !value.isEmpty || always else { return }
        data(field, Array(value.utf8))
    }

    mutating func data(_ field: UInt64, _ value: [UInt8]) {
        varint(field << 3 | 2)
        varint(UInt64(value.count))
        bytes += value
    }

    mutating func region(_ field: UInt64, _ value: ByteRegion) {
        varint(field << 3 | 2)
        varint(UInt64(value.count))
        value.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Integers packed into one field.
    mutating func ints(_ field: UInt64, _ values: [Int]) {
        guard !values.isEmpty else { return }
        var packed = ProtobufWriter()
        for value in values { packed.varint(UInt64(bitPattern: Int64(value))) }
        data(field, packed.bytes)
    }

    mutating func floats(_ field: UInt64, _ values: [Float]) {
        guard !values.isEmpty else { return }
        var packed = ProtobufWriter()
        for value in values { packed.word(value.bitPattern) }
        data(field, packed.bytes)
    }

    mutating func message(_ field: UInt64, _ write: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        write(&inner)
        data(field, inner.bytes)
    }

    private mutating func word(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest > 127 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
