/// Reads single members of a zip archive, such as a Python wheel or an `.npz` file.
///
/// Members must be stored or deflated and the archive below 4 GB (no zip64); nothing else is in use
/// in the archives that Lamina meets.
///
/// - Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
package struct ZipArchive {
    private struct Member {
        let method: UInt16
        let crc: UInt32
        let packedSize: Int
        let size: Int
        let header: Int
    }

    private let file: ByteRegion
    private let path: String
    private var members: [String: Member] = [:]

    /// Names of the members, in order.
    package var names: [String] { members.keys.sorted() }

    package init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }

    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        (self.file, self.path) = (file, path)
        let end = try endRecord()
        let count = Int(try number(end + 10, UInt16.self))
        var next = Int(try number(end + 16, UInt32.self))
        for _ in 0..<count {
            guard try number(next, UInt32.self) == 0x0201_4B50 else {
                throw damaged(next, "no entry of the archive's directory")
            }
            let nameLength = Int(try number(next + 28, UInt16.self))
            let extra = Int(try number(next + 30, UInt16.self))
            let comment = Int(try number(next + 32, UInt16.self))
            let name = String(
                decoding: try bytes(next + 46, nameLength).array(of: UInt8.self), as: UTF8.self)
            members[name] = Member(
                method: try number(next + 10, UInt16.self), crc: try number(next + 16, UInt32.self),
                packedSize: Int(try number(next + 20, UInt32.self)),
                size: Int(try number(next + 24, UInt32.self)),
                header: Int(try number(next + 42, UInt32.self)))
            next += 46 + nameLength + extra + comment
        }
    }

    /// The contents of the member `name`, checked against its CRC-32.
    package func contents(of name: String) throws(FileError) -> ByteRegion {
        guard let member = members[name] else {
            throw FileError(
                path: path,
                problem: "no member '\(name)'" + NearestName.suggestion(for: name, among: names),
                fix: "check that this is the right archive")
        }
        guard try number(member.header, UInt32.self) == 0x0403_4B50 else {
            throw damaged(member.header, "no member's header")
        }
        let nameLength = Int(try number(member.header + 26, UInt16.self))
        let extra = Int(try number(member.header + 28, UInt16.self))
        let packed = try bytes(member.header + 30 + nameLength + extra, member.packedSize)
        let contents: ByteRegion
        switch member.method {
        case 0: contents = packed
        case 8:
            let inflater = Inflater(packed, wrapping: .none, path: path)
            contents = ByteRegion(try inflater.readAll(limit: member.size, path: path))
        default: throw damaged(member.header, "compression method \(member.method) is not known")
        }
        guard contents.count == member.size, Inflater.crc32(contents) == member.crc else {
            throw damaged(member.header, "'\(name)' does not have its size or checksum")
        }
        return contents
    }

    /// The end of the directory, found from the back: a comment of up to 64 KB may follow it.
    private func endRecord() throws(FileError) -> Int {
        let last = file.count - 22
        for start in stride(from: last, through: max(0, last - 65535), by: -1) {
            if try number(start, UInt32.self) == 0x0605_4B50 { return start }
        }
        throw damaged(file.count, "no zip archive, or not all of it")
    }

    private func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ start: Int, _ type: Number.Type
    ) throws(FileError) -> Number {
        try bytes(start, MemoryLayout<Number>.size).withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(as: type))
        }
    }

    private func bytes(_ start: Int, _ count: Int) throws(FileError) -> ByteRegion {
        // Both are at most 32 bits and a few, so their sum cannot overflow.
        guard start + count <= file.count else {
            throw damaged(file.count, "the archive ends too early")
        }
        return file[start..<start + count]
    }

    private func damaged(_ byte: Int, _ problem: String) -> FileError {
        FileError(path: path, at: .byte(byte), problem: problem, fix: "get the file again")
    }
}
