import LaminaGraph

/// How the floating-point numbers of one tensor are printed alike: NumPy's rules.
///
/// - Source: NumPy 2.4's `FloatingFormat` with a precision of 8 and the mode `maxprec`.
struct FloatFormat {
    private let dtype: DType
    private let alwaysSigned: Bool
    private let hasExponent: Bool
    /// The digits behind the point: as many for all with an exponent, at most so many without.
    private var precision = 8
    /// The widths before and behind the point.
    private var (left, right) = (0, 0)
    private var exponentDigits = 2

    init(_ numbers: [Double], _ dtype: DType, alwaysSigned: Bool = false) {
        (self.dtype, self.alwaysSigned) = (dtype, alwaysSigned)
        let finite = numbers.filter(\.isFinite)
        hasExponent = Self.needsExponent(finite, dtype)
        let texts = finite.map { Decimal(shortest: $0, dtype, precision: 8, hasExponent) }
        if hasExponent {
            precision = texts.map { $0.digits.count - 1 }.max().map { max($0, 0) } ?? 0
            exponentDigits = max(2, texts.map { "\($0.exponent.magnitude)".count }.max() ?? 2)
            left = texts.map { sign($0).count + 1 }.max() ?? 0
            right = precision + 2 + exponentDigits
        } else {
            left = texts.map { (sign($0) + $0.whole).count }.max() ?? 0
            right = texts.map(\.fraction.count).max() ?? 0
        }
        for number in numbers where !number.isFinite {
            left = max(left, special(number).count - right - 1)
        }
    }

    /// Whether fixed columns would be too wide or lose the small numbers.
    private static func needsExponent(_ finite: [Double], _ dtype: DType) -> Bool {
        let sizes = finite.lazy.filter { $0 != 0 }.map(\.magnitude)
        guard let largest = sizes.max(), let smallest = sizes.min() else { return false }
        let limit =
            switch dtype {
            case .float64: 1e8
            case .float16, .bfloat16: 1e3
            default: 1e6
            }
        return largest >= limit || smallest < 0.0001 || largest / smallest > 1000
    }

    func text(_ number: Double) -> String {
        guard number.isFinite else {
            let text = special(number)
            return String(repeating: " ", count: max(left + right + 1 - text.count, 0)) + text
        }
        guard hasExponent else {
            let decimal = Decimal(shortest: number, dtype, precision: precision, false)
            return padded(sign(decimal) + decimal.whole) + "." + decimal.fraction
                + String(repeating: " ", count: max(right - decimal.fraction.count, 0))
        }
        // All digits of the common precision, beyond those that tell the number from others.
        let decimal = Decimal(number, digitsBehindPoint: precision, hasExponent: true)
        let digits = decimal.digits.map { String($0) }.joined()
        let first = digits.isEmpty ? "0" : String(digits.prefix(1))
        let others = String(digits.dropFirst())
        let power = "\(decimal.exponent.magnitude)"
        return padded(sign(decimal) + first) + "." + others
            + String(repeating: "0", count: precision - others.count)
            + (decimal.exponent < 0 ? "e-" : "e+")
            + String(repeating: "0", count: max(exponentDigits - power.count, 0)) + power
    }

    private func padded(_ text: String) -> String {
        String(repeating: " ", count: max(left - text.count, 0)) + text
    }

    private func sign(_ decimal: Decimal) -> String {
        decimal.isNegative ? "-" : alwaysSigned ? "+" : ""
    }

    private func special(_ number: Double) -> String {
        let plus = alwaysSigned ? "+" : ""
        return number.isNaN ? plus + "nan" : number < 0 ? "-inf" : plus + "inf"
    }
}
