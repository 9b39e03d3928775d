/// Reads the few kinds of JSON that file headers are made of: objects, strings, numbers, arrays of
/// unsigned integers.
///
/// FoundationEssentials' `JSONDecoder` keeps the last of two equal keys without a word, which would
/// let two programs read different tensors out of one file; it also has no positions for errors.
struct JSONScanner: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private var next = 0
    /// Where in the file the text begins, in bytes.
    private let fileOffset: Int
    let path: String

    init(_ bytes: UnsafeRawBufferPointer, fileOffset: Int, path: String) {
        (self.bytes, self.fileOffset, self.path) = (bytes, fileOffset, path)
    }

    /// An error about the text at `position`, counted from the start of the text.
    func fault(_ problem: String, at position: Int) -> FileError {
        FileError(
            path: path, at: .byte(fileOffset + position), problem: problem,
            fix: "the JSON text is damaged or unusual; write the file again")
    }

    /// Reads `{"key": value, ...}`; `member` must read the value of each key and gets the position
    /// of the key.
    mutating func object(
        _ member: (inout JSONScanner, _ key: String, _ position: Int) throws(FileError) -> Void
    ) throws(FileError) {
        try expect("{")
        if try peek() == UInt8(ascii: "}") { return next += 1 }
        repeat {
            try skipBlanks()
            let position = next
            let key = try string()
            try expect(":")
            try member(&self, key, position)
        } while try more(until: "}")
    }

    /// Reads `[0, 1, ...]`.
    mutating func unsignedIntegers() throws(FileError) -> [Int] {
        var result: [Int] = []
        try expect("[")
        if try peek() == UInt8(ascii: "]") {
            next += 1
            return result
        }
        repeat { result.append(try unsignedInteger()) } while try more(until: "]")
        return result
    }

    /// Reads a string and resolves its escapes.
    mutating func string() throws(FileError) -> String {
        try expect("\"")
        let start = next
        var text: [UInt8] = []
        while next < bytes.count {
            let byte = bytes[next]
            next += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let result = String(validating: text, as: UTF8.self) else {
                    throw fault("the string is not valid UTF-8", at: start)
                }
                return result
            case UInt8(ascii: "\\"): try escape(into: &text)
            case ..<0x20: throw fault("a control character inside a string", at: next - 1)
            default: text.append(byte)
            }
        }
        throw fault("the text ends inside a string", at: next)
    }

    /// Reads a string, a number, a truth value or null.
    mutating func scalar() throws(FileError) -> MetadataValue {
        if try peek() == UInt8(ascii: "\"") { return .text(try string()) }
        let start = next
        // Everything up to a delimiter; numbers are then Swift's business.
        while next < bytes.count, !isBlank(bytes[next]), !",]}".utf8.contains(bytes[next]) {
            next += 1
        }
        let word = String(decoding: bytes[start..<next], as: UTF8.self)
        switch word {
        case "null": return MetadataValue.none
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if let number = Int64(word) { return .integer(number) }
            // Swift also reads "inf", "nan" and hexadecimal numbers, which JSON has not.
            guard word.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }),
                let number = Double(word)
            else {
                throw fault("expected a string, a number, true, false or null", at: start)
            }
            return .number(number)
        }
    }

    /// Checks that nothing but blanks is left.
    mutating func end() throws(FileError) {
        while next < bytes.count {
            guard isBlank(bytes[next]) else {
                throw fault("text after the end of the object", at: next)
            }
            next += 1
        }
    }

    private mutating func unsignedInteger() throws(FileError) -> Int {
        try skipBlanks()
        let start = next
        var value = 0
        while next < bytes.count, case let digit = bytes[next] &- UInt8(ascii: "0"), digit <= 9 {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(digit))
            guard !overflow, !carry else { throw fault("the number is too large", at: start) }
            value = sum
            next += 1
        }
        guard next > start, next == start + 1 || bytes[start] != UInt8(ascii: "0") else {
            throw fault("expected a whole number without sign or leading zero", at: start)
        }
        return value
    }

    /// After a backslash. Half of a surrogate pair is refused: it has no UTF-8.
    private mutating func escape(into text: inout [UInt8]) throws(FileError) {
        let start = next - 1
        guard next < bytes.count else { throw fault("the text ends inside a string", at: next) }
        let kind = bytes[next]
        next += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var units = [try codeUnit(start)]
            if UTF16.isLeadSurrogate(units[0]), next + 1 < bytes.count,
                bytes[next] == UInt8(ascii: "\\"), bytes[next + 1] == UInt8(ascii: "u")
            {
                next += 2
                units.append(try codeUnit(start))
            }
            guard let character = String(validating: units, as: UTF16.self) else {
                throw fault("half of a surrogate pair", at: start)
            }
            text += character.utf8
        default: throw fault("unknown escape", at: start)
        }
    }

    private mutating func codeUnit(_ start: Int) throws(FileError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard next < bytes.count,
                let digit = Character(UnicodeScalar(bytes[next])).hexDigitValue
            else { throw fault("expected four hexadecimal digits", at: start) }
            value = value << 4 | UInt16(digit)
            next += 1
        }
        return value
    }

    /// After a member or an element: true behind a comma, false behind `closing`.
    private mutating func more(until closing: Unicode.Scalar) throws(FileError) -> Bool {
        let byte = try peek()
        guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: closing) else {
            throw fault("expected ',' or '\(closing)'", at: next)
        }
        next += 1
        return byte == UInt8(ascii: ",")
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(FileError) {
        guard try peek() == UInt8(ascii: scalar) else {
            throw fault("expected '\(scalar)'", at: next)
        }
        next += 1
    }

    /// The next byte that is not blank.
    private mutating func peek() throws(FileError) -> UInt8 {
        try skipBlanks()
        return bytes[next]
    }

    private mutating func skipBlanks() throws(FileError) {
        while next < bytes.count, isBlank(bytes[next]) { next += 1 }
        guard next < bytes.count else { throw fault("the text ends too early", at: next) }
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
