#if canImport(Glibc)
    import Glibc
#endif

/// Numbers as positions along an axis, in SVG units, and the ticks that tell which is where.
struct Scale {
    let kind: Axis.Kind
    let low, high: Double
    let start, end: Double
    let ticks: [Tick]

    /// The position of `value`, `nil` where it has none: not finite, or not positive on a
    /// logarithmic axis. Outside of the range positions go on.
    func position(_ value: Double) -> Double? {
        guard abs(value) < 1e150 else { return nil }
        switch kind {
        case .linear:
            return start + (value - low) / (high - low) * (end - start)
        case .log:
            guard value > 1e-150 else { return nil }
            let fraction = (log10(value) - log10(low)) / (log10(high) - log10(low))
            return start + fraction * (end - start)
        }
    }

    func contains(_ value: Double) -> Bool {
        value >= low && value <= high
    }

    /// The ticks with labels, thinned until neighbours no longer touch when written side by side.
    func ticksSideBySide(size: Double) -> [Tick] {
        let labelled = ticks.filter { !$0.label.isEmpty }
        for stride in 1...max(1, labelled.count) {
            let kept = labelled.indices.filter { $0 % stride == 0 }.map { labelled[$0] }
            let clear = zip(kept, kept.dropFirst()).allSatisfy { a, b in
                guard let left = position(a.value), let right = position(b.value) else {
                    return true
                }
                let room = (textWidth(a.label, size: size) + textWidth(b.label, size: size)) / 2
                return abs(right - left) > room + 6
            }
            if clear { return kept }
        }
        return Array(labelled.prefix(1))
    }
}
