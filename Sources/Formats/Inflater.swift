import CZlib

/// Decompresses a gzip, a zlib or a bare deflate stream piece by piece, so that the reader decides how much
/// memory the contents may take.
package final class Inflater {
    package enum Wrapping {
        /// RFC 1952: header, deflate data, CRC-32 and length; several such members may follow each
        /// other.
        case gzip
        /// RFC 1950: two bytes, deflate data, Adler-32.
        case zlib
        /// RFC 1951 alone, as inside a zip archive.
        case none

        fileprivate var windowBits: Int32 {
            switch self {
            case .gzip: MAX_WBITS + 16
            case .zlib: MAX_WBITS
            case .none: -MAX_WBITS
            }
        }
    }

    /// One byte of deflate data yields at most this many: a match of 258 bytes takes two bits.
    package static let highestRatio = 1032

    private let source: ByteRegion
    private let path: String
    private let wrapping: Wrapping
    // zlib keeps the address of its state, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var consumed = 0
    private var isAtEnd = false
    /// Bytes read so far.
    package private(set) var produced = 0

    package init(_ source: ByteRegion, wrapping: Wrapping, path: String) {
        (self.source, self.wrapping, self.path) = (source, wrapping, path)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = inflateInit2_(
            stream, wrapping.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib does not start: status \(status)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// The CRC-32 of gzip and zip (not that of TFRecord, see ``CRC32C``).
    static func crc32(_ bytes: ByteRegion) -> UInt32 {
        bytes.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: UInt8.self).baseAddress
            return UInt32(crc32_z(0, start, bytes.count))
        }
    }

    /// Fills `buffer`, or less of it if the contents end; returns the number of bytes.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var filled = 0
        while filled < buffer.count, !isAtEnd {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = try step(into: room)
            filled += count
            produced += count
        }
        return filled
    }

    /// One call of zlib, which counts in 32 bits. Returns how many bytes it wrote.
    private func step(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let (given, offered, status) = source.withUnsafeBytes { bytes in
            let input = bytes[consumed...].prefix(Int(UInt32.max / 2))
            let offered = min(room.count, Int(UInt32.max / 2))
            // zlib only reads here; its type lacks `const`.
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: UnsafeRawBufferPointer(rebasing: input).bindMemory(to: UInt8.self)
                    .baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(offered)
            return (input.count, offered, inflate(stream, Z_NO_FLUSH))
        }
        consumed += given - Int(stream.pointee.avail_in)
        switch status {
        case Z_OK: break
        case Z_STREAM_END:
            isAtEnd = consumed == source.count || wrapping != .gzip
            if !isAtEnd { inflateReset(stream) }
        case Z_BUF_ERROR:
            throw FileError(
                path: path, at: .byte(produced),
                problem: "the compressed data ends too early, at its byte \(source.count)",
                fix: "the file is incomplete; get it again")
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
            throw FileError(
                path: path, at: .byte(produced),
                problem: "the compressed data is damaged near its byte \(consumed): \(reason)",
                fix: "get the file again")
        }
        return offered - Int(stream.pointee.avail_out)
    }
}
