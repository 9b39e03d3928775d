/// The bytes of an HDF5 file with what its first block says of all numbers in it.
struct HDF5Bytes: Sendable {
    let file: ByteRegion
    let path: String
    /// Bytes of an address.
    var offsetSize = 8
    /// Bytes of a length.
    var lengthSize = 8
    /// What all addresses are counted from.
    var base = 0

    /// A cursor over `count` bytes at an address.
    ///
    /// - Throws: ``FileError`` if they do not lie in the file.
    func cursor(at address: Int, count: Int? = nil) throws(FileError) -> HDF5Cursor {
        let (start, overflow) = address.addingReportingOverflow(base)
        guard !overflow, start >= 0, start <= file.count else {
            throw fault("an address leads out of the file", at: file.count)
        }
        let room = file.count - start
        guard let count else { return HDF5Cursor(bytes: self, place: start, end: file.count) }
        guard count >= 0, count <= room else {
            throw fault("\(count) bytes are announced, \(room) are left", at: start)
        }
        return HDF5Cursor(bytes: self, place: start, end: start + count)
    }

    func fault(_ problem: String, at byte: Int) -> FileError {
        FileError(
            path: path, at: .byte(byte), problem: problem,
            fix: "get the file again, or have its program save it anew")
    }
}

/// A place in an HDF5 file, from which numbers are read one after another and never beyond an end.
struct HDF5Cursor {
    let bytes: HDF5Bytes
    private(set) var place: Int
    let end: Int

    init(bytes: HDF5Bytes, place: Int, end: Int) {
        (self.bytes, self.place, self.end) = (bytes, place, end)
    }

    var left: Int { end - place }

    func fault(_ problem: String) -> FileError { bytes.fault(problem, at: place) }

    mutating func take(_ count: Int) throws(FileError) -> ByteRegion {
        guard count >= 0, count <= left else {
            throw fault("\(count) bytes are announced, \(left) are left")
        }
        defer { place += count }
        return bytes.file[place..<place + count]
    }

    mutating func skip(_ count: Int) throws(FileError) { _ = try take(count) }

    /// A whole number of 1 to 8 bytes, the lowest first.
    mutating func unsigned(_ count: Int) throws(FileError) -> UInt64 {
        try take(count).withUnsafeBytes { $0.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
    }

    /// The same where it counts something.
    mutating func number(_ count: Int) throws(FileError) -> Int {
        let value = try unsigned(count)
        guard let number = Int(exactly: value) else { throw fault("\(value) counts nothing") }
        return number
    }

    /// A length in the file.
    mutating func length() throws(FileError) -> Int { try number(bytes.lengthSize) }

    /// An address in the file; nil where there is none.
    mutating func address() throws(FileError) -> Int? {
        let value = try unsigned(bytes.offsetSize)
        let none = bytes.offsetSize == 8 ? UInt64.max : 1 << UInt64(8 * bytes.offsetSize) - 1
        guard value != none else { return nil }
        guard let number = Int(exactly: value) else { throw fault("an address is too large") }
        return number
    }

    /// An address that must be there.
    mutating func existing() throws(FileError) -> Int {
        guard let address = try address() else { throw fault("an address is missing") }
        return address
    }

    /// Four letters that begin a block.
    mutating func expect(_ signature: String) throws(FileError) {
        let start = place
        guard try take(4).array(of: UInt8.self) == Array(signature.utf8) else {
            throw bytes.fault("no block '\(signature)' is here", at: start)
        }
    }

    /// Text up to a zero byte.
    mutating func text() throws(FileError) -> String {
        let region = bytes.file[place..<end]
        guard let count = region.withUnsafeBytes({ $0.firstIndex(of: 0) }) else {
            throw fault("a name has no end")
        }
        let text = String(decoding: region[0..<count].array(of: UInt8.self), as: UTF8.self)
        place += count + 1
        return text
    }
}
