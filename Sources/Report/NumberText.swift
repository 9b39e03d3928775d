import LaminaPlot

/// Numbers as a report writes them.
package enum NumberText {
    /// A share of one as `90.1%`, near the ends as `99.97%`; only a whole share is called 100%, only
    /// none 0%.
    package static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "–" }
        if share <= 0 || share >= 1 { return fixed(share * 100, decimals: 0) + "%" }
        let isNearEnd = share < 0.001 || share > 0.999
        return fixed(min(max(share * 100, 0.01), 99.99), decimals: isNearEnd ? 2 : 1) + "%"
    }

    /// Digits in groups of three: `61,706`.
    package static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A loss or a norm: four decimals while they say something.
    package static func metric(_ value: Double) -> String {
        abs(value) >= 0.001 && abs(value) < 1000
            ? fixed(value, decimals: 4) : readable(value, significant: 3)
    }

    /// A size in bytes, in thousands.
    package static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1000: "\(count) B"
        case ..<1_000_000: readable(Double(count) / 1e3, significant: 3) + " kB"
        default: readable(Double(count) / 1e6, significant: 3) + " MB"
        }
    }

    /// A time in seconds as `34.2 s`, `3 min 05 s` or `2 h 03 min`.
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, (0..<1e9).contains(seconds) else { return "–" }
        if seconds < 59.95 { return fixed(seconds, decimals: 1) + " s" }
        let whole = Int(seconds.rounded())
        let (large, small) =
            whole < 3600 ? (whole / 60, whole % 60) : (whole / 3600, whole / 60 % 60)
        let padded = small < 10 ? "0\(small)" : "\(small)"
        return whole < 3600 ? "\(large) min \(padded) s" : "\(large) h \(padded) min"
    }

    /// `1 epoch`, `2 epochs`.
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }
}
