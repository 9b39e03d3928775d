import CJPEG
import Glibc
public import LaminaFormats
import LaminaGraph

/// JPEG files, baseline and progressive, through libjpeg-turbo.
enum JPEGFile {
    /// Grey as grey, everything else as red, green and blue. Decoded with the exact integer cosine
    /// transform and smooth chroma, libjpeg's defaults, which Pillow has too.
    static func read(
        _ file: ByteRegion, pixelLimit: Int, path: String
    ) throws(FileError) -> Bitmap {
        try file.withUnsafeBytes { bytes throws(FileError) in
            let start = bytes.bindMemory(to: UInt8.self).baseAddress
            var message = [CChar](repeating: 0, count: 200)
            var (width, height, components): (Int32, Int32, Int32) = (0, 0, 0)
            var (isProgressive, isInverted): (Int32, Int32) = (0, 0)
            guard
                lamina_jpeg_sizes(
                    start, UInt(bytes.count), &width, &height, &components, &isProgressive,
                    &message) != 0
            else { throw PictureFault.libraryRefuses(message, path) }
            try PictureFault.checkSize(Int(width), Int(height), pixelLimit, path)
            let channels = components == 2 ? 1 : min(Int(components), 4)
            var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * channels)
            let status = pixels.withUnsafeMutableBufferPointer {
                lamina_jpeg_pixels(
                    start, UInt(bytes.count), $0.baseAddress, Int32(channels), &isInverted,
                    &message)
            }
            guard status != 0 else { throw PictureFault.libraryRefuses(message, path) }
            return Bitmap(
                height: Int(height), width: Int(width), channels: min(channels, 3),
                pixels: channels == 4 ? fromInks(pixels, isInverted: isInverted != 0) : pixels)
        }
    }

    /// Cyan, magenta, yellow and black to red, green and blue: light is what all inks let through.
    private static func fromInks(_ inks: [UInt8], isInverted: Bool) -> [UInt8] {
        stride(from: 0, to: inks.count, by: 4).flatMap { start in
            (0..<3).map { ink -> UInt8 in
                let (colour, black) = (Int(inks[start + ink]), Int(inks[start + 3]))
                let product =
                    isInverted ? colour * black : (255 - colour) * (255 - black)
                return UInt8((product + 127) / 255)
            }
        }
    }
}

extension Bitmap {
    /// The picture as a JPEG file, without its alpha.
    ///
    /// - Parameter quality: from 1 to 100; beyond 95 files grow and nothing is gained.
    public func encodedAsJPEG(quality: Int = 90) -> [UInt8] {
        require((1...100).contains(quality), "Bitmap: quality from 1 to 100, got \(quality)")
        let opaque = flattened()
        var message = [CChar](repeating: 0, count: 200)
        var (bytes, count): (UnsafeMutablePointer<UInt8>?, UInt) = (nil, 0)
        let status = lamina_jpeg_encode(
            opaque.pixels, Int32(width), Int32(height), Int32(opaque.channels), Int32(quality),
            &bytes, &count, &message)
        defer { free(bytes) }
        // Only sizes beyond 65,500 and a lack of memory can get here.
        require(
            status != 0 && bytes != nil,
            "Bitmap: \(height) x \(width) pixels cannot be written as JPEG")
        return [UInt8](UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    /// Writes the picture, all or nothing (see ``AtomicFile``), in the format that the path's ending
    /// names: `.png`, without loss and with its colours only, or `.jpg`.
    ///
    /// - Throws: ``FileError`` for another ending, or if the path cannot be written.
    public func write(to path: String, quality: Int = 90) throws(FileError) {
        switch path.split(separator: ".").last?.lowercased() {
        case "png":
            let opaque = flattened()
            try PNG(
                width: width, height: height, channels: opaque.channels, pixels: opaque.pixels
            ).write(to: path)
        case "jpg", "jpeg": try AtomicFile.write(encodedAsJPEG(quality: quality), to: path)
        default:
            throw FileError(
                path: path, problem: "the ending names no format of pictures",
                fix: "end it in .png or .jpg")
        }
    }
}
