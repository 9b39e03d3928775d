import LaminaFormats

/// A parsed JSON text that keeps the order and every repetition of an object's members.
///
/// Foundation's decoder gathers members in a dictionary of `String`, whose equality is canonical
/// equivalence; a vocabulary that holds both `é` and `e` with a combining accent would lose one.
indirect enum JSONTree {
    case null
    case bool(Bool)
    case number(Double)
    case string([UInt32])
    case array([JSONTree])
    case object([(key: [UInt32], value: JSONTree)])

    /// Parses a whole text.
    ///
    /// - Throws: ``FileError`` with the byte at fault; nesting beyond 64 levels is refused.
    init(_ bytes: [UInt8], path: String) throws(FileError) {
        var parser = JSONTreeParser(bytes: bytes, path: path)
        self = try parser.value(depth: 0)
        try parser.end()
    }
}

/// A recursive-descent parser over UTF-8 bytes.
private struct JSONTreeParser {
    let bytes: [UInt8]
    let path: String
    var next = 0

    init(bytes: [UInt8], path: String) { (self.bytes, self.path) = (bytes, path) }

    func fault(_ problem: String) -> FileError {
        FileError(
            path: path, at: .byte(next), problem: problem,
            fix: "the JSON text is damaged; get the file again")
    }

    mutating func skipBlanks() {
        while next < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[next]) { next += 1 }
    }

    /// The next byte that is not blank.
    mutating func peek() throws(FileError) -> UInt8 {
        skipBlanks()
        guard next < bytes.count else { throw fault("the text ends too early") }
        return bytes[next]
    }

    mutating func take(_ scalar: Unicode.Scalar) throws(FileError) -> Bool {
        guard try peek() == UInt8(ascii: scalar) else { return false }
        next += 1
        return true
    }

    mutating func expect(_ scalar: Unicode.Scalar) throws(FileError) {
        guard try take(scalar) else { throw fault("expected '\(scalar)'") }
    }

    mutating func end() throws(FileError) {
        skipBlanks()
        guard next == bytes.count else { throw fault("text after the end of the value") }
    }

    mutating func value(depth: Int) throws(FileError) -> JSONTree {
        guard depth < 64 else { throw fault("nested deeper than 64 levels") }
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        default: return try word()
        }
    }

    private mutating func object(_ depth: Int) throws(FileError) -> JSONTree {
        var members: [(key: [UInt32], value: JSONTree)] = []
        try expect("{")
        if try take("}") { return .object(members) }
        repeat {
            _ = try peek()
            let key = try string()
            try expect(":")
            members.append((key, try value(depth: depth + 1)))
        } while try take(",")
        try expect("}")
        return .object(members)
    }

    private mutating func array(_ depth: Int) throws(FileError) -> JSONTree {
        var elements: [JSONTree] = []
        try expect("[")
        if try take("]") { return .array(elements) }
        repeat { elements.append(try value(depth: depth + 1)) } while try take(",")
        try expect("]")
        return .array(elements)
    }

    private mutating func word() throws(FileError) -> JSONTree {
        let start = next
        while next < bytes.count, !",]} \n\r\t".utf8.contains(bytes[next]) { next += 1 }
        let word = String(decoding: bytes[start..<next], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            // Swift also reads "inf", "nan" and hexadecimal numbers, which JSON has not.
            guard word.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }),
                let number = Double(word), number.isFinite
            else {
                next = start
                throw fault("expected a value")
            }
            return .number(number)
        }
    }

    private mutating func string() throws(FileError) -> [UInt32] {
        try expect("\"")
        var result: [UInt32] = []
        var start = next
        func run(_ end: Int) throws(FileError) -> [UInt32] {
            let run = bytes[start..<end]
            if run.allSatisfy({ $0 < 0x80 }) { return run.map(UInt32.init) }
            guard let text = String(validating: run, as: UTF8.self) else {
                throw fault("the string is not valid UTF-8")
            }
            return text.scalarValues
        }
        while next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: "\""):
                result += try run(next)
                next += 1
                return result
            case UInt8(ascii: "\\"):
                result += try run(next)
                next += 1
                result.append(try escape())
                start = next
            case ..<0x20: throw fault("a control character inside a string")
            default: next += 1
            }
        }
        throw fault("the text ends inside a string")
    }

    private mutating func escape() throws(FileError) -> UInt32 {
        guard next < bytes.count else { throw fault("the text ends inside a string") }
        let kind = bytes[next]
        next += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt32(kind)
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            if unit & 0xFC00 == 0xD800, next + 1 < bytes.count,
                bytes[next] == UInt8(ascii: "\\"), bytes[next + 1] == UInt8(ascii: "u")
            {
                next += 2
                let low = try codeUnit()
                guard low & 0xFC00 == 0xDC00 else { throw fault("half of a surrogate pair") }
                return 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)
            }
            guard Unicode.Scalar(unit) != nil else { throw fault("half of a surrogate pair") }
            return unit
        default: throw fault("unknown escape")
        }
    }

    private mutating func codeUnit() throws(FileError) -> UInt32 {
        guard next + 4 <= bytes.count,
            bytes[next..<next + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: bytes[next..<next + 4], as: UTF8.self), radix: 16)
        else { throw fault("expected four hexadecimal digits") }
        next += 4
        return unit
    }
}
