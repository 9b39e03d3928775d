public import LaminaFormats

/// Reads a text file line by line, plain or compressed by gzip; of a plain one only the part in use
/// takes memory.
///
/// Lines end in LF or CR LF, which are not part of them; the last may lack its end. Store
/// ``position`` to continue later:
///
/// ```swift
/// var count = 0
/// var lines = try TextLines(contentsOf: "corpus.txt")
/// while let line = try lines.next() { count += line.text.utf8.count }
/// ```
public struct TextLines: Sendable {
    /// A line and where it stands.
    public struct Line: Sendable, Equatable {
        /// Without its line end.
        public let text: String
        /// From 1.
        public let number: Int
    }

    /// Where a reader stands; all that must be saved to continue.
    public struct Position: Sendable, Equatable, Codable {
        /// Of the next line, in the file's (decompressed) contents.
        public var byte: Int
        /// Of the next line, from 1.
        public var line: Int

        /// The start of a file unless told otherwise.
        public init(byte: Int = 0, line: Int = 1) { (self.byte, self.line) = (byte, line) }
    }

    /// As it was given, for messages.
    public let path: String
    private let contents: ByteRegion
    /// Where the next line begins; to be stored by whoever wants to go on later.
    public private(set) var position: Position

    /// - Parameter position: where to begin, as an earlier reader of the same file stored it.
    /// - Throws: ``FileError`` for a file that cannot be read, and a position that is no start of a
    ///   line.
    public init(contentsOf path: String, from position: Position = .init()) throws(FileError) {
        self.path = path
        contents = try Gzip.contents(of: path)
        self.position = position
        let isStart = contents.withUnsafeBytes { bytes in
            position.byte == 0 && position.line == 1
                || position.byte > 0 && position.byte <= bytes.count && position.line > 1
                    && (position.byte == bytes.count || bytes[position.byte - 1] == 0x0A)
        }
        guard isStart else {
            throw FileError(
                path: path, at: .byte(position.byte), problem: "no line begins here",
                fix: "begin anew; the file has changed since the position was stored")
        }
    }

    /// The next line; nil at the end of the file.
    ///
    /// - Throws: ``FileError`` for text that is not UTF-8, with its line.
    public mutating func next() throws(FileError) -> Line? {
        let start = position.byte
        let (text, end): (String?, Int) = contents.withUnsafeBytes { bytes in
            guard start < bytes.count else { return (nil, start) }
            let found = bytes[start...].firstIndex(of: 0x0A)
            var last = found ?? bytes.count
            if found != nil, last > start, bytes[last - 1] == 0x0D { last -= 1 }
            var first = start
            if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { first = 3 }
            return (
                String(validating: bytes[first..<last], as: UTF8.self),
                (found ?? bytes.count - 1) + 1
            )
        }
        guard end > start else { return nil }
        guard let text else {
            throw FileError(
                path: path, at: .line(position.line), problem: "the text is not UTF-8",
                fix: "convert the file, for example by iconv")
        }
        defer { position = Position(byte: end, line: position.line + 1) }
        return Line(text: text, number: position.line)
    }
}
