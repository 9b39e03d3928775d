/// Reads the Python literals of an npy header: a dictionary of strings, truth values and tuples of
/// unsigned integers. Nothing is evaluated.
struct PythonLiteralScanner {
    /// The kinds of value that stand in such a header.
    enum Value: Equatable {
        case string(String)
        case truth(Bool)
        case integers([Int])
        /// The fields of a structured type, which are not looked into.
        case list
    }

    private let text: [UInt8]
    private let fileOffset: Int
    private let path: String
    private var next = 0

    /// - Parameter fileOffset: where in the file `text` begins, in bytes.
    init(_ text: [UInt8], fileOffset: Int, path: String) {
        (self.text, self.fileOffset, self.path) = (text, fileOffset, path)
    }

    func fault(_ problem: String) -> FileError {
        FileError(
            path: path, at: .byte(fileOffset + next), problem: problem,
            fix: "write the file again with numpy.save")
    }

    /// `{'key': value, ...}`, in the order of the text, up to its end.
    mutating func dictionary() throws(FileError) -> [(key: String, value: Value)] {
        var result: [(String, Value)] = []
        try expect("{")
        while try peek() != UInt8(ascii: "}") {
            let key = try string()
            try expect(":")
            let value = try value()
            result.append((key, value))
            // After a list whose fields were skipped, nothing more can be said of the text.
            if value == .list { return result }
            guard try take(",") else { break }
        }
        try expect("}")
        skipBlanks()
        guard next == text.count else { throw fault("text after the end of the dictionary") }
        return result
    }

    private mutating func value() throws(FileError) -> Value {
        switch try peek() {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "("): return .integers(try tuple())
        case UInt8(ascii: "["): return .list
        default:
            if take(word: "True") { return .truth(true) }
            if take(word: "False") { return .truth(false) }
            throw fault("expected a string, True, False or a tuple")
        }
    }

    private mutating func tuple() throws(FileError) -> [Int] {
        var result: [Int] = []
        try expect("(")
        while try peek() != UInt8(ascii: ")") {
            result.append(try unsignedInteger())
            guard try take(",") else { break }
        }
        try expect(")")
        return result
    }

    private mutating func unsignedInteger() throws(FileError) -> Int {
        _ = try peek()
        let start = next
        var value = 0
        while next < text.count, case let digit = text[next] &- UInt8(ascii: "0"), digit <= 9 {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(digit))
            guard !overflow, !carry else { throw fault("the number is too large") }
            (value, next) = (sum, next + 1)
        }
        guard next > start else { throw fault("expected a whole number without sign") }
        // Python 2 wrote `3L`.
        if next < text.count, text[next] == UInt8(ascii: "L") { next += 1 }
        return value
    }

    /// A string in single or double quotes. No name of a type or a key needs an escape.
    private mutating func string() throws(FileError) -> String {
        let quote = try peek()
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw fault("expected a string")
        }
        next += 1
        let start = next
        while next < text.count, text[next] != quote, text[next] != UInt8(ascii: "\\") {
            next += 1
        }
        guard next < text.count, text[next] == quote else {
            throw fault("the string has no end, or an escape")
        }
        next += 1
        return String(decoding: text[start..<next - 1], as: UTF8.self)
    }

    private mutating func take(word: String) -> Bool {
        guard text[next...].starts(with: word.utf8) else { return false }
        next += word.utf8.count
        return true
    }

    private mutating func take(_ scalar: Unicode.Scalar) throws(FileError) -> Bool {
        guard try peek() == UInt8(ascii: scalar) else { return false }
        next += 1
        return true
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(FileError) {
        guard try take(scalar) else { throw fault("expected '\(scalar)'") }
    }

    private mutating func peek() throws(FileError) -> UInt8 {
        skipBlanks()
        guard next < text.count else { throw fault("the header's text ends too early") }
        return text[next]
    }

    private mutating func skipBlanks() {
        while next < text.count, [0x20, 0x0A, 0x0D, 0x09].contains(text[next]) { next += 1 }
    }
}
