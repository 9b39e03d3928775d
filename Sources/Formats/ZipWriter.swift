import CZlib

/// Gathers the members of a zip archive and writes them.
///
/// Members and archive must stay below 4 GB: zip64, which readers of such archives would need, is
/// read but not written.
struct ZipWriter {
    private struct Member {
        let header: [UInt8]
        let parts: [ByteRegion]
    }

    private let path: String
    private let isCompressed: Bool
    private var members: [Member] = []
    private var directory: [UInt8] = []
    private var end = 0

    /// Uncompressed data begins at a multiple of this many bytes.
    static let alignment = 64

    init(path: String, isCompressed: Bool) {
        (self.path, self.isCompressed) = (path, isCompressed)
    }

    /// Adds a member whose contents are `parts` one after the other.
    mutating func add(_ name: String, _ parts: [ByteRegion]) throws(FileError) {
        let name = [UInt8](name.utf8)
        let size = parts.reduce(0) { $0 + $1.count }
        let packed = isCompressed ? [ByteRegion(try deflated(parts, size))] : parts
        let packedSize = packed.reduce(0) { $0 + $1.count }
        // An extra field of zeros, of the kind Android's zipalign uses, moves the data.
        let start = end + 30 + name.count + 4
        let padding = isCompressed ? nil : -start & (Self.alignment - 1)
        let extra =
            padding.map {
                Self.word(0xD935, 2) + Self.word($0, 2) + [UInt8](repeating: 0, count: $0)
            } ?? []
        guard end + packedSize + size < 0xFFFF_0000, name.count < 0xFFFF, members.count < 0xFFFF
        else {
            throw FileError(
                path: path, problem: "the archive would be larger than 4 GB",
                fix: "write safetensors, or several archives")
        }
        // Version 2.0, names in UTF-8, the first of January 1980.
        let common =
            Self.word(20, 2) + Self.word(0x800, 2) + Self.word(isCompressed ? 8 : 0, 2)
            + Self.word(0, 2) + Self.word(0x21, 2) + Self.word(Int(checksum(parts)), 4)
            + Self.word(packedSize, 4) + Self.word(size, 4) + Self.word(name.count, 2)
        let header = Self.word(0x0403_4B50, 4) + common + Self.word(extra.count, 2) + name + extra
        // No extra field or comment, disk 0, no attributes.
        directory +=
            Self.word(0x0201_4B50, 4) + Self.word(20, 2) + common
            + [UInt8](repeating: 0, count: 12) + Self.word(end, 4) + name
        members.append(Member(header: header, parts: packed))
        end += header.count + packedSize
    }

    /// Writes the archive, all or nothing.
    func write() throws(FileError) {
        let record =
            Self.word(0x0605_4B50, 4) + Self.word(0, 4) + Self.word(members.count, 2)
            + Self.word(members.count, 2) + Self.word(directory.count, 4) + Self.word(end, 4)
            + Self.word(0, 2)
        let size = end + directory.count + record.count
        try AtomicFile.write(to: path, byteCount: size) { output throws(FileError) in
            for member in members {
                try output.write(member.header)
                for part in member.parts {
                    try part.withUnsafeBytes { bytes throws(FileError) in try output.write(bytes) }
                }
            }
            try output.write(directory)
            try output.write(record)
        }
    }

    private func checksum(_ parts: [ByteRegion]) -> UInt32 {
        parts.reduce(0) { crc, part in
            part.withUnsafeBytes { bytes in
                // Without an address zlib gives the initial value instead of `crc`.
                guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return crc }
                return UInt32(crc32_z(UInt(crc), start, bytes.count))
            }
        }
    }

    /// The parts as one bare deflate stream.
    private func deflated(_ parts: [ByteRegion], _ size: Int) throws(FileError) -> [UInt8] {
        guard size < 0xFFFF_0000 else {
            throw FileError(
                path: path, problem: "an array of \(size) bytes does not fit into a zip archive",
                fix: "write safetensors")
        }
        // zlib keeps the address of its state, so it must not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY,
            ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(stream) }
        let bound = Int(deflateBound(stream, UInt(size)))
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(output.count)
            for part in parts {
                part.withUnsafeBytes { bytes in
                    // zlib only reads here; its type lacks `const`.
                    stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
                    stream.pointee.avail_in = UInt32(bytes.count)
                    _ = deflate(stream, Z_NO_FLUSH)
                }
            }
            _ = deflate(stream, Z_FINISH)
            count = Int(stream.pointee.total_out)
        }
    }

    private static func word(_ number: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
