#if canImport(Glibc)
    import Glibc
#endif

/// `10^exponent`; exact for exponents from -22 to 22, where double precision holds the power.
func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? 1 / power : power
}

/// The largest `e` with `10^e <= |value|`; `value` is finite and not zero. The logarithm alone may
/// land one off beside a power of ten.
func decimalExponent(_ value: Double) -> Int {
    let magnitude = abs(value)
    var exponent = Int(log10(magnitude).rounded(.down))
    if powerOfTen(exponent + 1) <= magnitude { exponent += 1 }
    if powerOfTen(exponent) > magnitude { exponent -= 1 }
    return exponent
}

/// A position in SVG units with at most two decimals: finer than any screen shows, and the same
/// bytes wherever the last bits of a logarithm differ.
package func coordinate(_ value: Double) -> String {
    // Far outside every picture a line's direction is all that is left to see.
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    let (whole, part) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if part == 0 { return "\(sign)\(whole)" }
    if part % 10 == 0 { return "\(sign)\(whole).\(part / 10)" }
    return "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
}

/// `value` with exactly `decimals` digits after the point and a true minus sign; no locale.
package func fixed(_ value: Double, decimals: Int) -> String {
    let scaled = (abs(value) * powerOfTen(decimals)).rounded()
    guard scaled < 1e18 else { return value.description }
    var digits = String(Int(scaled))
    if decimals > 0 {
        digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return value < 0 && scaled > 0 ? "−" + digits : digits
}

/// A number for people: whole numbers in full, others with `significant` digits and no trailing
/// zeros, very large and very small ones with an exponent (`1.5e-5`).
package func readable(_ value: Double, significant: Int = 4) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    if value == 0 { return "0" }
    if value == value.rounded() && abs(value) < 1e7 { return fixed(value, decimals: 0) }
    // Below the normal numbers a power of ten is no longer one.
    if abs(value) < 1e-200 {
        let scaled = readable(value * 1e200, significant: significant).split(separator: "e")
        return "\(scaled[0])e\((Int(scaled[1]) ?? 0) - 200)"
    }
    // Rounding first: 9.9999 is 10.00 in four digits, one digit shorter than its exponent says.
    var exponent = decimalExponent(value)
    let digits = (abs(value) / powerOfTen(exponent) * powerOfTen(significant - 1)).rounded()
    if digits >= powerOfTen(significant) { exponent += 1 }
    if exponent >= 7 || exponent < -4 {
        let mantissa = fixed(value / powerOfTen(exponent), decimals: significant - 1)
        return "\(withoutTrailingZeros(mantissa))e\(exponent)"
    }
    return withoutTrailingZeros(fixed(value, decimals: max(0, significant - 1 - exponent)))
}

private func withoutTrailingZeros(_ number: String) -> String {
    guard number.contains(".") else { return number }
    var kept = number[...]
    while kept.last == "0" { kept.removeLast() }
    if kept.last == "." { kept.removeLast() }
    return String(kept)
}
