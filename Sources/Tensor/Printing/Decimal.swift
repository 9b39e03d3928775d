import Glibc
import LaminaGraph

/// A number's decimal digits, `d₁.d₂d₃… · 10^exponent`, without zeros at either end.
struct Decimal {
    private(set) var isNegative = false
    private(set) var digits: [Int] = []
    private(set) var exponent = 0

    /// The fewest digits that tell the number from its neighbours in its type, but no more than
    /// `precision` behind the point: of the number itself, or before its exponent.
    init(shortest number: Double, _ dtype: DType, precision: Int, _ hasExponent: Bool) {
        self.init(parsing: Self.shortestText(number, dtype))
        let behind = hasExponent ? digits.count - 1 : digits.count - 1 - exponent
        if behind > precision {
            self.init(number, digitsBehindPoint: precision, hasExponent: hasExponent)
        }
    }

    /// The number's exact value rounded to so many digits behind the point.
    init(_ number: Double, digitsBehindPoint: Int, hasExponent: Bool) {
        self.init(parsing: Self.printed(number, digitsBehindPoint, hasExponent ? "e" : "f"))
    }

    /// From a text such as `-0.0125` or `1.25e-02`.
    private init(parsing text: String) {
        let parts = text.split(separator: "e")
        exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var seenPoint = false
        for character in parts[0] {
            if character == "-" { isNegative = true }
            if character == "." { seenPoint = true }
            guard let digit = character.wholeNumberValue else { continue }
            // The exponent is that of the first digit that is not 0.
            if digits.isEmpty, digit == 0 {
                if seenPoint { exponent -= 1 }
                continue
            }
            if digits.isEmpty, seenPoint { exponent -= 1 }
            if !digits.isEmpty, !seenPoint { exponent += 1 }
            digits.append(digit)
        }
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { exponent = 0 }
    }

    /// The digits before the point, without an exponent.
    var whole: String {
        guard exponent >= 0, !digits.isEmpty else { return "0" }
        return (0...exponent).map { $0 < digits.count ? "\(digits[$0])" : "0" }.joined()
    }

    /// The digits behind the point, without an exponent.
    var fraction: String {
        guard !digits.isEmpty, digits.count - 1 > exponent else { return "" }
        let zeros = String(repeating: "0", count: max(-exponent - 1, 0))
        return zeros + digits.dropFirst(max(exponent + 1, 0)).map { String($0) }.joined()
    }

    private static func shortestText(_ number: Double, _ dtype: DType) -> String {
        switch dtype {
        case .float64: return "\(number)"
        case .float16: return "\(Float16(number))"
        case .bfloat16:
            // Three digits nearly always do; Swift has no such type to ask.
            for digits in 0..<8 {
                let text = printed(number, digits, "e")
                if let back = Double(text), DType.bfloat16.rounded(back) == number { return text }
            }
            return "\(Float(number))"
        default: return "\(Float(number))"
        }
    }

    private static func printed(_ number: Double, _ digits: Int, _ conversion: String) -> String {
        // The longest is 1.8e308 in full: 309 digits, a sign, a point and those behind it.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 352) { text in
            let count = withVaList([Int32(digits), number]) {
                vsnprintf(text.baseAddress, text.count, "%.*\(conversion)", $0)
            }
            return String(
                decoding: UnsafeRawBufferPointer(text).prefix(Int(max(count, 0))), as: UTF8.self)
        }
    }
}
