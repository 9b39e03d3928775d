public import LaminaFormats
import LaminaGraph

/// A picture of 8 bits a channel as files hold it, with or without transparency.
///
/// ```swift
/// let photo = try Bitmap(contentsOf: "photo.jpg")
/// let small = photo.flattened().resized(height: 64, width: 64)
/// let tensor = Image(small).tensor     // float32 [64, 64, 3], from 0 to 1
/// ```
public struct Bitmap: Sendable, Equatable {
    /// In pixels.
    public let height: Int
    /// In pixels.
    public let width: Int
    /// 1 for grey, 2 for grey and alpha, 3 for red, green and blue, 4 for these and alpha.
    public let channels: Int
    /// Row by row from the top: the layout `[height, width, channels]`.
    public var pixels: [UInt8]

    /// Traps if the sizes do not fit the number of pixels, or for more than 4 channels.
    public init(height: Int, width: Int, channels: Int, pixels: [UInt8]) {
        require((1...4).contains(channels), "Bitmap: 1 to 4 channels, got \(channels)")
        require(
            width > 0 && height > 0 && pixels.count == width * height * channels,
            "Bitmap: \(height) x \(width) x \(channels) pixels do not take \(pixels.count) bytes")
        (self.height, self.width, self.channels) = (height, width, channels)
        self.pixels = pixels
    }

    /// Reads a picture; its first bytes tell whether it is PNG, JPEG or PNM.
    ///
    /// - Parameter pixelLimit: the most pixels to take, since a small file can unpack to gigabytes.
    /// - Throws: ``FileError`` for another format, and for a file that is cut off, damaged or too
    ///   large.
    public init(contentsOf path: String, pixelLimit: Int = 1 << 28) throws(FileError) {
        try self.init(
            parsing: ByteRegion(try MappedFile(path: path)), pixelLimit: pixelLimit, path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package init(
        parsing file: ByteRegion, pixelLimit: Int = 1 << 28, path: String
    ) throws(FileError) {
        let start = file[0..<min(2, file.count)].array(of: UInt8.self)
        switch start {
        case [0x89, 0x50]: self = try PNGFile.read(file, pixelLimit: pixelLimit, path: path)
        case [0xFF, 0xD8]: self = try JPEGFile.read(file, pixelLimit: pixelLimit, path: path)
        case [0x50, 0x35], [0x50, 0x36]:
            self = try PNMFile.read(file, pixelLimit: pixelLimit, path: path)
        default:
            throw FileError(
                path: path, at: .byte(0), problem: "neither PNG nor JPEG nor binary PNM",
                fix: "convert the picture to one of them, as with `convert in.webp out.png`")
        }
    }

    /// A PNG's pixels.
    public init(_ png: PNG) {
        self.init(
            height: png.height, width: png.width, channels: png.channels, pixels: png.pixels)
    }

    /// Whether some pixels can be seen through.
    public var hasAlpha: Bool { channels % 2 == 0 }

    /// The picture over a background of one brightness: what is transparent shows it. Pillow's
    /// `alpha_composite`, to the bit.
    public func flattened(over background: UInt8 = 255) -> Bitmap {
        guard hasAlpha else { return self }
        let colours = channels - 1
        var result = [UInt8](repeating: 0, count: height * width * colours)
        for pixel in 0..<height * width {
            // Fixed point with 7 bits behind the point; the sum is divided by 255 with shifts.
            let front = UInt32(pixels[pixel * channels + colours]) << 7
            let behind = UInt32(background) * (255 << 7 - front)
            for colour in 0..<colours {
                let sum = UInt32(pixels[pixel * channels + colour]) * front + behind + 0x80 << 7
                result[pixel * colours + colour] = UInt8((sum >> 8 + sum) >> 15)
            }
        }
        return Bitmap(height: height, width: width, channels: colours, pixels: result)
    }

    /// Red, green and blue, equal ones for grey; alpha stays where there is one.
    public var coloured: Bitmap {
        guard channels < 3 else { return self }
        var result: [UInt8] = []
        result.reserveCapacity(height * width * (channels + 2))
        for start in stride(from: 0, to: pixels.count, by: channels) {
            for _ in 0..<3 { result.append(pixels[start]) }
            if hasAlpha { result.append(pixels[start + 1]) }
        }
        return Bitmap(height: height, width: width, channels: channels + 2, pixels: result)
    }

    /// The brightness, `0.299 red + 0.587 green + 0.114 blue` (ITU-R 601-2, Pillow's `L`); alpha
    /// stays where there is one.
    public var grey: Bitmap {
        guard channels > 2 else { return self }
        var result: [UInt8] = []
        result.reserveCapacity(height * width * (channels - 2))
        for start in stride(from: 0, to: pixels.count, by: channels) {
            let (red, green) = (UInt32(pixels[start]), UInt32(pixels[start + 1]))
            let sum = red * 19_595 + green * 38_470 + UInt32(pixels[start + 2]) * 7_471 + 0x8000
            result.append(UInt8(sum >> 16))
            if hasAlpha { result.append(pixels[start + 3]) }
        }
        return Bitmap(height: height, width: width, channels: channels - 2, pixels: result)
    }

    /// The part of `height` x `width` pixels whose first is in row `top` and column `left`; traps
    /// where it reaches beyond the picture.
    public func cropped(top: Int, left: Int, height: Int, width: Int) -> Bitmap {
        require(
            top >= 0 && left >= 0 && height > 0 && width > 0 && top + height <= self.height
                && left + width <= self.width,
            "Bitmap: no crop of \(height) x \(width) at row \(top), column \(left) of a picture of "
                + "\(self.height) x \(self.width)")
        var result: [UInt8] = []
        result.reserveCapacity(height * width * channels)
        for row in top..<top + height {
            let start = (row * self.width + left) * channels
            result += pixels[start..<start + width * channels]
        }
        return Bitmap(height: height, width: width, channels: channels, pixels: result)
    }
}

extension Image {
    /// Bytes as fractions of 255.
    public init(_ bitmap: Bitmap) {
        self.init(
            height: bitmap.height, width: bitmap.width, channels: bitmap.channels,
            values: bitmap.pixels.map { Float($0) / 255 })
    }
}

extension Bitmap {
    /// Numbers from 0 to 1 as the nearest bytes; what lies outside is cut off.
    public init(_ image: Image) {
        self.init(
            height: image.height, width: image.width, channels: image.channels,
            pixels: image.values.map { UInt8(($0 * 255).rounded().clamped(to: 0...255)) })
    }
}

extension Float {
    /// NaN becomes the lower bound.
    fileprivate func clamped(to range: ClosedRange<Float>) -> Float {
        self >= range.lowerBound ? Swift.min(self, range.upperBound) : range.lowerBound
    }
}
