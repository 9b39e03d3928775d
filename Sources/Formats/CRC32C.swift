/// The CRC-32C checksum (Castagnoli polynomial 0x1EDC6F41), as TFRecord files use it.
///
/// - Source: RFC 3720, appendix B.4. zlib's `crc32` has another polynomial.
package enum CRC32C {
    package static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes { crc = crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] }
        return ~crc
    }

    /// The checksum rotated and shifted, so that one of data that holds checksums stays strong.
    package static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let crc = checksum(bytes)
        return (crc >> 15 | crc << 17) &+ 0xA282_EAD8
    }

    /// Remainders of all bytes; bits run backwards, hence the reflected polynomial.
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
    }
}
