/// Reads single members of a zip archive, such as a Python wheel, an `.npz` or a `.pt` file.
///
/// Members must be stored or deflated, and not encrypted. Archives above 4 GB (zip64) are read too.
///
/// - Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3.
package struct ZipArchive: Sendable {
    private struct Member {
        let flags: UInt16
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

    /// Whether the bytes begin as an archive does.
    package static func matches(_ bytes: ByteRegion) -> Bool {
        bytes.count >= 4 && bytes[0..<4].array(of: UInt8.self) == [0x50, 0x4B, 3, 4]
    }

    package init(parsing file: ByteRegion, path: String) throws(FileError) {
        (self.file, self.path) = (file, path)
        var (count, next) = try directory()
        // The count is not believed: every entry takes 46 bytes, which must be there.
        while count > 0 {
            guard try number(next, UInt32.self) == 0x0201_4B50 else {
                throw damaged(next, "no entry of the archive's directory")
            }
            let nameLength = Int(try number(next + 28, UInt16.self))
            let extraLength = Int(try number(next + 30, UInt16.self))
            let comment = Int(try number(next + 32, UInt16.self))
            let name = String(
                decoding: try bytes(next + 46, nameLength).array(of: UInt8.self), as: UTF8.self)
            let extra = try bytes(next + 46 + nameLength, extraLength)
            let member = try member(entry: next, extra: extra)
            guard members.updateValue(member, forKey: name) == nil else {
                throw damaged(next, "the member '\(name)' stands twice in the archive")
            }
            next += 46 + nameLength + extraLength + comment
            count -= 1
        }
    }

    /// Whether the member `name` is compressed.
    package func isCompressed(_ name: String) -> Bool {
        members[name].map { $0.method != 0 } ?? false
    }

    /// The contents of the member `name`, checked against its CRC-32; a stored member is not
    /// copied.
    ///
    /// - Parameter limit: the most bytes to decompress.
    package func contents(
        of name: String, limit: Int = 1 << 32
    ) throws(FileError) -> ByteRegion {
        guard let member = members[name] else {
            throw FileError(
                path: path, at: .byte(0),
                problem: "no member '\(name)'" + NearestName.suggestion(for: name, among: names),
                fix: "check that this is the right archive")
        }
        guard try number(member.header, UInt32.self) == 0x0403_4B50 else {
            throw damaged(member.header, "no member's header")
        }
        guard member.flags & 1 == 0 else {
            throw FileError(
                path: path, at: .byte(member.header), problem: "'\(name)' is encrypted",
                fix: "decrypt the archive first")
        }
        let nameLength = Int(try number(member.header + 26, UInt16.self))
        let extra = Int(try number(member.header + 28, UInt16.self))
        let packed = try bytes(member.header + 30 + nameLength + extra, member.packedSize)
        let contents: ByteRegion
        switch member.method {
        case 0: contents = packed
        case 8:
            guard member.size <= limit else {
                throw FileError(
                    path: path, at: .byte(member.header),
                    problem: "'\(name)' is \(member.size) bytes long, the limit is \(limit)",
                    fix: "raise the limit, if the file is to be trusted")
            }
            let inflater = Inflater(packed, wrapping: .none, path: "\(path), member '\(name)'")
            contents = ByteRegion(try inflater.readAll(limit: member.size, path: path))
        default: throw damaged(member.header, "compression method \(member.method) is not known")
        }
        guard contents.count == member.size, Inflater.crc32(contents) == member.crc else {
            throw damaged(member.header, "'\(name)' does not have its size or checksum")
        }
        return contents
    }

    /// Sizes and place of the member whose entry begins at `entry`. What does not fit into 32 bits
    /// stands in the extra field of kind 1, in this order.
    private func member(entry: Int, extra: ByteRegion) throws(FileError) -> Member {
        var wide = extra[0..<0]
        var next = 0
        while next + 4 <= extra.count {
            let field = extra[next..<next + 4].array(of: UInt16.self)
            let end = next + 4 + Int(UInt16(littleEndian: field[1]))
            guard end <= extra.count else { break }
            if UInt16(littleEndian: field[0]) == 1 { wide = extra[next + 4..<end] }
            next = end
        }
        func widened(_ start: Int) throws(FileError) -> Int {
            let value = try number(start, UInt32.self)
            guard value == .max, wide.count >= 8 else { return Int(value) }
            let number = wide[0..<8].array(of: UInt64.self)[0]
            wide = wide[8..<wide.count]
            // No file is longer than an Int; a larger number lies outside of this one too.
            return Int(exactly: UInt64(littleEndian: number)) ?? .max
        }
        let size = try widened(entry + 24)
        let packedSize = try widened(entry + 20)
        return Member(
            flags: try number(entry + 8, UInt16.self), method: try number(entry + 10, UInt16.self),
            crc: try number(entry + 16, UInt32.self), packedSize: packedSize, size: size,
            header: try widened(entry + 42))
    }

    /// How many entries the directory has and where it begins.
    private func directory() throws(FileError) -> (count: UInt64, start: Int) {
        let end = try endRecord()
        let count = try number(end + 10, UInt16.self)
        let start = try number(end + 16, UInt32.self)
        guard count == .max || start == .max, end >= 20,
            try number(end - 20, UInt32.self) == 0x0706_4B50
        else { return (UInt64(count), Int(start)) }
        let wide = Int(exactly: try number(end - 12, UInt64.self)) ?? .max
        guard try number(wide, UInt32.self) == 0x0606_4B50 else {
            throw damaged(end - 20, "the record of a large archive's directory is not there")
        }
        let wideStart = Int(exactly: try number(wide + 48, UInt64.self)) ?? .max
        return (try number(wide + 32, UInt64.self), wideStart)
    }

    /// The end of the directory, found from the back: a comment of up to 64 KB may follow it.
    private func endRecord() throws(FileError) -> Int {
        let last = file.count - 22
        let found = file.withUnsafeBytes { bytes in
            stride(from: last, through: max(0, last - 65535), by: -1).first {
                bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self) == 0x0605_4B50
            }
        }
        guard let found else { throw damaged(file.count, "no zip archive, or not all of it") }
        return found
    }

    private func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ start: Int, _ type: Number.Type
    ) throws(FileError) -> Number {
        try bytes(start, MemoryLayout<Number>.size).withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(as: type))
        }
    }

    private func bytes(_ start: Int, _ count: Int) throws(FileError) -> ByteRegion {
        guard start <= file.count, count <= file.count - start else {
            throw damaged(file.count, "the archive ends too early")
        }
        return file[start..<start + count]
    }

    private func damaged(_ byte: Int, _ problem: String) -> FileError {
        FileError(path: path, at: .byte(byte), problem: problem, fix: "get the file again")
    }
}
