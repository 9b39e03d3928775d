/// A value of the language R as it stands in a file.
public indirect enum RValue: Sendable, Equatable {
    /// `NULL`, and whatever holds no data, such as an environment of R itself.
    case null
    /// Whole numbers or truth values; `Int32.min` where one is missing.
    case integers([Int32])
    /// Numbers of 64 bits; NaN where one is missing.
    case numbers([Double])
    /// Texts; nil where one is missing.
    case texts([String?])
    /// A list with the names of its members; no names where it has none. A data frame is one of its
    /// columns.
    case list([RValue], names: [String])
    /// A name, as of an attribute.
    case symbol(String)

    /// The member of a list with this name.
    public subscript(name: String) -> RValue? {
        guard case .list(let members, let names) = self,
            let place = names.firstIndex(of: name), members.indices.contains(place)
        else { return nil }
        return members[place]
    }
}

extension RValue {
    /// Reads R's binary serialisation: XDR, version 2 or 3, not compressed.
    ///
    /// Vectors of whole numbers, truth values, numbers and texts, lists and pair lists are read, and of
    /// attributes the names; functions, environments and compact forms of vectors are refused.
    ///
    /// - Source: R Internals, section 1.8, "Serialization Formats".
    /// - Throws: ``FileError`` with the byte at which the data stops making sense.
    public init(serialized bytes: ByteRegion, path: String) throws(FileError) {
        self = try bytes.withUnsafeBytes { bytes throws(FileError) in
            var scanner = RScanner(bytes, path: path)
            try scanner.readHeader()
            return try scanner.value(depth: 0)
        }
    }
}

/// Reads one value after another. Everything it makes is bounded by the bytes that are there.
private struct RScanner {
    private let bytes: UnsafeRawBufferPointer
    private let path: String
    private var next = 0
    /// Symbols in the order of their first occurrence, to which later ones refer.
    private var symbols: [RValue] = []

    /// More than any data nest; a file that nests deeper is out for the stack.
    private static let deepest = 64

    init(_ bytes: UnsafeRawBufferPointer, path: String) { (self.bytes, self.path) = (bytes, path) }

    /// What R calls the types of its values, by their codes.
    private enum Code {
        static let symbol = 1, pairs = 2, text = 9, truths = 10, integers = 13, numbers = 14
        static let texts = 16, list = 19, null = 254, reference = 255
        /// The environments and placeholders of R itself.
        static let empty = [241, 242, 250, 251, 252, 253]
    }

    mutating func readHeader() throws(FileError) {
        guard try take(2).elementsEqual("X\n".utf8) else {
            throw fault(at: 0, "no serialised value of R: it does not begin with 'X'")
        }
        let version = try integer()
        guard version == 2 || version == 3 else {
            throw fault(at: 2, "version \(version) of R's serialisation; 2 and 3 are read")
        }
        // The version of R that wrote it, and the oldest that reads it.
        _ = try take(8)
        if version == 3 { _ = try take(try count(ofSize: 1)) }
    }

