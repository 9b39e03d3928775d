/// One direction of a chart: its label, its scale, and the range to show if not that of the data.
///
/// A string literal is a linear axis with that label.
public struct Axis: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// How numbers become distances.
    public enum Kind: Sendable, Hashable {
        /// Equal differences are equally far apart.
        case linear
        /// Equal ratios are equally far apart; zero and negative numbers have no place.
        case log
    }

    /// Stands along the axis; empty for none.
    public let label: String
    /// How numbers become distances.
    public let kind: Kind
    /// What is shown; nil for what the data span. Finite and not empty; above 0 on a logarithmic axis.
    public let range: ClosedRange<Double>?

    private init(_ label: String, kind: Kind, range: ClosedRange<Double>?) {
        if let range {
            require(
                range.lowerBound.isFinite && range.upperBound.isFinite
                    && range.lowerBound < range.upperBound,
                "Axis: the range must be finite and not empty, got \(range)")
            require(
                kind == .linear || range.lowerBound > 0,
                "Axis: a logarithmic range must lie above zero, got \(range)")
        }
        (self.label, self.kind, self.range) = (label, kind, range)
    }

    public init(stringLiteral label: String) {
        self.init(label, kind: .linear, range: nil)
    }

    /// A linear axis; without `range` it spans the data.
    public static func linear(_ label: String = "", range: ClosedRange<Double>? = nil) -> Axis {
        Axis(label, kind: .linear, range: range)
    }

    /// A logarithmic axis, its ticks at powers of ten; without `range` it spans the positive data.
    public static func log(_ label: String = "", range: ClosedRange<Double>? = nil) -> Axis {
        Axis(label, kind: .log, range: range)
    }

    /// Whether `value` has a place on this axis; where it has none, a line has a gap. The outermost
    /// magnitudes are left out, since differences and ratios of them overflow.
    func holds(_ value: Double) -> Bool {
        switch kind {
        case .linear: abs(value) < 1e150
        case .log: value > 1e-150 && value < 1e150
        }
    }

    /// What the scale does with the ends of the data.
    enum Fit {
        /// They are the ends of the axis.
        case exact
        /// The axis goes on to the next ticks.
        case nice
        /// The axis goes on for a twenty-fifth of its length, so that marks are not cut.
        case padded
    }

    /// The scale that shows `values` between two positions with about `ticks` ticks; `nil` if this
    /// axis has no place for any of them.
    func scale(
        over values: some Sequence<Double>, from start: Double, to end: Double, ticks count: Int,
        fit: Fit
    ) -> Scale? {
        var (low, high, whole) = (Double.infinity, -Double.infinity, true)
        for value in values where holds(value) {
            (low, high) = (min(low, value), max(high, value))
            whole = whole && value == value.rounded()
        }
        guard low <= high else { return nil }
        if let range {
            (low, high) = (range.lowerBound, range.upperBound)
        } else {
            (low, high) = widened(low, high)
        }
        let choice: [Tick]
        switch kind {
        case .linear:
            let step = TickStep(
                covering: high - low, in: count, wholeNumbers: whole && range == nil)
            if range == nil && fit == .nice { (low, high) = step.outward(low, high) }
            if range == nil && fit == .padded {
                (low, high) = (low - (high - low) / 25, high + (high - low) / 25)
            }
            choice = linearTicks(low, high, step: step)
        case .log:
            if range == nil && fit != .exact { (low, high) = logOutward(low, high) }
            choice = logTicks(low, high, count: count)
        }
        return Scale(kind: kind, low: low, high: high, start: start, end: end, ticks: choice)
    }

    /// A single value, or values that differ by rounding only, in the middle of some room.
    private func widened(_ low: Double, _ high: Double) -> (Double, Double) {
        let size = max(abs(low), abs(high))
        if high - low > size * 1e-12 && high - low > 1e-150 { return (low, high) }
        if kind == .log { return (low / 2, high * 2) }
        return size < 1e-150 ? (-1, 1) : (low - size / 2, high + size / 2)
    }
}
