/// A trend the size of a word, for a table's cell: one line, its last value as a dot.
///
/// - Special values: a value that is not finite leaves a gap; without a finite one the line is empty.
public struct Sparkline: Sendable, Hashable {
    /// From left to right, at equal distances.
    public let values: [Double]
    /// The index in the palette.
    public let color: Int

    /// Blue, the palette's first, unless told otherwise.
    public init(_ values: [Double], color: Int = 0) {
        (self.values, self.color) = (values, color)
    }

    /// The line as an SVG element, six letters wide and as high as a line of text.
    public func svg() -> String {
        let (width, height, inset) = (96.0, 20.0, 3.0)
        let axis = Axis.linear()
        let places = axis.scale(
            over: values, from: height - inset, to: inset, ticks: 2, fit: .exact
        ).map { scale in
            values.enumerated().map { index, value -> (x: Double, y: Double)? in
                let step = (width - 2 * inset) / Double(max(1, values.count - 1))
                return scale.position(value).map { (inset + step * Double(index), $0) }
            }
        }
        let told = values.last(where: \.isFinite).map { "last \(readable($0))" } ?? "no data"
        var svg = SVG()
        svg.group(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "lamina-plot",
                "viewBox": "0 0 96 20", "role": "img", "aria-label": "trend, \(told)",
                "style": "width:6em;height:1.25em;vertical-align:middle",
            ]
        ) { svg in
            svg.element("title", [:], content: told)
            svg.style()
            svg.group("g", Palette.attributes(color)) { svg in
                guard let places else { return }
                svg.element(
                    "path",
                    [
                        "d": LinePath(places, dense: 192).data, "fill": "none",
                        "stroke": "currentColor", "stroke-width": 1.5, "stroke-linejoin": "round",
                        "stroke-linecap": "round",
                    ])
                if let last = places.last(where: { $0 != nil }), let last {
                    svg.element(
                        "circle", ["cx": last.x, "cy": last.y, "r": 2.5, "fill": "currentColor"])
                }
            }
        }
        return svg.markup
    }
}
