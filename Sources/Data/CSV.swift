public import LaminaFormats
import LaminaGraph

/// Reads tables of comma-separated values (RFC 4180), plain or compressed by gzip.
///
/// ```swift
/// let cars = try CSV(hasHeader: true).numbers(contentsOf: "cars.csv", columns: .named(["mpg"]))
/// ```
public struct CSV: Sendable {
    /// What becomes of a value that is not there.
    public enum Missing: Sendable, Equatable {
        /// An error that names the place.
        case refuse
        /// It stays missing: nil in a table, NaN among numbers.
        case keep
        /// This number, for example NaN, to be dealt with later.
        case fill(Double)
        /// The whole row is left out.
        case dropRow
    }

    /// A choice of columns.
    public enum Columns: Sendable, Equatable {
        /// Every column, in the order of the file.
        case all
        /// By number, from 0, in this order.
        case at([Int])
        /// By name in the header, in this order.
        case named([String])
    }

    /// Between fields; an ASCII character that is no quote or line end.
    public let separator: Character
    /// Whether the first record holds the names of the columns.
    public let hasHeader: Bool
    /// What becomes of a value that is not there.
    public let missing: Missing
    /// What stands for a missing number, besides an empty field.
    public let missingMarkers: [String]

    /// Traps if `separator` cannot be one.
    public init(
        separator: Character = ",", hasHeader: Bool = false, missing: Missing = .refuse,
        missingMarkers: [String] = ["NA", "N/A", "NaN", "nan", "null", "?"]
    ) {
        require(
            separator.asciiValue != nil && !separator.isNewline && separator != "\"",
            "CSV: the separator must be an ASCII character, no quote and no line end")
        (self.separator, self.hasHeader) = (separator, hasHeader)
        (self.missing, self.missingMarkers) = (missing, missingMarkers)
    }

    /// A table of text.
    public struct Text: Sendable, Equatable {
        /// Names of the columns; empty without a header.
        public let header: [String]
        /// The records behind the header; each has as many fields as the first record.
        public let rows: [[String]]
    }

    /// A table of numbers, row-major.
    public struct Numbers: Sendable, Equatable {
        /// Names of the chosen columns; empty without a header.
        public let header: [String]
        /// How many columns were chosen, which is the length of a row in ``values``.
        public let columnCount: Int
        /// `[rowCount, columnCount]`, row by row.
        public let values: [Double]
        /// The line on which each row begins, from 1.
        public let lines: [Int]

        /// How many rows were kept; with ``CSV/Missing/dropRow`` fewer than the file has.
        public var rowCount: Int { lines.count }
    }

    /// All fields as text.
    ///
    /// - Throws: ``FileError`` with the line of a malformed record or of text that is not UTF-8.
    public func text(contentsOf path: String) throws(FileError) -> Text {
        try Gzip.contents(of: path).withUnsafeBytes { bytes throws(FileError) in
            var records = CSVRecords(bytes, separator: separator.asciiValue ?? 0, path: path)
            let header = try self.header(&records, bytes, path)
            var rows: [[String]] = []
            while try records.advance() { rows.append(try strings(records, bytes, path)) }
            return Text(header: header, rows: rows)
        }
    }

    /// The chosen columns as numbers.
    ///
    /// - Throws: ``FileError`` with line and column of what is not a number, of a missing one
    ///   unless `missing` allows it, and of a malformed record; for an unknown column, with the
    ///   nearest name.
    public func numbers(
        contentsOf path: String, columns: Columns = .all
    ) throws(FileError) -> Numbers {
        var (values, lines): ([Double], [Int]) = ([], [])
        let (header, width) = try forEachRow(contentsOf: path, columns: columns) { row, line in
            values += row
            lines.append(line)
        }
        return Numbers(header: header, columnCount: width, values: values, lines: lines)
    }

