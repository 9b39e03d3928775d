/// Files compressed by gzip (RFC 1952).
public enum Gzip {
    /// Whether the bytes begin as a gzip file does.
    public static func matches(_ bytes: ByteRegion) -> Bool {
        bytes.count >= 2 && bytes.withUnsafeBytes { $0[0] == 0x1F && $0[1] == 0x8B }
    }

    /// The contents of a gzip file, checked against its CRC-32.
    ///
    /// - Parameters:
    ///   - limit: the most bytes to take, since a file of a megabyte can hold a gigabyte of zeros.
    ///   - path: the file's name, for errors.
    public static func inflated(
        _ bytes: ByteRegion, limit: Int = 1 << 32, path: String
    ) throws(FileError) -> [UInt8] {
        let inflater = Inflater(bytes, wrapping: .gzip, path: path)
        return try inflater.readAll(limit: limit, path: path)
    }

    /// The contents of the file at `path`: decompressed if it is a gzip file, else mapped as it is.
    public static func contents(
        of path: String, limit: Int = 1 << 32
    ) throws(FileError) -> ByteRegion {
        let file = ByteRegion(try MappedFile(path: path))
        return matches(file) ? ByteRegion(try inflated(file, limit: limit, path: path)) : file
    }
}

extension Inflater {
    /// Everything that is left, in a buffer that doubles as long as there is more.
    package func readAll(limit: Int, path: String) throws(FileError) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: min(limit, 1 << 16))
        var count = 0
        while true {
            let room = result.count - count
            let read: Int = try result.withUnsafeMutableBufferPointer {
                buffer throws(FileError) in
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[count...])
                return try self.read(into: UnsafeMutableRawBufferPointer(rest))
            }
            count += read
            if read < room {
                result.removeLast(result.count - count)
                return result
            }
            guard count < limit else { break }
            result += repeatElement(0, count: min(count, limit - count))
        }
        // Full to the limit; one byte more is too much.
        var surplus: UInt8 = 0
        let more: Int = try withUnsafeMutableBytes(of: &surplus) { byte throws(FileError) in
            try self.read(into: byte)
        }
        guard more == 0 else {
            throw FileError(
                path: path, at: .byte(limit),
                problem: "the contents are longer than the limit of \(limit) bytes",
                fix: "raise the limit, if the file is to be trusted")
        }
        return result
    }
}
