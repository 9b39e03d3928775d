import LaminaFormats

/// The frame of a PNG file: a signature and chunks of length, name, data and checksum up to `IEND`.
///
/// libpng's simplified reader is content once it has all pixels; walking the chunks first finds
/// what is cut off behind them, and says at which byte.
///
/// - Source: W3C, "Portable Network Graphics", third edition, sections 5.2 and 5.3.
enum PNGChunks {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func check(_ file: ByteRegion, path: String) throws(FileError) {
        try file.withUnsafeBytes { bytes throws(FileError) in
            guard bytes.starts(with: signature) else {
                throw FileError(
                    path: path, at: .byte(0), problem: "not a PNG file",
                    fix: "give a PNG picture; `convert` or `ffmpeg` make one from other formats")
            }
            var next = signature.count
            while true {
                // Length, name and checksum are four bytes each.
                guard bytes.count - next >= 12 else { throw truncated(bytes.count, path) }
                let length = UInt32(
                    bigEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt32.self))
                guard Int(length) <= bytes.count - next - 12 else {
                    throw truncated(bytes.count, path)
                }
                if bytes[next + 4..<next + 8].elementsEqual("IEND".utf8) { return }
                next += 12 + Int(length)
            }
        }
    }

    private static func truncated(_ byte: Int, _ path: String) -> FileError {
        FileError(
            path: path, at: .byte(byte), problem: "the file ends before its last chunk",
            fix: "the file is incomplete; get it again")
    }
}
