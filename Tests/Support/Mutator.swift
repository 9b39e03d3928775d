/// Damages files in the ways that find faults in parsers; the same seed damages them the same way.
package struct Mutator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// - Source: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators".
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    private mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

    /// `bytes` with one to four changes; pieces of `other` may be spliced in.
    package mutating func mutated(_ bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0...below(4) { change(&result, other) }
        return result
    }

    private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = [UInt8](other.prefix(below(other.count)))
            return
        }
        let place = below(bytes.count)
        switch below(10) {
        case 0, 1: bytes[place] ^= 1 << UInt8(below(8))
        case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF, 0x2E, 0x39][below(7)]
        case 3, 4: word(&bytes, place)
        case 5: bytes.removeLast(bytes.count - place)
        case 6: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(16)))
        case 7:
            let piece = bytes[place..<min(bytes.count, place + 1 + below(64))]
            bytes.insert(contentsOf: piece, at: below(bytes.count))
        case 8:
            let start = below(other.count)
            let piece = other[start..<min(other.count, start + 1 + below(64))]
            bytes.replaceSubrange(place..<min(bytes.count, place + below(64)), with: piece)
        default:
            // Digits are what texts keep their sizes in.
            let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
            guard !digits.isEmpty else { return bytes[place] &+= 1 }
            bytes[digits[below(digits.count)]] = 0x30 + UInt8(below(10))
        }
    }

    /// A number of 2, 4 or 8 bytes where sizes and offsets may be, in the two orders.
    private mutating func word(_ bytes: inout [UInt8], _ place: Int) {
        let size = [2, 4, 8][below(3)]
        let numbers: [UInt64] = [
            0, 1, .max, 1 << 63, 1 << 62, 1 << 32, 1 << 31, UInt64(bytes.count), 1 << 40, 255,
            next(),
        ]
        let number = numbers[below(numbers.count)]
        let isBigEndian = below(4) == 0
        for i in 0..<min(size, bytes.count - place) {
            let shift = UInt64(isBigEndian ? size - 1 - i : i) * 8
            bytes[place + i] = UInt8(truncatingIfNeeded: number >> shift)
        }
    }
}
