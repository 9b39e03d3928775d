/// The 256 printable characters that byte-level vocabularies write bytes with.
///
/// Printable Latin-1 bytes stand for themselves; the other 68 are U+0100 onwards, in order: a blank
/// is `Ġ`, a line feed `Ċ`.
///
/// - Source: Radford et al. (2019), GPT-2, `bytes_to_unicode` in `encoder.py`.
enum ByteAlphabet {
    /// The character of each byte.
    static let scalars: [UInt32] = {
        var next: UInt32 = 0x100
        return (UInt32(0)..<256).map { byte in
            if (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte)
                || (0xAE...0xFF).contains(byte)
            {
                return byte
            }
            defer { next += 1 }
            return next
        }
    }()

    private static let bytes: [UInt8?] = {
        var result = [UInt8?](repeating: nil, count: 0x144)
        for (byte, scalar) in scalars.enumerated() { result[Int(scalar)] = UInt8(byte) }
        return result
    }()

    /// The byte of a character, or nil if it is none of the alphabet.
    static func byte(of scalar: UInt32) -> UInt8? {
        scalar < 0x144 ? bytes[Int(scalar)] : nil
    }

    /// Appends the UTF-8 bytes of a scalar, written with the alphabet.
    static func append(_ value: UInt32, to result: inout [UInt32]) {
        guard value >= 0x80 else { return result.append(scalars[Int(value)]) }
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        for byte in String(scalar).utf8 { result.append(scalars[Int(byte)]) }
    }
}
