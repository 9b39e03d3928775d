/// Horizontal bars, one a row, with its name before and its number behind: scores per class,
/// parameters per layer.
///
/// - Special values: a bar that has no place (NaN, infinite) is left out and its value written. A
///   chart without bars says "no data".
public struct BarChart: Sendable {
    /// One row of the chart.
    public struct Bar: Sendable, Hashable {
        /// Stands before the bar.
        public let label: String
        /// The length, in the unit of the chart's axis; below 0 the bar points left.
        public let value: Double
        /// The index in the palette.
        public let color: Int

        /// Blue, the palette's first, unless told otherwise.
        public init(_ label: String, _ value: Double, color: Int = 0) {
            (self.label, self.value, self.color) = (label, value, color)
        }
    }

    /// Stands above the chart; empty for none.
    public let title: String
    /// What the bars' length means.
    public let x: Axis
    /// From the top down.
    public let bars: [Bar]
    /// In SVG units, from 160 to 10,000; the height follows from the number of bars.
    public let width: Double

    /// - Parameters:
    ///   - x: what the bars' length means; its range always holds the base line at zero, unless it
    ///     is given or logarithmic.
    ///   - bars: from the top down.
    public init(_ title: String, x: Axis = "", bars: [Bar], width: Double = 480) {
        checkSize("BarChart", width: width, height: 100)
        (self.title, self.x, self.bars, self.width) = (title, x, bars, width)
    }

    /// The chart as an SVG element.
    public func svg() -> String {
        let head = titleHeight(title)
        let values = bars.map(\.value).filter(x.holds)
        let names = bars.map { textWidth(shortened($0.label, to: 100), size: 12) }
        let numbers = bars.map { textWidth(readable($0.value), size: 12) }.max() ?? 0
        let left = min(names.max() ?? 0, width * 0.38) + 10
        // A negative bar's number stands at its left end.
        let inset = values.contains { $0 < 0 } ? numbers + 8 : 0
        let zero = x.kind == .linear ? [0.0] : []
        guard !values.isEmpty,
            let scale = x.scale(
                over: values + zero, from: left + inset, to: width - numbers - 10, ticks: 5,
                fit: x.kind == .linear ? .exact : .nice)
        else { return emptyChart(title: title, width: width, height: 100) }

        let axis = x.label.isEmpty ? 6.0 : 22
        let height = head + Double(bars.count) * BarChart.rowHeight + axis
        return SVG.document(title: title, summary: summary, width: width, height: height) { svg in
            drawTitle(title, width: width, into: &svg)
            let base = scale.position(min(max(0, scale.low), scale.high)) ?? scale.start
            for (row, bar) in bars.enumerated() {
                let top = head + Double(row) * BarChart.rowHeight
                svg.label(
                    bar.label, x: left - 6, y: top + 15, anchor: .end, room: left - 8)
                draw(bar, top: top, base: base, scale: scale, into: &svg)
            }
            svg.element(
                "line",
                [
                    "class": "lp-line", "stroke": Theme.light.muted, "x1": base, "x2": base,
                    "y1": head, "y2": height - axis,
                ])
            if !x.label.isEmpty {
                svg.label(
                    x.label + " →", x: width - 2, y: height - 6, anchor: .end, style: "lp-muted",
                    fill: Theme.light.muted, room: width - 4)
            }
        }
    }

    private static let rowHeight = 21.0

    private func draw(
        _ bar: Bar, top: Double, base: Double, scale: Scale, into svg: inout SVG
    ) {
        guard let place = scale.position(bar.value) else {
            svg.label(
                readable(bar.value), x: base + 6, y: top + 15, style: "lp-muted",
                fill: Theme.light.muted)
            return
        }
        let end = min(max(place, scale.start), scale.end)
        svg.group("g", Palette.attributes(bar.color)) { svg in
            svg.element(
                "rect",
                [
                    "x": min(base, end), "y": top + 3, "width": abs(end - base),
                    "height": BarChart.rowHeight - 6, "rx": 1.5, "fill": "currentColor",
                ], tooltip: "\(bar.label): \(readable(bar.value))")
        }
        svg.label(
            readable(bar.value), x: end < base ? end - 5 : end + 5, y: top + 15,
            anchor: end < base ? .end : .start)
    }

    private var summary: String {
        let told = bars.prefix(12).map { "\($0.label) \(readable($0.value))" }
        return "Bar chart. \(told.joined(separator: ", "))"
    }
}
