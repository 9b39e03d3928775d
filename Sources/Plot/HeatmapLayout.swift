/// Where a heat map's cells and names stand.
struct HeatmapLayout {
    let plot: Rect
    let cellWidth, cellHeight: Double
    /// The size of the numbers in the cells, `nil` where they would be too small to read.
    let numberSize: Double?
    /// The upper end of the colour bar, which stands in for numbers that are not printed.
    let barTop: Double?
    let height: Double

    private let slanted: Bool
    private let namesHeight: Double

    init(_ chart: Heatmap, shown: [Double]) {
        let rowNames = chart.rows.map { textWidth(shortened($0, to: 60), size: 12) }.max() ?? 0
        let columnNames =
            chart.columns.map { textWidth(shortened($0, to: 60), size: 12) }.max() ?? 0
        let left = max(24, min(rowNames + 8, chart.width * 0.28))
        let right = 14.0
        cellWidth = min(64, (chart.width - left - right) / Double(chart.columns.count))
        // Square cells, unless that makes the picture very high.
        cellHeight = min(min(cellWidth, 44), chart.width * 1.2 / Double(chart.rows.count))
        slanted = columnNames > cellWidth - 4
        namesHeight = slanted ? min(columnNames, 110) * 0.71 + 16 : 20

        let texts = shown.filter(\.isFinite).map { HeatmapCells.number($0) }
        let widest = texts.map { textWidth($0, size: 1) }.max() ?? 1
        let size = min(12, cellHeight * 0.6, (cellWidth - 2) / widest)
        numberSize = size >= 8.5 ? size : nil

        let top = titleHeight(chart.title) + (chart.rowLabel.isEmpty ? 6 : 24)
        plot = Rect(
            x: left, y: top, width: cellWidth * Double(chart.columns.count),
            height: cellHeight * Double(chart.rows.count))
        let below = plot.bottom + namesHeight + (chart.columnLabel.isEmpty ? 2 : 18)
        barTop = numberSize == nil ? below + 6 : nil
        height = below + (numberSize == nil ? 6 + ColorBar.height : 0)
    }

    func cell(row: Int, column: Int) -> Rect {
        Rect(
            x: plot.x + cellWidth * Double(column), y: plot.y + cellHeight * Double(row),
            width: cellWidth, height: cellHeight)
    }

    /// Row names at the left, column names below; slanted where they are wider than a cell.
    func drawNames(_ chart: Heatmap, into svg: inout SVG) {
        let rowStride = Int((14 / cellHeight).rounded(.up))
        for row in chart.rows.indices where row % rowStride == 0 {
            svg.label(
                chart.rows[row], x: plot.x - 6, y: plot.y + cellHeight * (Double(row) + 0.5) + 4,
                anchor: .end, room: plot.x - 8)
        }
        let columnStride = slanted ? Int((14 / cellWidth).rounded(.up)) : 1
        for column in chart.columns.indices where column % columnStride == 0 {
            let middle = plot.x + cellWidth * (Double(column) + 0.5)
            if slanted {
                // A slanted name runs to the left, so its room also ends at the picture's edge.
                let place = "translate(\(coordinate(middle + 4)) \(coordinate(plot.bottom + 12)))"
                svg.group("g", ["transform": place + "rotate(-45)"]) { svg in
                    svg.label(
                        chart.columns[column], x: 0, y: 0, anchor: .end,
                        room: min(110, middle * 1.35))
                }
            } else {
                svg.label(
                    chart.columns[column], x: middle, y: plot.bottom + 16, anchor: .middle)
            }
        }
        svg.group("g", ["class": "lp-muted", "fill": Theme.light.muted]) { svg in
            if !chart.rowLabel.isEmpty {
                svg.label(
                    "↓ " + chart.rowLabel, x: 2, y: plot.y - Frame.nameGap, room: chart.width - 4)
            }
            if !chart.columnLabel.isEmpty {
                svg.label(
                    chart.columnLabel + " →", x: plot.right,
                    y: plot.bottom + namesHeight + 12, anchor: .end, room: plot.right)
            }
        }
    }
}
