/// A matrix as coloured cells between the names of its rows and columns: confusion matrices,
/// correlations, attention.
///
/// Numbers are printed in the cells while there is room for them; names are thinned where they
/// would touch. Without a colour map a cell is as opaque as its value is large, so that a confusion
/// matrix is pale where it is empty on white and on black paper alike.
///
/// - Special values: a cell that is not finite stays empty. A matrix without cells says "no data".
public struct Heatmap: Sendable {
    /// What the cells are divided by before they are coloured and printed.
    public enum Normalization: Sendable {
        /// The numbers as they are given.
        case none
        /// The sum of their row: in a confusion matrix with a row per true class, recall.
        case rows
        /// The sum of their column: precision.
        case columns
    }

    /// Stands above the chart; empty for none.
    public let title: String
    /// Names from the top down, and from left to right.
    public let rows, columns: [String]
    /// `[rows, columns]` row by row, as given.
    public let values: [Double]
    /// What rows and columns stand for; empty for no label.
    public let rowLabel, columnLabel: String
    /// What the cells are divided by.
    public let normalization: Normalization
    /// The colours of small to large numbers; nil tints the paper in blue.
    public let colors: ColorMap?
    /// What the ends of the colours stand for; nil lets the numbers decide.
    public let range: ClosedRange<Double>?
    /// In SVG units, from 160 to 10,000; the height follows from the number of rows.
    public let width: Double

    /// - Parameters:
    ///   - values: `[rows, columns]` row by row.
    ///   - rowLabel: what rows stand for, as `"true"`.
    ///   - columnLabel: what columns stand for, as `"predicted"`.
    ///   - colors: the map; `nil` tints the paper in blue.
    ///   - range: what the map's ends stand for; without it zero, or a smaller value, to the largest,
    ///     and symmetric about zero for a diverging map.
    public init(
        _ title: String, rows: [String], columns: [String], values: [Double],
        rowLabel: String = "", columnLabel: String = "", normalization: Normalization = .none,
        colors: ColorMap? = nil, range: ClosedRange<Double>? = nil, width: Double = 480
    ) {
        checkSize("Heatmap", width: width, height: 100)
        require(
            values.count == rows.count * columns.count,
            "Heatmap: \(values.count) values are not [\(rows.count) rows, "
                + "\(columns.count) columns]")
        (self.title, self.rows, self.columns, self.values) = (title, rows, columns, values)
        (self.rowLabel, self.columnLabel) = (rowLabel, columnLabel)
        (self.normalization, self.colors, self.range) = (normalization, colors, range)
        self.width = width
    }

    /// What tints the paper, in both themes, since it mixes with the paper: blue, dark enough for
    /// white numbers (contrast 6 to 1), or lighter where no numbers need it, so that small values
    /// show on dark paper too.
    static func tint(numbered: Bool) -> RGB {
        numbered ? RGB(0x0064A0) : RGB(0x2B8FD6)
    }

    /// The values after the normalisation; a row or column that sums to zero stays zero.
    package var shown: [Double] {
        let line = { (index: Int) in
            normalization == .rows ? index / columns.count : index % columns.count
        }
        if normalization == .none { return values }
        var sums = [Double](
            repeating: 0, count: normalization == .rows ? rows.count : columns.count)
        for (index, value) in values.enumerated() where value.isFinite {
            sums[line(index)] += value
        }
        return values.enumerated().map { index, value in
            sums[line(index)] == 0 ? value : value / sums[line(index)]
        }
    }

    /// The chart as an SVG element.
    public func svg() -> String {
        let shown = shown
        guard let span = finiteRange(shown) else {
            return emptyChart(title: title, width: width, height: 100)
        }
        let range =
            range ?? colors?.range(of: shown + [0])
            ?? (span == 0...0 ? 0...1 : min(0, span.lowerBound)...max(0, span.upperBound))
        let layout = HeatmapLayout(self, shown: shown)
        let cells = HeatmapCells(chart: self, shown: shown, range: range, layout: layout)
        return SVG.document(
            title: title, summary: summary, width: width, height: layout.height
        ) { svg in
            drawTitle(title, width: width, into: &svg)
            layout.drawNames(self, into: &svg)
            cells.draw(into: &svg)
            if let top = layout.barTop {
                let fill =
                    colors.map { ColorBar.Fill.map($0) } ?? .tint(Heatmap.tint(numbered: false))
                ColorBar(fill: fill, range: range).draw(
                    into: &svg, x: layout.plot.x, y: top, width: min(200, layout.plot.width))
            }
        }
    }

    private var summary: String {
        let size = "\(rows.count) by \(columns.count)"
        let names = [rowLabel, columnLabel].filter { !$0.isEmpty }.joined(separator: " by ")
        return "Heat map, \(size) \(names)"
    }
}
