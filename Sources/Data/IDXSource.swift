import LaminaFormats

/// The bytes of an IDX file in order, plain or decompressed on the way: the header says how much
/// memory the elements take before any of it is allocated.
struct IDXSource {
    private let file: ByteRegion
    private let path: String
    private let inflater: Inflater?
    private var position = 0

    init(_ file: ByteRegion, path: String) {
        (self.file, self.path) = (file, path)
        inflater = Gzip.matches(file) ? Inflater(file, wrapping: .gzip, path: path) : nil
    }

    /// The next `count` bytes, which are the header's `part`.
    mutating func header(_ count: Int, _ part: String) throws(FileError) -> [UInt8] {
        let bytes = try take(count)
        guard bytes.count == count else {
            throw FileError(
                path: path, at: .byte(position), problem: "the file ends inside the \(part)",
                fix: "the file is incomplete; get it again")
        }
        return bytes.array(of: UInt8.self)
    }

    /// All bytes that are left; there must be `count` of them.
    mutating func payload(_ count: Int) throws(FileError) -> ByteRegion {
        let start = position
        // So few compressed bytes cannot hold that many: do not even allocate.
        let isImpossible =
            inflater != nil && (count - 1) / Inflater.highestRatio > file.count
        let bytes = try take(isImpossible ? 0 : count)
        guard bytes.count == count else {
            let found =
                if inflater == nil {
                    "\(file.count)"
                } else if isImpossible {
                    "at most \(Inflater.highestRatio * file.count)"
                } else { "\(position)" }
            throw FileError(
                path: path, at: .byte(position),
                problem: "truncated: \(start + count) bytes expected, \(found) found",
                fix: "the file is incomplete; get it again")
        }
        let surplus = inflater == nil ? file.count - position : try take(1).count
        guard surplus == 0 else {
            let found = inflater == nil ? "\(surplus)" : "more"
            throw FileError(
                path: path, at: .byte(position),
                problem: "\(found) bytes after the \(start + count) that the header announces",
                fix: "check that this is the right file, and get it again")
        }
        return bytes
    }

    /// Up to `count` bytes, less if the file ends.
    private mutating func take(_ count: Int) throws(FileError) -> ByteRegion {
        guard let inflater else {
            let part = file[position..<position + min(count, file.count - position)]
            position += part.count
            return part
        }
        var bytes = [UInt8](repeating: 0, count: count)
        let read: Int = try bytes.withUnsafeMutableBufferPointer { buffer throws(FileError) in
            try inflater.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        bytes.removeLast(count - read)
        position += read
        return ByteRegion(bytes)
    }
}
