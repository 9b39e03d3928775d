/// A heat map's cells: colours, numbers and tooltips.
struct HeatmapCells {
    let chart: Heatmap
    let shown: [Double]
    let range: ClosedRange<Double>
    let layout: HeatmapLayout

    /// Above this number of cells the colours become one picture and only the largest cells keep
    /// tooltips: a matrix of 100 classes would else weigh a megabyte.
    private static let detailed = 1000

    private var tint: RGB { Heatmap.tint(numbered: layout.numberSize != nil) }

    func draw(into svg: inout SVG) {
        if shown.count > HeatmapCells.detailed {
            drawPicture(into: &svg)
            drawTooltips(into: &svg)
        } else {
            drawCells(into: &svg)
        }
        svg.element(
            "rect",
            [
                "class": "lp-grid", "fill": "none", "stroke": Theme.light.grid,
                "x": layout.plot.x, "y": layout.plot.y, "width": layout.plot.width,
                "height": layout.plot.height,
            ])
    }

    /// As it is printed in a cell: whole numbers whole, shares with two decimals.
    static func number(_ value: Double) -> String {
        if value == value.rounded() || abs(value) >= 100 {
            return abs(value) < 1e5 ? fixed(value, decimals: 0) : readable(value, significant: 2)
        }
        return abs(value) < 0.005 ? "0" : fixed(value, decimals: abs(value) < 10 ? 2 : 1)
    }

    private func drawCells(into svg: inout SVG) {
        svg.group("g", ["color": tint.hex]) { svg in
            for index in shown.indices where shown[index].isFinite {
                let box = box(index)
                let fraction = opacity(index)
                svg.element(
                    "rect",
                    [
                        "x": box.x, "y": box.y, "width": box.width, "height": box.height,
                        "fill": chart.colors?.color(at: fraction).hex ?? "currentColor",
                        "fill-opacity": chart.colors == nil ? fraction : 1,
                    ],
                    tooltip: tooltip(index))
            }
        }
        guard let size = layout.numberSize else { return }
        svg.group("g", ["pointer-events": "none"]) { svg in
            for index in shown.indices where shown[index].isFinite {
                let box = box(index)
                svg.label(
                    HeatmapCells.number(shown[index]), x: box.x + box.width / 2,
                    y: box.y + box.height / 2 + size * 0.36, anchor: .middle, size: size,
                    style: ink(index).style, fill: ink(index).fill)
            }
        }
    }

    private func box(_ index: Int) -> Rect {
        layout.cell(row: index / chart.columns.count, column: index % chart.columns.count)
    }

    private func opacity(_ index: Int) -> Double {
        min(max(range.fraction(of: shown[index]), 0), 1)
    }

    /// Ink that stands out from the cell. On a tint it is the theme's own ink, dark on light paper
    /// and light on dark, until the tint is nearly full; there white has more contrast on either.
    private func ink(_ index: Int) -> (style: String, fill: String?) {
        if let colors = chart.colors {
            let dark = colors.color(at: range.fraction(of: shown[index])).wantsDarkInk
            return ("", dark ? "#000" : "#fff")
        }
        if shown[index] == 0 { return ("lp-muted", Theme.light.muted) }
        return opacity(index) > 0.74 ? ("", "#fff") : ("", nil)
    }

    /// The colours as a PNG of one pixel a cell; a tint is the series colour with an opacity.
    private func drawPicture(into svg: inout SVG) {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(shown.count * 4)
        for index in shown.indices {
            let fraction = opacity(index)
            let color = chart.colors?.color(at: fraction) ?? tint
            let alpha = chart.colors == nil ? UInt8((fraction * 255).rounded()) : 255
            pixels += [color.red, color.green, color.blue, shown[index].isFinite ? alpha : 0]
        }
        let uri = pngDataURI(
            pixels, width: chart.columns.count, height: chart.rows.count, channels: 4)
        svg.image(uri, in: layout.plot)
    }

    /// The largest magnitudes, first of equals first.
    private func drawTooltips(into svg: inout SVG) {
        let ranked = shown.indices.filter { shown[$0].isFinite && shown[$0] != 0 }.sorted {
            (abs(shown[$1]), $0) < (abs(shown[$0]), $1)
        }
        svg.group("g", ["class": "lp-hover", "fill": "#000", "fill-opacity": 0]) { svg in
            for index in ranked.prefix(HeatmapCells.detailed) {
                let box = box(index)
                svg.element(
                    "rect",
                    ["x": box.x, "y": box.y, "width": box.width, "height": box.height],
                    tooltip: tooltip(index))
            }
        }
    }

    private func tooltip(_ index: Int) -> String {
        let row = shortened(chart.rows[index / chart.columns.count], to: 60)
        let column = shortened(chart.columns[index % chart.columns.count], to: 60)
        let value = readable(chart.values[index])
        let share = chart.normalization == .none ? "" : " (\(readable(shown[index])))"
        return "\(row) → \(column): \(value)\(share)"
    }
}
