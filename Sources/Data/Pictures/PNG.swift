import CPNG
public import LaminaFormats
import LaminaGraph

/// A picture of 8 bits a channel, grey or red-green-blue, read from or written to a PNG file.
public struct PNG: Sendable, Equatable {
    /// In pixels.
    public let width: Int
    /// In pixels.
    public let height: Int
    /// 1 for grey, 3 for red, green and blue.
    public let channels: Int
    /// Row by row from the top, `channels` bytes a pixel: the layout `[height, width, channels]`.
    public let pixels: [UInt8]

    /// Traps if the sizes do not fit the number of pixels or `channels` is neither 1 nor 3.
    public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
        require(channels == 1 || channels == 3, "PNG: 1 or 3 channels, got \(channels)")
        require(
            width > 0 && height > 0 && pixels.count == width * height * channels,
            "PNG: \(width) x \(height) x \(channels) pixels do not take \(pixels.count) bytes")
        (self.width, self.height) = (width, height)
        (self.channels, self.pixels) = (channels, pixels)
    }

    /// Reads the file at `path`, whatever its colour type and depth, as grey or colour.
    ///
    /// Colours become grey by their brightness (see ``Bitmap/grey``); what is transparent shows
    /// `background`.
    ///
    /// - Parameters:
    ///   - channels: 1 or 3; nil keeps grey pictures grey and colours coloured.
    ///   - background: brightness behind transparent pixels; white unless told otherwise.
    ///   - pixelLimit: the most pixels to take, since a small file can unpack to gigabytes.
    /// - Throws: ``FileError`` for a file that is no PNG, cut off, damaged or too large.
    public init(
        contentsOf path: String, channels: Int? = nil, background: UInt8 = 255,
        pixelLimit: Int = 1 << 28
    ) throws(FileError) {
        let file = ByteRegion(try MappedFile(path: path))
        try self.init(
            parsing: file, channels: channels, background: background, pixelLimit: pixelLimit,
            path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package init(
        parsing file: ByteRegion, channels: Int? = nil, background: UInt8 = 255,
        pixelLimit: Int = 1 << 28, path: String
    ) throws(FileError) {
        require(channels == nil || channels == 1 || channels == 3, "PNG: 1 or 3 channels")
        let opaque = try PNGFile.read(file, pixelLimit: pixelLimit, path: path)
            .flattened(over: background)
        let picture = channels.map { $0 == 1 ? opaque.grey : opaque.coloured } ?? opaque
        self.init(
            width: picture.width, height: picture.height, channels: picture.channels,
            pixels: picture.pixels)
    }

    /// The picture as the bytes of a PNG file, losslessly compressed. Without pictures in the
    /// file's own folder, as in an HTML page, these bytes go into a `data:` address.
    public func encoded() -> [UInt8] {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        (image.width, image.height) = (png_uint_32(width), png_uint_32(height))
        image.format = PNG.format(channels)
        defer { png_image_free(&image) }
        // Deflate adds at most 5 bytes to 16 KB, and each row a filter byte; the rest is headers.
        let raw = height * (width * channels + 1)
        var size = raw + raw / 1000 + 1024
        var bytes = [UInt8](repeating: 0, count: size)
        let status = bytes.withUnsafeMutableBytes { buffer in
            pixels.withUnsafeBytes {
                png_image_write_to_memory(
                    &image, buffer.baseAddress, &size, 0, $0.baseAddress, 0, nil)
            }
        }
        require(status != 0, "PNG: \(PNG.message(image))")
        return [UInt8](bytes[..<size])
    }

    /// Writes the picture to the file at `path`, all or nothing (see ``AtomicFile``).
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write(encoded(), to: path)
    }

    private static func format(_ channels: Int) -> png_uint_32 {
        channels == 3 ? png_uint_32(PNG_FORMAT_FLAG_COLOR) : 0
    }

    /// libpng's own words, a C string in a fixed array.
    private static func message(_ image: png_image) -> String {
        withUnsafeBytes(of: image.message) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
