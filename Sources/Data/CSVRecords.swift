import LaminaFormats

/// Cuts the text of a CSV file into records and fields, one record at a time (RFC 4180).
///
/// Beyond the RFC: lines may end in LF alone, the separator may be any other ASCII character, a
/// byte order mark is skipped, and so are empty lines, except in a table of one column, where they
/// are empty fields.
struct CSVRecords {
    /// A field of the current record.
    struct Field {
        /// Its bytes in the file, without the quotes around it.
        let range: Range<Int>
        /// Whether doubled quotes stand inside, each for one.
        let hasDoubledQuotes: Bool
        /// Line on which it begins, from 1.
        let line: Int
    }

    private let bytes: UnsafeRawBufferPointer
    private let separator: UInt8
    private let path: String
    private var next = 0
    private var nextLine = 1
    /// Line on which the current record begins, from 1.
    private(set) var line = 1
    /// The fields of the current record.
    private(set) var fields: [Field] = []
    /// Fields in every record, as the first one has it.
    private var width: Int?

    init(_ bytes: UnsafeRawBufferPointer, separator: UInt8, path: String) {
        (self.bytes, self.separator, self.path) = (bytes, separator, path)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
    }

    /// Passes over a record, whose length says nothing about the others.
    mutating func skip() throws(FileError) {
        _ = try advance()
        width = nil
    }

    /// Reads the next record into `fields`; false at the end of the file.
    ///
    /// - Throws: a stray quote, a quoted field without end, a record of another length than the
    ///   first.
    mutating func advance() throws(FileError) -> Bool {
        while next < bytes.count {
            line = nextLine
            fields.removeAll(keepingCapacity: true)
            repeat { try readField() } while try continuesRecord()
            let isEmptyLine = fields.count == 1 && fields[0].range.isEmpty
            if isEmptyLine, width != 1, !isQuoted(fields[0]) { continue }
            guard fields.count == width ?? fields.count else {
                throw FileError(
                    path: path, at: .line(line),
                    problem: "\(fields.count) fields; the first record has \(width ?? 0)",
                    fix:
                        "put every field that holds the separator or a line end in quotes, and"
                        + " check the separator")
            }
            width = fields.count
            return true
        }
        return false
    }

    private func isQuoted(_ field: Field) -> Bool {
        field.range.lowerBound > 0 && bytes[field.range.lowerBound - 1] == quote
    }

    private let quote = UInt8(ascii: "\"")
    private let lineFeed = UInt8(ascii: "\n")
    private let carriageReturn = UInt8(ascii: "\r")

    private mutating func readField() throws(FileError) {
        let start = next
        guard next < bytes.count, bytes[next] == quote else {
            while next < bytes.count {
                let byte = bytes[next]
                if byte == separator || byte == lineFeed { break }
                if byte == carriageReturn, next + 1 < bytes.count, bytes[next + 1] == lineFeed {
                    break
                }
                guard byte != quote, byte != carriageReturn else {
                    throw FileError(
                        path: path, at: .cell(line: nextLine, column: fields.count + 1),
                        problem: byte == quote
                            ? "a quote inside a field without quotes around it"
                            : "a carriage return that no line feed follows",
                        fix: "put the field in quotes, and double every quote inside it")
                }
                next += 1
            }
            fields.append(Field(range: start..<next, hasDoubledQuotes: false, line: nextLine))
            return
        }
        let firstLine = nextLine
        var hasDoubledQuotes = false
        next += 1
        while next < bytes.count {
            let byte = bytes[next]
            next += 1
            if byte == lineFeed { nextLine += 1 }
            guard byte == quote else { continue }
            guard next < bytes.count, bytes[next] == quote else {
                fields.append(
                    Field(
                        range: start + 1..<next - 1, hasDoubledQuotes: hasDoubledQuotes,
                        line: firstLine))
                return
            }
            hasDoubledQuotes = true
            next += 1
        }
        throw FileError(
            path: path, at: .cell(line: firstLine, column: fields.count + 1),
            problem: "the quoted field that begins here never ends",
            fix: "close the quote, and double every quote inside the field")
    }

    /// Behind a field: true at a separator; at a line end or the end of the file, false.
    private mutating func continuesRecord() throws(FileError) -> Bool {
        guard next < bytes.count else { return false }
        let byte = bytes[next]
        next += 1
        if byte == separator { return true }
        if byte == carriageReturn, next < bytes.count, bytes[next] == lineFeed {
            next += 1
        } else if byte != lineFeed {
            throw FileError(
                path: path, at: .cell(line: nextLine, column: fields.count),
                problem: "text behind the closing quote of a field",
                fix: "put the whole field in quotes, and double every quote inside it")
        }
        nextLine += 1
        return false
    }
}
