/// The names of a line chart's rules above its plot, in as many rows as keep them apart.
struct RuleNames {
    private let placed: [(rule: LineChart.Rule, row: Int, left: Bool)]
    private let rows: Int
    /// Whether the lowest row is that of the vertical axis's name, and there anyway.
    private let sharesRow: Bool
    private static let rowHeight = 15.0

    /// Rows fill from the bottom up and from right to left, since a name stands right of its rule:
    /// so no rule on its way up to its name crosses another name. Near the edge names stand left.
    init(_ rules: [LineChart.Rule], in frame: Frame) {
        let axisName = frame.yLabel.isEmpty ? 0 : textWidth("↑ " + frame.yLabel, size: 12) + 10
        var rowStarts = [frame.width]
        var placed: [(LineChart.Rule, Int, Bool)] = []
        for rule in rules.sorted(by: { $0.x > $1.x }) where frame.x.contains(rule.x) {
            guard let at = frame.x.position(rule.x) else { continue }
            let needed = textWidth(shortened(rule.label, to: 60), size: 12)
            let isLeft = at - 3 + needed > frame.width
            let start = isLeft ? at + 3 - needed : at - 3
            var row = 0
            while row < rowStarts.count {
                if start + needed <= rowStarts[row] && (row > 0 || start >= axisName) { break }
                row += 1
            }
            if row == rowStarts.count { rowStarts.append(frame.width) }
            rowStarts[row] = start - 8
            placed.append((rule, row, isLeft))
        }
        self.placed = placed
        rows = placed.isEmpty ? 0 : rowStarts.count
        sharesRow = !frame.yLabel.isEmpty
    }

    /// The room for rows that the frame does not have already.
    var height: Double {
        Double(max(0, sharesRow ? rows - 1 : rows)) * RuleNames.rowHeight
    }

    /// Draws the rules over the plot's height and up to their names.
    func draw(in frame: Frame, into svg: inout SVG) {
        for (rule, row, _) in placed {
            guard let at = frame.x.position(rule.x) else { continue }
            let base = baseline(row, in: frame)
            svg.element(
                "line",
                [
                    "class": "lp-line", "stroke": Theme.light.muted, "stroke-dasharray": "3 3",
                    "x1": at, "x2": at, "y1": base + 4, "y2": frame.plot.bottom,
                ])
        }
        for (rule, row, isLeft) in placed {
            guard let at = frame.x.position(rule.x) else { continue }
            svg.label(
                rule.label, x: isLeft ? at + 3 : at - 3, y: baseline(row, in: frame),
                anchor: isLeft ? .end : .start,
                style: "lp-halo", room: frame.width * 0.7)
        }
    }

    private func baseline(_ row: Int, in frame: Frame) -> Double {
        frame.plot.y - Frame.nameGap - RuleNames.rowHeight * Double(row)
    }
}
