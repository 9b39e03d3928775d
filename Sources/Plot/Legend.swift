/// The names of series or classes in rows between title and plot, where labels beside the data
/// would not fit.
struct Legend {
    /// What stands before a name.
    enum Sample {
        case line(dash: String)
        case marker
    }

    struct Entry {
        let name: String
        let color: Int
        let sample: Sample
    }

    private let placed: [(entry: Entry, x: Double, row: Int, room: Double)]
    private let rows: Int
    private static let rowHeight = 18.0

    /// Fills rows of `width` units from left to right.
    init(_ entries: [Entry], width: Double) {
        var (x, row) = (2.0, 0)
        var placed: [(Entry, Double, Int, Double)] = []
        for entry in entries {
            let needed = min(34 + textWidth(shortened(entry.name, to: 100), size: 12), width)
            if x > 2 && x + needed > width { (x, row) = (2, row + 1) }
            placed.append((entry, x, row, needed - 24))
            x += needed + 4
        }
        self.placed = placed
        rows = entries.isEmpty ? 0 : row + 1
    }

    var height: Double { Double(rows) * Legend.rowHeight }

    /// Draws the rows below `top`.
    func draw(into svg: inout SVG, top: Double) {
        for (entry, x, row, room) in placed {
            let middle = top + (Double(row) + 0.5) * Legend.rowHeight
            svg.group("g", Palette.attributes(entry.color)) { svg in
                switch entry.sample {
                case .line(let dash):
                    svg.element(
                        "line",
                        [
                            "x1": x, "x2": x + 16, "y1": middle, "y2": middle,
                            "stroke": "currentColor", "stroke-width": 2, "stroke-dasharray": dash,
                        ])
                case .marker:
                    svg.group("g", ["fill": "currentColor"]) { svg in
                        Marker(series: entry.color).draw(
                            into: &svg, x: x + 8, y: middle, radius: 4.5, tooltip: nil)
                    }
                }
            }
            svg.label(entry.name, x: x + 21, y: middle + 4, room: room)
        }
    }
}