    mutating func value(depth: Int) throws(FileError) -> RValue {
        let start = next
        guard depth < Self.deepest else {
            throw fault(at: start, "lists within lists, \(depth) deep")
        }
        let flags = UInt32(bitPattern: try integer())
        let code = Int(flags & 255)
        let value: RValue
        switch code {
        case Code.null,
            _ where Code.empty.contains(code):
            return .null
        case Code.reference: return try reference(flags, at: start)
        case Code.symbol:
            guard case .texts(let name) = try self.value(depth: depth + 1), name.count == 1 else {
                throw fault(at: start, "a symbol without a name")
            }
            symbols.append(.symbol(name[0] ?? "NA"))
            return symbols[symbols.count - 1]
        case Code.pairs:
            next = start
            return try pairs(depth: depth)
        case Code.text: return .texts([try text(flags)])
        case Code.truths, Code.integers:
            let count = try count(ofSize: 4)
            var numbers: [Int32] = []
            numbers.reserveCapacity(count)
            for _ in 0..<count { numbers.append(try integer()) }
            value = .integers(numbers)
        case Code.numbers:
            let count = try count(ofSize: 8)
            let part = try take(8 * count)
            value = .numbers(
                (0..<count).map {
                    let bits = part.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)
                    return Double(bitPattern: UInt64(bigEndian: bits))
                })
        case Code.texts: value = .texts(try texts())
        case Code.list:
            let count = try count(ofSize: 4)
            var members: [RValue] = []
            for _ in 0..<count { members.append(try self.value(depth: depth + 1)) }
            value = .list(members, names: [])
        default: throw fault(at: start, "R's type \(code), which holds no plain data")
        }
        guard flags & Flag.attributes != 0 else { return value }
        let attributes = try self.value(depth: depth + 1)
        guard case .list(let members, _) = value, case .texts(let names) = attributes["names"]
        else {
            return value
        }
        return .list(members, names: names.map { $0 ?? "" })
    }

    /// Bits beside the type's code.
    private enum Flag {
        static let attributes: UInt32 = 1 << 9
        static let tag: UInt32 = 1 << 10
        /// Of a text: Latin-1 instead of UTF-8.
        static let latin1: UInt32 = 1 << 14
    }

    /// A chain of cells, each with a tag and a value, as a list with names.
    private mutating func pairs(depth: Int) throws(FileError) -> RValue {
        var (members, names): ([RValue], [String]) = ([], [])
        while true {
            let start = next
            let flags = UInt32(bitPattern: try integer())
            guard Int(flags & 255) == Code.pairs else {
                next = start
                guard case .null = try value(depth: depth + 1) else {
                    throw fault(at: start, "a pair list that does not end in NULL")
                }
                return .list(members, names: names)
            }
            if flags & Flag.attributes != 0 { _ = try value(depth: depth + 1) }
            var name = ""
            if flags & Flag.tag != 0, case .symbol(let tag) = try value(depth: depth + 1) {
                name = tag
            }
            members.append(try value(depth: depth + 1))
            names.append(name)
        }
    }

    private mutating func texts() throws(FileError) -> [String?] {
        let count = try count(ofSize: 4)
        var texts: [String?] = []
        texts.reserveCapacity(count)
        for _ in 0..<count {
            let start = next
            let flags = UInt32(bitPattern: try integer())
            guard Int(flags & 255) == Code.text else {
                throw fault(at: start, "type \(flags & 255) among texts")
            }
            texts.append(try text(flags))
        }
        return texts
    }

    private mutating func text(_ flags: UInt32) throws(FileError) -> String? {
        let start = next
        let count = Int(try integer())
        guard count >= 0 else { return nil }
        let part = try take(count)
        if flags & Flag.latin1 != 0 {
            return String(String.UnicodeScalarView(part.map { Unicode.Scalar($0) }))
        }
        guard let text = String(validating: part, as: UTF8.self) else {
            throw fault(at: start, "a text that is not UTF-8")
        }
        return text
    }

    private mutating func reference(_ flags: UInt32, at start: Int) throws(FileError) -> RValue {
        let number = flags >> 8 == 0 ? Int(try integer()) : Int(flags >> 8)
        guard symbols.indices.contains(number - 1) else {
            throw fault(at: start, "a reference to symbol \(number) of \(symbols.count)")
        }
        return symbols[number - 1]
    }

    /// A number of elements, each of at least `size` bytes, for which there is room.
    private mutating func count(ofSize size: Int) throws(FileError) -> Int {
        let start = next
        let count = Int(try integer())
        guard count >= 0, count <= (bytes.count - next) / size else {
            throw fault(at: start, "\(count) elements, more than the data can hold")
        }
        return count
    }

    private mutating func integer() throws(FileError) -> Int32 {
        Int32(bigEndian: try take(4).loadUnaligned(as: Int32.self))
    }

    private mutating func take(_ count: Int) throws(FileError) -> UnsafeRawBufferPointer {
        guard count <= bytes.count - next else {
            throw fault(at: next, "the data ends here, \(count) bytes too early")
        }
        defer { next += count }
        return UnsafeRawBufferPointer(rebasing: bytes[next..<next + count])
    }

    private func fault(at byte: Int, _ problem: String) -> FileError {
        FileError(path: path, at: .byte(byte), problem: problem, fix: "get the file again")
    }
}
