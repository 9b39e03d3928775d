import CPNG
import LaminaFormats

/// PNG files of every colour type and depth, through libpng.
enum PNGFile {
    /// As the file has it: fewer bits widened, of 16 the upper 8, palettes looked up. Gamma is left
    /// alone, as Pillow does: networks were trained that way.
    static func read(
        _ file: ByteRegion, pixelLimit: Int, path: String
    ) throws(FileError) -> Bitmap {
        try PNGChunks.check(file, path: path)
        return try file.withUnsafeBytes { bytes throws(FileError) in
            let start = bytes.bindMemory(to: UInt8.self).baseAddress
            var message = [CChar](repeating: 0, count: 200)
            var (width, height, channels): (Int32, Int32, Int32) = (0, 0, 0)
            func read(into pixels: UnsafeMutablePointer<UInt8>?) throws(FileError) {
                let status = lamina_png_read(
                    start, bytes.count, &width, &height, &channels, pixels, &message)
                guard status != 0 else { throw PictureFault.libraryRefuses(message, path) }
            }
            try read(into: nil)
            try PictureFault.checkSize(Int(width), Int(height), pixelLimit, path)
            var pixels = [UInt8](
                repeating: 0, count: Int(width) * Int(height) * Int(channels))
            try pixels.withUnsafeMutableBufferPointer { buffer throws(FileError) in
                try read(into: buffer.baseAddress)
            }
            return Bitmap(
                height: Int(height), width: Int(width), channels: Int(channels), pixels: pixels)
        }
    }
}

/// What pictures' readers say of a file.
enum PictureFault {
    /// The library's own words.
    static func libraryRefuses(_ message: [CChar], _ path: String) -> FileError {
        let text = String(
            decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return FileError(
            path: path, problem: "could not be read as a picture: \(text)",
            fix: "get the file again, or save it anew")
    }

    static func checkSize(
        _ width: Int, _ height: Int, _ limit: Int, _ path: String
    ) throws(FileError) {
        guard width <= limit / max(height, 1) else {
            throw FileError(
                path: path, at: .byte(16),
                problem: "\(width) x \(height) pixels are more than the limit of \(limit)",
                fix: "make the picture smaller, or raise the limit if the file is to be trusted")
        }
    }
}
