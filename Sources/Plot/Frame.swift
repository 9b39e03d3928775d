/// The room of a chart with two axes: where the data go, what surrounds them, and how it is drawn.
struct Frame {
    /// The size of tick labels and most other text.
    static let textSize = 12.0
    /// From the vertical axis's name to the plot below.
    static let nameGap = 11.0

    let x, y: Scale
    let xLabel, yLabel: String
    let width: Double
    let plot: Rect

    /// Lays out axes for the data in `xs` and `ys` below `top` units of title, legend and rules' names and left
    /// of `right` units of labels. `nil` if there is nothing to show.
    init?(
        x: Axis, y: Axis, xs: some Sequence<Double>, ys: some Sequence<Double>,
        fits: (x: Axis.Fit, y: Axis.Fit), width: Double, height: Double, top: Double,
        right: Double
    ) {
        let plotTop = top + (y.label.isEmpty ? 8 : 24)
        let plotBottom = height - (x.label.isEmpty ? 24 : 40)
        // Linear labels want air; decades are few, and each of them is worth a label.
        let rows = Int((plotBottom - plotTop) / (y.kind == .log ? 24 : 45))
        guard
            let vertical = y.scale(
                over: ys, from: plotBottom, to: plotTop, ticks: max(2, rows), fit: fits.y)
        else { return nil }
        let widest = vertical.ticks.map { textWidth($0.label, size: Frame.textSize) }.max() ?? 0
        let left = max(24, widest + 10)
        guard
            let horizontal = x.scale(
                over: xs, from: left, to: width - right,
                ticks: max(2, Int((width - right - left) / 70)), fit: fits.x)
        else { return nil }
        (self.x, self.y, xLabel, yLabel, self.width) = (
            horizontal, vertical, x.label, y.label, width
        )
        plot = Rect(x: left, y: plotTop, width: width - right - left, height: plotBottom - plotTop)
    }

    /// Which ticks have lines across the plot.
    enum Grid {
        case none, horizontal, both
    }

    /// Grid lines, ticks and labels; drawn first, the data go on top.
    func draw(into svg: inout SVG, grid: Grid = .horizontal) {
        svg.group("g", ["class": "lp-grid", "stroke": Theme.light.grid]) { svg in
            for tick in y.ticks where grid != .none && !tick.label.isEmpty {
                guard let at = y.position(tick.value) else { continue }
                svg.element(
                    "line", ["x1": plot.x, "x2": plot.right, "y1": at, "y2": at])
            }
            for tick in x.ticks where grid == .both && !tick.label.isEmpty {
                guard let at = x.position(tick.value) else { continue }
                svg.element(
                    "line", ["x1": at, "x2": at, "y1": plot.y, "y2": plot.bottom])
            }
        }
        drawMarks(into: &svg)
        svg.group("g", ["class": "lp-muted", "fill": Theme.light.muted]) { svg in
            for tick in y.ticks where !tick.label.isEmpty {
                guard let at = y.position(tick.value) else { continue }
                svg.label(tick.label, x: plot.x - 6, y: at + 4, anchor: .end)
            }
            for tick in x.ticksSideBySide(size: Frame.textSize) {
                guard let at = x.position(tick.value) else { continue }
                // A label on the last tick would otherwise stick out of the picture.
                let half = textWidth(tick.label, size: Frame.textSize) / 2
                let overhangs = at + half > width
                svg.label(
                    tick.label, x: overhangs ? width : at, y: plot.bottom + 18,
                    anchor: overhangs ? .end : .middle)
            }
            // Labels lie flat beside their axis, where they are read without turning the head.
            if !yLabel.isEmpty {
                svg.label("↑ " + yLabel, x: 2, y: plot.y - Frame.nameGap, room: width - 4)
            }
            if !xLabel.isEmpty {
                svg.label(
                    xLabel + " →", x: plot.right, y: plot.bottom + 35, anchor: .end,
                    room: plot.right)
            }
        }
    }

    /// The base line with its ticks, and the unlabelled ticks of a logarithmic axis.
    private func drawMarks(into svg: inout SVG) {
        svg.group("g", ["class": "lp-line", "stroke": Theme.light.muted]) { svg in
            svg.element(
                "line",
                ["x1": plot.x, "x2": plot.right, "y1": plot.bottom, "y2": plot.bottom])
            for tick in x.ticks {
                guard let at = x.position(tick.value) else { continue }
                svg.element(
                    "line",
                    [
                        "x1": at, "x2": at, "y1": plot.bottom,
                        "y2": plot.bottom + (tick.label.isEmpty ? 3 : 5),
                    ])
            }
            for tick in y.ticks where tick.label.isEmpty {
                guard let at = y.position(tick.value) else { continue }
                svg.element("line", ["x1": plot.x, "x2": plot.x + 4, "y1": at, "y2": at])
            }
        }
    }

    /// Draws what `body` draws cut to the plot. An inner `svg` clips without an `id`, which would
    /// have to be unique on the page.
    func clipped(into svg: inout SVG, body: (inout SVG) -> Void) {
        // Lines and dots at the very edge keep their full width.
        let room = Rect(
            x: plot.x - 4, y: plot.y - 4, width: plot.width + 8, height: plot.height + 8)
        let box = [room.x, room.y, room.width, room.height].map(coordinate)
        svg.group(
            "svg",
            [
                "x": room.x, "y": room.y, "width": room.width, "height": room.height,
                "viewBox": box.joined(separator: " "),
            ],
            body: body)
    }
}

/// The height that a title takes.
func titleHeight(_ title: String) -> Double {
    title.isEmpty ? 0 : 26
}

/// The title at the top left.
func drawTitle(_ title: String, width: Double, into svg: inout SVG) {
    if !title.isEmpty { svg.label(title, x: 2, y: 17, size: 14, bold: true, room: width - 4) }
}

/// A chart that has nothing to show says so, at its usual size, so that a page does not jump.
func emptyChart(title: String, width: Double, height: Double) -> String {
    SVG.document(title: title, summary: "no data", width: width, height: height) { svg in
        drawTitle(title, width: width, into: &svg)
        svg.label(
            "no data", x: width / 2, y: height / 2 + 4, anchor: .middle, style: "lp-muted",
            fill: Theme.light.muted)
    }
}
