import Glibc

/// Numbers as people read them.
package enum NumberText {
    /// A loss or a score: four decimals, or three digits and an exponent where those would say
    /// nothing.
    package static func metric(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value > 0 ? "inf" : "-inf" }
        let size = abs(value)
        return size == 0 || (0.001..<100_000).contains(size)
            ? formatted("%.4f", value) : formatted("%.2e", value)
    }

    /// Whole number with commas: `41,230`.
    package static func grouped(_ value: Double) -> String {
        let digits = Array(formatted("%.0f", abs(value)))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// So many digits after the point: `41.2`.
    package static func fixed(_ value: Double, digits: Int) -> String {
        formatted("%.\(digits)f", value)
    }

    /// Three digits and a unit: `41.2k`.
    package static func short(_ value: Double) -> String {
        var (scaled, unit) = (value, "")
        for next in ["k", "M", "G"] where abs(scaled) >= 999.5 {
            (scaled, unit) = (scaled / 1000, next)
        }
        return formatted(abs(scaled) < 99.95 && !unit.isEmpty ? "%.1f" : "%.0f", scaled) + unit
    }

    /// A share of one as a percentage: `89.5 %`.
    package static func percent(_ share: Double) -> String {
        share.isFinite ? formatted("%.1f %%", share * 100) : "?"
    }

    /// Seconds as a clock shows them: `0:34`, `1:02:05`.
    package static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
        let whole = Int(seconds.rounded())
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }

    /// `format` must take one `Double`. Written by the C library: FoundationEssentials cannot, and
    /// full Foundation brings a library of 40 MB.
    private static func formatted(_ format: String, _ value: Double) -> String {
        var text = [CChar](repeating: 0, count: 400)  // the largest Double has 309 digits
        let count = withVaList([value]) { vsnprintf(&text, text.count, format, $0) }
        return String(decoding: text.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
