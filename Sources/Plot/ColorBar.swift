/// A strip that tells which colour stands for which number, with the ends' and the middle's values.
struct ColorBar {
    /// What fills the strip from low to high.
    enum Fill {
        case map(ColorMap)
        /// One colour, from transparent to opaque.
        case tint(RGB)
    }

    let fill: Fill
    let range: ClosedRange<Double>

    static let height = 34.0

    /// Draws the strip with its upper left corner at `(x, y)`.
    func draw(into svg: inout SVG, x: Double, y: Double, width: Double) {
        let strip = Rect(x: x, y: y, width: width, height: 10)
        switch fill {
        case .map(let map):
            // One pixel per unit. A gradient would need an id, unique on the page.
            let count = max(2, Int(width))
            let pixels = (0..<count).flatMap { column in
                let color = map.color(at: Double(column) / Double(count - 1))
                return [color.red, color.green, color.blue]
            }
            svg.image(
                pngDataURI(pixels, width: count, height: 1, channels: 3), in: strip, smooth: true)
        case .tint(let color):
            svg.group("g", ["fill": color.hex]) { svg in
                let steps = 32
                for step in 0..<steps {
                    svg.element(
                        "rect",
                        [
                            "x": x + width * Double(step) / Double(steps), "y": y,
                            "width": width / Double(steps), "height": strip.height,
                            "fill-opacity": Double(step) / Double(steps - 1),
                        ])
                }
            }
        }
        let middle = range.lowerBound / 2 + range.upperBound / 2
        svg.group("g", ["class": "lp-muted", "fill": Theme.light.muted]) { svg in
            let row = y + strip.height + 13
            svg.label(readable(range.lowerBound, significant: 3), x: x, y: row, size: 11)
            svg.label(
                readable(middle, significant: 3), x: x + width / 2, y: row, anchor: .middle,
                size: 11)
            svg.label(
                readable(range.upperBound, significant: 3), x: x + width, y: row, anchor: .end,
                size: 11)
        }
    }
}
