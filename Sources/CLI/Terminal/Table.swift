/// Rows of cells under titles, in columns as wide as their widest cell.
package struct Table: Sendable {
    package struct Column: Sendable {
        package let title: String
        /// Numbers are easier to compare at the right.
        package let isNumeric: Bool

        package init(_ title: String, isNumeric: Bool = false) {
            (self.title, self.isNumeric) = (title, isNumeric)
        }
    }

    private let columns: [Column]
    private var rows: [[StyledText]] = []
    private static let gap = 2
    /// A column of names keeps this much of them; where that is too much, the last columns go.
    private static let narrowest = 12

    package init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row with one cell per column.
    package mutating func append(_ row: [StyledText]) {
        precondition(
            row.count == columns.count, "Table: \(row.count) cells for \(columns.count) columns")
        rows.append(row)
    }

    /// The lines, titles first, none wider than `width` columns, without blanks at their ends.
    ///
    /// Where there is not room enough, the widest columns of text lose the ends of their cells
    /// first.
    package func lines(width: Int?, color: Bool) -> [String] {
        let titles = columns.map { StyledText($0.title, .bold) }
        let widths = widths(within: width)
        return ([titles] + rows).map { row in
            let shown = row.prefix(widths.count)
            let last = shown.lastIndex { $0.width > 0 } ?? 0
            let cells = shown[...last].enumerated().map { index, cell in
                let cell = cell.cut(to: widths[index])
                let blanks = Self.blanks(widths[index] - cell.width)
                if columns[index].isNumeric { return blanks + cell }
                return index == last ? cell : cell + blanks
            }
            let line = StyledText.joined(cells, separator: Self.blanks(Self.gap))
            return line.cut(to: width ?? .max).rendered(color: color)
        }
    }

    private static func blanks(_ count: Int) -> StyledText {
        StyledText(String(repeating: " ", count: count))
    }

    /// Widths of the columns that are shown: all of them, or as many as the limit admits.
    private func widths(within limit: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(DisplayWidth.of(columns[index].title)) { max($0, $1[index].width) }
        }
        guard let limit else { return widths }
        var least = columns.indices.map {
            columns[$0].isNumeric ? widths[$0] : min(widths[$0], Self.narrowest)
        }
        while least.count > 1 && Self.total(least) > limit { least.removeLast() }
        widths.removeLast(widths.count - least.count)
        for _ in 0..<max(0, Self.total(widths) - limit) {
            let shrinkable = widths.indices.filter { widths[$0] > least[$0] }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    private static func total(_ widths: [Int]) -> Int {
        widths.reduce(gap * (widths.count - 1), +)
    }
}
