import LaminaFormats

/// The file behind gzip and base64; a fault in the literal ends the tests.
func unpacked(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var values: [UInt8: UInt32] = [:]
    for (value, character) in alphabet.enumerated() { values[character] = UInt32(value) }
    var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
    for character in text.utf8 {
        guard let value = values[character] else { continue }
        (bits, count) = (bits << 6 | value, count + 6)
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    guard let file = try? Gzip.inflated(ByteRegion(bytes), path: "literal") else {
        fatalError("the literal is no gzip file")
    }
    return file
}
