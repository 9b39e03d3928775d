/// Takes a TFRecord file apart: length (`UInt64`), its masked CRC-32C, data, their masked CRC-32C,
/// and so on.
///
/// - Source: tensorflow/core/lib/io/record_reader.cc.
struct TFRecordReader {
    /// Bytes of a record around its data: length and two checksums.
    static let shortestRecord = 16

    private let file: ByteRegion
    private let path: String
    /// Bytes of whole records read so far.
    private(set) var consumed = 0

    init(_ file: ByteRegion, path: String) { (self.file, self.path) = (file, path) }

    /// The next record's data and where the record begins, or nil at the end of the file.
    mutating func next() throws(FileError) -> (position: Int, data: [UInt8])? {
        let rest = file.count - consumed
        guard rest > 0 else { return nil }
        guard rest >= Self.shortestRecord else { throw damage("the file ends inside the record") }
        let head = file[consumed..<consumed + 12]
        let length = head[0..<8]
        guard Self.checksum(head[8..<12]) == CRC32C.masked(length.array(of: UInt8.self)) else {
            throw damage("the length of the record has another checksum")
        }
        let count = UInt64(littleEndian: length.array(of: UInt64.self)[0])
        guard count <= UInt64(rest - Self.shortestRecord) else {
            throw damage("the file ends inside the record of \(count) bytes")
        }
        let end = consumed + 12 + Int(count)
        let data = file[consumed + 12..<end].array(of: UInt8.self)
        guard Self.checksum(file[end..<end + 4]) == CRC32C.masked(data) else {
            throw damage("the data of the record have another checksum")
        }
        defer { consumed = end + 4 }
        return (consumed, data)
    }

    private static func checksum(_ bytes: ByteRegion) -> UInt32 {
        UInt32(littleEndian: bytes.array(of: UInt32.self)[0])
    }

    private func damage(_ problem: String) -> FileError {
        FileError(
            path: path, at: .byte(consumed), problem: problem,
            fix: consumed == 0
                ? "check that this is a file of TensorBoard events"
                : "what comes before is whole: cut the file off at byte \(consumed), or read it"
                    + " with TFEvents(wholePartOf:)")
    }
}
