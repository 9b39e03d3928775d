/// Lines over a common horizontal axis: learning curves, gradient norms, schedules.
///
/// Names stand at the lines' ends, or in a legend above where there are too many. Single points
/// are told on hovering where there are no more than a few hundred.
///
/// - Special values: a point that has no place (NaN, infinite, not positive on a logarithmic axis)
///   leaves a gap. A chart without points says "no data".
public struct LineChart: Sendable {
    /// How a line is broken, so that it can be told from others without colour.
    public enum Dash: Sendable {
        case solid, dashed, dotted
    }

    /// One line, from point to point in the order given.
    public struct Series: Sendable {
        /// Stands at the line's end, or in the legend; empty for no name.
        public let name: String
        /// In the order in which they are joined.
        public let points: [(x: Double, y: Double)]
        /// A solid line past the palette's seven colours is broken too, since they repeat.
        public let dash: Dash
        /// The index in the palette, `nil` for the series' own place in the chart.
        public let color: Int?

        /// Points anywhere on the horizontal axis.
        public init(
            _ name: String, points: [(x: Double, y: Double)], dash: Dash = .solid,
            color: Int? = nil
        ) {
            (self.name, self.points, self.dash, self.color) = (name, points, dash, color)
        }

        /// `values` at `first`, `first + 1`, … : the usual form of a value per epoch.
        public init(
            _ name: String, values: [Double], from first: Int = 1, dash: Dash = .solid,
            color: Int? = nil
        ) {
            let points = values.enumerated().map { (x: Double(first + $0), y: $1) }
            self.init(name, points: points, dash: dash, color: color)
        }
    }

    /// A vertical rule with a label, for instance at the best epoch.
    public struct Rule: Sendable {
        /// In the unit of the horizontal axis.
        public let x: Double
        /// Stands above the plot, beside the rule.
        public let label: String

        /// A rule outside of what the axis shows is left out; it does not widen the axis.
        public init(at x: Double, label: String) {
            (self.x, self.label) = (x, label)
        }
    }

    /// Stands above the chart; empty for none.
    public let title: String
    /// The horizontal axis and the vertical one.
    public let x, y: Axis
    /// The first takes the palette's first colour, unless it has one of its own.
    public let series: [Series]
    /// Vertical rules behind the lines.
    public let rules: [Rule]
    /// In SVG units: the width from 160 to 10,000, the height from 100, without what a legend of more rows
    /// and names of rules add.
    public let width, height: Double

    /// - Parameters:
    ///   - width: in SVG units, of which text takes 12; the chart scales to its container.
    public init(
        _ title: String, x: Axis = "", y: Axis = "", series: [Series], rules: [Rule] = [],
        width: Double = 480, height: Double = 300
    ) {
        checkSize("LineChart", width: width, height: height)
        (self.title, self.x, self.y) = (title, x, y)
        (self.series, self.rules, self.width, self.height) = (series, rules, width, height)
    }

    /// The chart as an SVG element.
    public func svg() -> String {
        let shown = series.indices.filter { series[$0].points.contains(where: isDrawn) }
        // A lone line that is called what the axis is called needs no second label.
        let named = shown.filter { !series[$0].name.isEmpty && series[$0].name != y.label }
        let head = titleHeight(title)
        let fitsBeside = Double(named.count) * LineChart.labelGap <= height - head - 80
        let widest = named.map {
            textWidth(shortened(series[$0].name, to: 100), size: Frame.textSize)
        }.max()
        let right = fitsBeside ? widest.map { min($0, width * 0.3) + 24 } ?? 14 : 14
        let legend = Legend(
            fitsBeside
                ? []
                : named.map {
                    Legend.Entry(
                        name: series[$0].name, color: color($0), sample: .line(dash: dashes($0)))
                }, width: width)

        // Rows past the first make the picture higher, so that they take no room from the lines.
        let height = height + max(0, legend.height - 18)
        let points = shown.flatMap { series[$0].points.filter(isDrawn) }
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        let frameBelow = { (rows: Double) in
            Frame(
                x: x, y: y, xs: xs, ys: ys, fits: (.exact, .nice), width: width, height: height,
                top: head + legend.height + rows, right: right)
        }
        guard let first = frameBelow(0) else {
            return emptyChart(title: title, width: width, height: height)
        }
        let names = RuleNames(rules, in: first)
        let frame = frameBelow(names.height) ?? first

        return SVG.document(title: title, summary: summary, width: width, height: height) { svg in
            drawTitle(title, width: width, into: &svg)
            legend.draw(into: &svg, top: head)
            frame.draw(into: &svg)
            names.draw(in: frame, into: &svg)
            for index in shown { draw(index, in: frame, into: &svg) }
            if fitsBeside { drawEndLabels(named, in: frame, into: &svg) }
        }
    }

