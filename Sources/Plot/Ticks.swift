/// A place on an axis; one without a label is only a short mark.
package struct Tick: Equatable {
    package let value: Double
    package let label: String
}

/// The distance between ticks, `mantissa * 10^exponent` with a mantissa of 1, 2 or 5.
///
/// Kept as two integers, so that the third tick of 0.1 is 3 / 10 = 0.3 and not 3 * 0.1 =
/// 0.30000000000000004.
package struct TickStep: Equatable {
    let mantissa: Int
    let exponent: Int

    package init(mantissa: Int, exponent: Int) {
        (self.mantissa, self.exponent) = (mantissa, exponent)
    }

    /// The step whose ticks come closest to `count` over `span`, which is positive and finite.
    ///
    /// - Source: the thresholds √2, √10, √50 are d3-array's `tickIncrement`: geometric means of
    ///   neighbouring steps.
    package init(covering span: Double, in count: Int, wholeNumbers: Bool = false) {
        let raw = span / Double(max(1, count))
        let power = decimalExponent(raw)
        let choice =
            switch raw / powerOfTen(power) {
            case ..<2.0.squareRoot(): TickStep(mantissa: 1, exponent: power)
            case ..<10.0.squareRoot(): TickStep(mantissa: 2, exponent: power)
            case ..<50.0.squareRoot(): TickStep(mantissa: 5, exponent: power)
            default: TickStep(mantissa: 1, exponent: power + 1)
            }
        self = wholeNumbers && choice.exponent < 0 ? TickStep(mantissa: 1, exponent: 0) : choice
    }

    var value: Double { multiple(1) }

    func multiple(_ index: Double) -> Double {
        let scaled = index * Double(mantissa)
        return exponent < 0 ? scaled / powerOfTen(-exponent) : scaled * powerOfTen(exponent)
    }

    /// The nearest multiples at or outside of both bounds. A bound that is a multiple but for
    /// rounding stays.
    package func outward(_ low: Double, _ high: Double) -> (Double, Double) {
        (
            multiple((low / value + 1e-9).rounded(.down)),
            multiple((high / value - 1e-9).rounded(.up))
        )
    }
}

/// The multiples of `step` from `low` to `high`.
package func linearTicks(_ low: Double, _ high: Double, step: TickStep) -> [Tick] {
    let first = (low / step.value - 1e-9).rounded(.up)
    let last = (high / step.value + 1e-9).rounded(.down)
    guard first <= last else { return [] }
    // The step comes from the span, so a few dozen at most; a bound all the same.
    let values = (0...Int(min(last - first, 100))).map { step.multiple(first + Double($0)) }
    let label = tickLabeller(largest: max(abs(values[0]), abs(values[values.count - 1])), step)
    return values.map { Tick(value: $0, label: label($0)) }
}

/// Labels of one axis in one form: the same number of decimals, or thousands as `k`, or a common
/// exponent.
private func tickLabeller(largest: Double, _ step: TickStep) -> (Double) -> String {
    let decimals = max(0, -step.exponent)
    if largest >= 1e15 || (largest > 0 && largest < 1e-3) {
        let exponent = decimalExponent(largest)
        let places = max(0, exponent - step.exponent)
        return { value in
            value == 0
                ? "0" : "\(fixed(value / powerOfTen(exponent), decimals: places))e\(exponent)"
        }
    }
    let units: [(exponent: Int, suffix: String)] = [(9, "G"), (6, "M"), (3, "k")]
    // Four digits are read faster than a suffix, and a suffix must not cost more than two decimals.
    for unit in units
    where largest >= 10_000 && largest >= powerOfTen(unit.exponent)
        && step.exponent >= unit.exponent - 2
    {
        let places = max(0, unit.exponent - step.exponent)
        return { value in
            value == 0
                ? "0" : fixed(value / powerOfTen(unit.exponent), decimals: places) + unit.suffix
        }
    }
    return { fixed($0, decimals: decimals) }
}

/// Powers of ten from `low` to `high`, both positive; thinned evenly if there are more than `count`.
/// With fewer than three of them their doubles and fivefolds are labelled too, and where even those
/// are rare the ticks are those of a linear axis.
package func logTicks(_ low: Double, _ high: Double, count: Int) -> [Tick] {
    let (lower, upper) = (low * (1 - 1e-9), high * (1 + 1e-9))
    let decades = Array(decimalExponent(lower)...decimalExponent(upper))
    let major = decades.filter { powerOfTen($0) >= lower }
    if major.count >= 3 {
        let stride = (major.count + max(1, count) - 1) / max(1, count)
        var ticks: [Tick] = []
        for exponent in decades {
            let power = powerOfTen(exponent)
            // Multiples of the stride, so that 10^0 keeps its label wherever the data begin.
            let label = exponent % stride == 0 ? powerLabel(exponent) : ""
            if power >= lower { ticks.append(Tick(value: power, label: label)) }
            guard stride == 1 else { continue }
            for multiple in 2...9 where (lower...upper).contains(Double(multiple) * power) {
                ticks.append(Tick(value: Double(multiple) * power, label: ""))
            }
        }
        return ticks
    }
    let fine = decades.flatMap { exponent in
        [1, 2, 5].map { TickStep(mantissa: $0, exponent: exponent).value }
    }.filter { (lower...upper).contains($0) }
    if fine.count >= 3 { return fine.map { Tick(value: $0, label: readable($0)) } }
    return linearTicks(low, high, step: TickStep(covering: high - low, in: count))
}

/// The next of 1, 2, 5 times a power of ten at or outside of both bounds, which are positive.
package func logOutward(_ low: Double, _ high: Double) -> (Double, Double) {
    let around = { (value: Double) in
        let exponent = decimalExponent(value)
        return [(1, exponent), (2, exponent), (5, exponent), (1, exponent + 1)].map {
            TickStep(mantissa: $0, exponent: $1).value
        }
    }
    return (
        around(low).last { $0 <= low * (1 + 1e-9) } ?? low,
        around(high).first { $0 >= high * (1 - 1e-9) } ?? high
    )
}

/// `0.001`, `1`, `1000`, `10k`, `1M`; with an exponent below a thousandth and from 1e9 on.
private func powerLabel(_ exponent: Int) -> String {
    switch exponent {
    case -3...3: readable(powerOfTen(exponent))
    case 4...5: "\(fixed(powerOfTen(exponent - 3), decimals: 0))k"
    case 6...8: "\(fixed(powerOfTen(exponent - 6), decimals: 0))M"
    default: "1e\(exponent)"
    }
}