    /// Calls `body` with the numbers of each row and the line it begins on, one row in memory at a
    /// time; returns the names and the number of the chosen columns. The first `skippingRecords`
    /// are passed over, whatever they hold.
    @discardableResult
    package func forEachRow(
        contentsOf path: String, columns: Columns = .all, skippingRecords: Int = 0,
        _ body: (_ row: [Double], _ line: Int) throws(FileError) -> Void
    ) throws(FileError) -> (header: [String], width: Int) {
        try Gzip.contents(of: path).withUnsafeBytes { bytes throws(FileError) in
            var records = CSVRecords(bytes, separator: separator.asciiValue ?? 0, path: path)
            for _ in 0..<skippingRecords { try records.skip() }
            let header = try self.header(&records, bytes, path)
            var chosen: [Int]?
            if hasHeader { chosen = try places(columns, header.count, header, path) }
            var row: [Double] = []
            while try records.advance() {
                if chosen == nil {
                    chosen = try places(columns, records.fields.count, header, path)
                }
                row.removeAll(keepingCapacity: true)
                var isDropped = false
                for place in chosen ?? [] {
                    if let number = try number(records.fields[place], place, header, bytes, path) {
                        row.append(number)
                    } else {
                        isDropped = true
                    }
                }
                if !isDropped { try body(row, records.line) }
            }
            let places = chosen ?? []
            return (hasHeader ? places.map { header[$0] } : [], places.count)
        }
    }

    /// The number in a field; nil if it is missing and its row is to be dropped.
    private func number(
        _ field: CSVRecords.Field, _ place: Int, _ header: [String],
        _ bytes: UnsafeRawBufferPointer, _ path: String
    ) throws(FileError) -> Double? {
        let cell = UnsafeRawBufferPointer(rebasing: bytes[field.range])
        if let number = DecimalNumber.parse(cell) { return number }
        let text = String(decoding: cell, as: UTF8.self)
        let isMissing = text.allSatisfy(\.isWhitespace) || missingMarkers.contains(text)
        let column = hasHeader ? "column '\(header[place])'" : "the field"
        switch (isMissing, missing) {
        case (true, .fill(let number)): return number
        case (true, .keep): return .nan
        case (true, .dropRow): return nil
        case (true, .refuse):
            throw FileError(
                path: path, at: .cell(line: field.line, column: place + 1),
                problem: "\(column) has no number", fix: "fill it in, or pass missing: .dropRow")
        case (false, _):
            throw FileError(
                path: path, at: .cell(line: field.line, column: place + 1),
                problem: "\(column) holds '\(text.prefix(40))', which is not a number",
                fix: "correct it, or leave the column out with columns:")
        }
    }

    func header(
        _ records: inout CSVRecords, _ bytes: UnsafeRawBufferPointer, _ path: String
    ) throws(FileError) -> [String] {
        guard hasHeader else { return [] }
        guard try records.advance() else {
            throw FileError(
                path: path, at: .line(1), problem: "the file has no header, it is empty",
                fix: "get the file again")
        }
        return try strings(records, bytes, path)
    }

    private func places(
        _ columns: Columns, _ width: Int, _ header: [String], _ path: String
    ) throws(FileError) -> [Int] {
        var places: [Int] = []
        switch columns {
        case .all: places = Array(0..<width)
        case .at(let indices):
            for index in indices {
                guard index >= 0, index < width else {
                    throw FileError(
                        path: path, at: .line(1), problem: "no column \(index); there are \(width)",
                        fix: "number the columns from 0")
                }
                places.append(index)
            }
        case .named(let names):
            for name in names {
                guard let place = header.firstIndex(of: name) else {
                    throw FileError(
                        path: path, at: .line(1),
                        problem: "no column '\(name)'"
                            + NearestName.suggestion(for: name, among: header),
                        fix: hasHeader
                            ? "use one of \(header.joined(separator: ", "))"
                            : "pass hasHeader: true")
                }
                places.append(place)
            }
        }
        return places
    }

    func strings(
        _ records: CSVRecords, _ bytes: UnsafeRawBufferPointer, _ path: String
    ) throws(FileError) -> [String] {
        var result: [String] = []
        for (place, field) in records.fields.enumerated() {
            guard let text = String(validating: bytes[field.range], as: UTF8.self) else {
                throw FileError(
                    path: path, at: .cell(line: field.line, column: place + 1),
                    problem: "the text is not UTF-8", fix: "convert the file, for example by iconv")
            }
            result.append(field.hasDoubledQuotes ? unquoted(text) : text)
        }
        return result
    }

    /// Every second of two quotes goes.
    private func unquoted(_ text: String) -> String {
        var wasQuote = false
        let kept = text.unicodeScalars.filter { scalar in
            wasQuote = scalar == "\"" && !wasQuote
            return scalar != "\"" || wasQuote
        }
        return String(String.UnicodeScalarView(kept))
    }
}
