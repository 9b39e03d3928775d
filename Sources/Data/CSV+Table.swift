public import LaminaFormats

extension CSV {
    /// The whole file as a table whose columns have the kinds that their values show.
    ///
    /// A column whose values are all whole numbers is of integers, else all numbers: numbers, all
    /// ISO dates: dates. Texts are categories if there are at most `categoryLimit` different ones
    /// and each occurs twice on average. `kinds` decides otherwise by name. Empty fields and
    /// ``missingMarkers`` are missing values, in every kind; ``missing`` decides what becomes of
    /// them, where `.fill` is for columns of numbers and leaves the others as they are.
    ///
    /// Without a header the columns are named `0`, `1`, and so on.
    ///
    /// - Throws: ``FileError`` with line and column of a malformed record, of a value that does not
    ///   fit the kind asked for, of a missing value if they are refused; for two columns of one
    ///   name; for a name in `kinds` that no column has.
    public func table(
        contentsOf path: String, kinds: [String: Table.Kind] = [:], categoryLimit: Int = 64
    ) throws(FileError) -> Table {
        let (header, cells, starts) = try cells(contentsOf: path)
        for name in kinds.keys.sorted() where !header.contains(name) {
            throw FileError(
                path: path, at: .line(1),
                problem: "no column '\(name)'" + NearestName.suggestion(for: name, among: header),
                fix: "use one of \(header.joined(separator: ", "))")
        }
        var columns: [Table.Column] = []
        for (place, name) in header.enumerated() {
            let texts = cells.map { $0[place] }
            let kind = kinds[name] ?? CSV.kind(of: texts, categoryLimit: categoryLimit)
            var values = try CSV.values(texts, kind) { (row, wanted) throws(FileError) in
                throw FileError(
                    path: path, at: .cell(line: starts[row], column: place + 1),
                    problem: "column '\(name)' holds '\((texts[row] ?? "").prefix(40))', which is"
                        + " \(wanted)", fix: "correct it, or give the column another kind")
            }
            if case .fill(let number) = missing {
                switch values {
                case .integers(let cells) where cells.contains(nil):
                    values = .numbers(cells.map { $0.map(Double.init) ?? number })
                case .numbers(let cells): values = .numbers(cells.map { $0 ?? number })
                case .integers, .categories, .dates, .texts: break
                }
            }
            columns.append(Table.Column(name: name, values: values))
        }
        do {
            return try Table(name: path, columns: columns, lines: starts)
        } catch {
            throw FileError(path: path, at: .line(1), problem: error.problem, fix: error.fix)
        }
    }

    /// All fields, nil where one is missing, and the line on which each row begins.
    private func cells(
        contentsOf path: String
    ) throws(FileError) -> (header: [String], cells: [[String?]], lines: [Int]) {
        try Gzip.contents(of: path).withUnsafeBytes { bytes throws(FileError) in
            var records = CSVRecords(bytes, separator: separator.asciiValue ?? 0, path: path)
            var header = try self.header(&records, bytes, path)
            var (rows, lines): ([[String?]], [Int]) = ([], [])
            while try records.advance() {
                let row: [String?] = try strings(records, bytes, path).map {
                    $0.allSatisfy(\.isWhitespace) || missingMarkers.contains($0) ? nil : $0
                }
                if let place = row.firstIndex(of: nil) {
                    if missing == .dropRow { continue }
                    if missing == .refuse {
                        throw FileError(
                            path: path,
                            at: .cell(line: records.fields[place].line, column: place + 1),
                            problem: hasHeader
                                ? "column '\(header[place])' has no value"
                                : "the field has no value",
                            fix: "fill it in, or pass missing: .keep or .dropRow")
                    }
                }
                rows.append(row)
                lines.append(records.line)
            }
            if !hasHeader { header = (0..<(rows.first?.count ?? 0)).map { "\($0)" } }
            return (header, rows, lines)
        }
    }

    /// The narrowest kind that all values are of.
    static func kind(of texts: [String?], categoryLimit: Int) -> Table.Kind {
        let present = texts.lazy.compactMap { $0 }
        guard let first = present.first else { return .text }
        if integer(first) != nil, present.allSatisfy({ integer($0) != nil }) { return .integer }
        if number(first) != nil, present.allSatisfy({ number($0) != nil }) { return .number }
        if isDate(first), present.allSatisfy(isDate) { return .date }
        var (count, distinct) = (0, Set<String>())
        for text in present {
            count += 1
            distinct.insert(text)
            if distinct.count > categoryLimit { return .text }
        }
        return 2 * distinct.count <= count ? .category : .text
    }

    private static func values(
        _ texts: [String?], _ kind: Table.Kind,
        fault: (_ row: Int, _ wanted: String) throws(FileError) -> Never
    ) throws(FileError) -> Table.Values {
        func parsed<Value>(
            _ wanted: String, _ parse: (String) -> Value?
        ) throws(FileError) -> [Value?] {
            var values: [Value?] = []
            for (row, text) in texts.enumerated() {
                guard let text else {
                    values.append(nil)
                    continue
                }
                guard let value = parse(text) else { try fault(row, wanted) }
                values.append(value)
            }
            return values
        }
        switch kind {
        case .integer: return .integers(try parsed("no whole number of 64 bits", integer))
        case .number: return .numbers(try parsed("no number", number))
        case .date: return .dates(try parsed("no ISO date") { isDate($0) ? $0 : nil })
        case .text: return .texts(texts)
        case .category:
            let names = Set(texts.compactMap { $0 }).sorted()
            let codes = Dictionary(
                uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
            return .categories(texts.map { $0.flatMap { codes[$0] } }, names: names)
        }
    }

    private static func trimmed(_ text: String) -> Substring {
        guard let first = text.firstIndex(where: { $0 != " " }),
            let last = text.lastIndex(where: { $0 != " " })
        else { return "" }
        return text[first...last]
    }

    /// A number with leading zeros, such as a postal code, is none: its zeros would be lost.
    private static func integer(_ text: String) -> Int? {
        let text = trimmed(text)
        let digits = text.drop { $0 == "-" || $0 == "+" }
        guard digits.count == 1 || digits.first != "0" else { return nil }
        return Int(text)
    }

    private static func number(_ text: String) -> Double? {
        let digits = trimmed(text).drop { $0 == "-" || $0 == "+" }
        if digits.count > 1, digits.first == "0", digits.allSatisfy(\.isNumber) { return nil }
        var text = text
        return text.withUTF8 { DecimalNumber.parse(UnsafeRawBufferPointer($0)) }
    }

    /// `yyyy-mm-dd`, alone or with a time behind `T` or a blank.
    private static func isDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
        func value(_ range: Range<Int>) -> Int? {
            bytes[range].allSatisfy { 0x30...0x39 ~= $0 }
                ? bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
        }
        guard let year = value(0..<4), let month = value(5..<7), let day = value(8..<10),
            1...12 ~= month
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard 1...lengths[month - 1] ~= day else { return false }
        guard bytes.count > 10 else { return true }
        // hh:mm at least; the rest is seconds and a zone.
        guard bytes.count >= 16, bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A,
            let hour = value(11..<13), let minute = value(14..<16)
        else { return false }
        return hour < 24 && minute < 60
    }
}