    private static let labelGap = 15.0

    private func isDrawn(_ point: (x: Double, y: Double)) -> Bool {
        x.holds(point.x) && y.holds(point.y)
    }

    private func color(_ index: Int) -> Int {
        series[index].color ?? index
    }

    private func dashes(_ index: Int) -> String {
        switch series[index].dash {
        case .dashed: "6 4"
        case .dotted: "1.5 4"
        case .solid: ["none", "9 3", "3 3", "9 3 2 3"][Palette.round(color(index)) % 4]
        }
    }

    private func draw(_ index: Int, in frame: Frame, into svg: inout SVG) {
        let points = series[index].points
        let places = points.map { point -> (x: Double, y: Double)? in
            guard let x = frame.x.position(point.x), let y = frame.y.position(point.y) else {
                return nil
            }
            return (x, y)
        }
        svg.group("g", Palette.attributes(color(index))) { svg in
            frame.clipped(into: &svg) { svg in
                svg.element(
                    "path",
                    [
                        "d": LinePath(places).data, "fill": "none", "stroke": "currentColor",
                        "stroke-width": points.count > 1000 ? 1 : 2, "stroke-linejoin": "round",
                        "stroke-linecap": "round",
                        "stroke-dasharray": dashes(index),
                    ])
            }
            guard points.count <= 300 else { return }
            // Dots show which points were measured, as long as they do not fill the line.
            let isSparse = points.count <= 25
            for (point, place) in zip(points, places) {
                guard let place, frame.x.contains(point.x), frame.y.contains(point.y) else {
                    continue
                }
                let tip = "\(series[index].name) · \(pair(point))"
                if isSparse {
                    svg.element(
                        "circle",
                        ["cx": place.x, "cy": place.y, "r": 2.5, "fill": "currentColor"])
                }
                svg.element(
                    "circle",
                    [
                        "class": "lp-hover", "cx": place.x, "cy": place.y, "r": 7,
                        "fill": "#000", "fill-opacity": 0,
                    ], tooltip: tip)
            }
        }
    }

    private func pair(_ point: (x: Double, y: Double)) -> String {
        let name = x.label.isEmpty ? "x" : x.label
        return "\(name) \(readable(point.x)): \(readable(point.y))"
    }

    /// Each name at its line's height, pushed apart where they would touch, with a leader from the
    /// line's last point.
    private func drawEndLabels(_ named: [Int], in frame: Frame, into svg: inout SVG) {
        let ends = named.compactMap { index -> (index: Int, x: Double, y: Double)? in
            guard let last = series[index].points.last(where: isDrawn),
                let x = frame.x.position(last.x), let y = frame.y.position(last.y)
            else { return nil }
            let (plot, held) = (frame.plot, min(max(y, frame.plot.y), frame.plot.bottom))
            return (index, min(max(x, plot.x), plot.right), held)
        }
        let places = spread(
            ends.map(\.y), gap: LineChart.labelGap, within: frame.plot.y...frame.plot.bottom)
        let start = frame.plot.right + 16
        for (end, y) in zip(ends, places) {
            svg.group("g", Palette.attributes(color(end.index))) { svg in
                let route =
                    "M\(coordinate(end.x)) \(coordinate(end.y))"
                    + "L\(coordinate(frame.plot.right + 3)) \(coordinate(end.y))"
                    + "L\(coordinate(start - 3)) \(coordinate(y))"
                svg.element(
                    "path", ["d": route, "fill": "none", "stroke": "currentColor", "opacity": 0.7])
            }
            svg.label(series[end.index].name, x: start, y: y + 4, room: width - start)
        }
    }

    /// What a reader who does not see the picture is told.
    private var summary: String {
        let lines = series.prefix(8).compactMap { series -> String? in
            guard let last = series.points.last(where: isDrawn) else { return nil }
            let range = finiteRange(series.points.lazy.filter(isDrawn).map(\.y))
            let span = range.map { "\(readable($0.lowerBound)) to \(readable($0.upperBound))" }
            return "\(series.name): \(span ?? ""), at the end \(readable(last.y))"
        }
        return "Line chart of \(y.label) over \(x.label). \(lines.joined(separator: "; "))"
    }
}
