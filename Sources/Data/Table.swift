/// A table whose columns each hold values of one kind, some of which may be missing: what a CSV
/// file says before it is turned into numbers (pandas' `DataFrame`).
///
/// ```swift
/// let cars = try CSV(hasHeader: true).table(contentsOf: "cars.csv")
/// let encoder = try TableEncoder(
///     fittedTo: cars.rows(0..<300), columns: [.number("hp"), .category("maker")])
/// ```
public struct Table: Sendable, Equatable {
    /// What a column holds.
    public enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
        /// Whole numbers of 64 bits.
        case integer
        /// Decimal numbers.
        case number
        /// A few texts that recur.
        case category
        /// Days or moments in ISO 8601's order, `2024-02-29` or `2024-02-29T12:00:00Z`; kept as
        /// text.
        case date
        /// Any text.
        case text
    }

    /// The values of a column, one a row; nil where one is missing.
    public enum Values: Sendable, Equatable {
        /// Of kind ``Table/Kind/integer``.
        case integers([Int?])
        /// Of kind ``Table/Kind/number``.
        case numbers([Double?])
        /// Indices into the names, which are sorted.
        case categories([Int?], names: [String])
        /// In ISO 8601's order, as the file writes them.
        case dates([String?])
        /// As the file has them, spaces at the ends too.
        case texts([String?])
    }

    /// A name and the values under it.
    public struct Column: Sendable, Equatable {
        /// Unique in its table.
        public let name: String
        /// One value a row.
        public let values: Values

        /// Nothing is checked before a table is made of it.
        public init(name: String, values: Values) {
            (self.name, self.values) = (name, values)
        }
    }

    /// For messages: the file's path, as a rule.
    public let name: String
    /// In the order of the file; all have ``rowCount`` values.
    public let columns: [Column]
    /// 0 for a table without columns.
    public let rowCount: Int
    /// The line on which each row begins, from 1; a table that was no file counts its rows.
    public let lines: [Int]

    /// - Throws: ``DatasetError`` for columns of different lengths, a repeated name, or a category
    ///   without a name.
    public init(name: String, columns: [Column], lines: [Int]? = nil) throws(DatasetError) {
        let rowCount = columns.first?.count ?? 0
        var names = Set<String>()
        for column in columns {
            guard column.count == rowCount else {
                throw DatasetError(
                    dataset: name,
                    problem: "column '\(column.name)' has \(column.count) rows, the first has"
                        + " \(rowCount)", fix: "give every column one value a row, nil if missing")
            }
            guard names.insert(column.name).inserted else {
                throw DatasetError(
                    dataset: name, problem: "two columns are named '\(column.name)'",
                    fix: "give every column a name of its own")
            }
            if case .categories(let codes, let known) = column.values,
                let row = codes.firstIndex(where: { !(0..<known.count).contains($0 ?? 0) })
            {
                throw DatasetError(
                    dataset: name, record: row,
                    problem: "column '\(column.name)' has no category \(codes[row] ?? 0); there"
                        + " are \(known.count)", fix: "name every category")
            }
        }
        guard lines == nil || lines?.count == rowCount else {
            throw DatasetError(
                dataset: name, problem: "\(lines?.count ?? 0) lines for \(rowCount) rows",
                fix: "pass the line of every row, or none")
        }
        (self.name, self.columns, self.rowCount) = (name, columns, rowCount)
        self.lines = lines ?? Array(1..<rowCount + 1)
    }

    private init(_ table: Table, columns: [Column], lines: [Int]) {
        (name, self.columns, self.lines, rowCount) = (table.name, columns, lines, lines.count)
    }

    /// The rows at `indices`, in their order; an index may be repeated.
    ///
    /// - Throws: ``DatasetError`` for an index out of range.
    public func rows(_ indices: some Sequence<Int>) throws(DatasetError) -> Table {
        let indices = Array(indices)
        if let fault = indices.first(where: { $0 < 0 || $0 >= rowCount }) {
            throw DatasetError(
                dataset: name, problem: "no row \(fault); there are \(rowCount)",
                fix: "number the rows from 0")
        }
        return Table(
            self,
            columns: columns.map { Column(name: $0.name, values: $0.values.chosen(indices)) },
            lines: indices.map { lines[$0] })
    }

    /// The column of this name.
    ///
    /// - Throws: ``DatasetError`` for an unknown name, with the nearest one.
    public func column(_ name: String) throws(DatasetError) -> Column {
        guard let column = columns.first(where: { $0.name == name }) else {
            throw unknownColumn(name)
        }
        return column
    }

    /// Where a fault of `row` lies, for messages.
    func place(_ row: Int, _ column: String) -> String { "line \(lines[row]), column '\(column)'" }
}

extension Table.Column {
    /// Number of rows.
    public var count: Int {
        switch values {
        case .integers(let cells): cells.count
        case .numbers(let cells): cells.count
        case .categories(let codes, _): codes.count
        case .dates(let cells), .texts(let cells): cells.count
        }
    }

    /// What the values are.
    public var kind: Table.Kind {
        switch values {
        case .integers: .integer
        case .numbers: .number
        case .categories: .category
        case .dates: .date
        case .texts: .text
        }
    }

    /// The values as numbers, nil where one is missing; nil for a column that holds texts.
    public var numbers: [Double?]? {
        switch values {
        case .integers(let cells): cells.map { $0.map(Double.init) }
        case .numbers(let cells): cells
        case .categories, .dates, .texts: nil
        }
    }

    /// The values as texts, nil where one is missing.
    public var texts: [String?] {
        switch values {
        case .integers(let cells): cells.map { $0.map { "\($0)" } }
        case .numbers(let cells): cells.map { $0.map { "\($0)" } }
        case .categories(let codes, let names): codes.map { $0.map { names[$0] } }
        case .dates(let cells), .texts(let cells): cells
        }
    }

    /// How many values are missing.
    public var missingCount: Int {
        switch values {
        case .integers(let cells): cells.count { $0 == nil }
        case .numbers(let cells): cells.count { $0 == nil }
        case .categories(let codes, _): codes.count { $0 == nil }
        case .dates(let cells), .texts(let cells): cells.count { $0 == nil }
        }
    }
}

extension Table.Values {
    func chosen(_ rows: [Int]) -> Self {
        switch self {
        case .integers(let cells): .integers(rows.map { cells[$0] })
        case .numbers(let cells): .numbers(rows.map { cells[$0] })
        case .categories(let codes, let names): .categories(rows.map { codes[$0] }, names: names)
        case .dates(let cells): .dates(rows.map { cells[$0] })
        case .texts(let cells): .texts(rows.map { cells[$0] })
        }
    }
}
