/// Reads decimal numbers from bytes, quickly and independent of the process's locale.
enum DecimalNumber {
    /// The number that `bytes` spells, blanks around it allowed: digits with an optional sign,
    /// point and exponent. Nil for anything else, such as `nan`, `inf` and hexadecimal; also for a
    /// number too large for float64.
    static func parse(_ bytes: UnsafeRawBufferPointer) -> Double? {
        var (next, end) = (0, bytes.count)
        while next < end, isBlank(bytes[next]) { next += 1 }
        while end > next, isBlank(bytes[end - 1]) { end -= 1 }
        let start = next
        let isNegative = next < end && bytes[next] == minus
        if next < end, isNegative || bytes[next] == plus { next += 1 }

        // 19 digits fit 64 bits; more of them are left to the slow way.
        var (mantissa, digits, exponent): (UInt64, Int, Int) = (0, 0, 0)
        func readDigits() {
            while next < end, case let digit = bytes[next] &- zero, digit <= 9 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                digits += 1
                next += 1
            }
        }
        readDigits()
        if next < end, bytes[next] == point {
            next += 1
            let whole = digits
            readDigits()
            exponent = whole - digits
        }
        guard digits > 0 else { return nil }
        if next < end, bytes[next] | 0x20 == lowerE {
            next += 1
            let isDown = next < end && bytes[next] == minus
            if next < end, isDown || bytes[next] == plus { next += 1 }
            let first = next
            var written = 0
            while next < end, case let digit = bytes[next] &- zero, digit <= 9 {
                written = min(written * 10 + Int(digit), 100_000)
                next += 1
            }
            guard next > first else { return nil }
            exponent += isDown ? -written : written
        }
        guard next == end else { return nil }

        // Clinger (1990): below 2⁵³ and up to 10²² both factors are exact, so the one operation
        // rounds correctly.
        if digits <= 19, mantissa <= 1 << 53, abs(exponent) < powers.count {
            let value = Double(mantissa)
            let scaled = exponent < 0 ? value / powers[-exponent] : value * powers[exponent]
            return isNegative ? -scaled : scaled
        }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
    private static let zero = UInt8(ascii: "0")
    private static let minus = UInt8(ascii: "-")
    private static let plus = UInt8(ascii: "+")
    private static let point = UInt8(ascii: ".")
    private static let lowerE = UInt8(ascii: "e")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
