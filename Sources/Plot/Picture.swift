/// A small picture, made of bytes or of numbers under a colour map, with its caption.
public struct Picture: Sendable {
    /// In pixels.
    public let width, height: Int
    /// Stands below the picture; a line break starts a new line.
    public let caption: String
    private let channels: Int
    private let pixels: [UInt8]

    /// Grey or coloured pixels as image files hold them.
    ///
    /// - Shape: `[height, width, channels]` row by row, with 1 channel for grey and 3 for sRGB.
    public init(
        pixels: [UInt8], width: Int, height: Int, channels: Int = 1, caption: String = ""
    ) {
        require(
            channels == 1 || channels == 3,
            "Picture: channels must be 1 (grey) or 3 (red, green, blue), got \(channels)")
        Picture.check(pixels.count, width: width, height: height, channels: channels)
        (self.width, self.height, self.caption) = (width, height, caption)
        (self.channels, self.pixels) = (channels, pixels)
    }

    /// Numbers as colours: filters under a diverging map, activations under `viridis`.
    ///
    /// - Shape: `[height, width]` row by row.
    /// - Parameters:
    ///   - range: what the ends of the map stand for; without it the picture's own smallest and
    ///     largest value, symmetric about zero for a diverging map. Give the same range to pictures
    ///     that are to be compared.
    /// - Special values: NaN is transparent, infinities take the colours of the ends.
    public init(
        values: [Double], width: Int, height: Int, map: ColorMap = .gray,
        range: ClosedRange<Double>? = nil, caption: String = ""
    ) {
        Picture.check(values.count, width: width, height: height, channels: 1)
        let range = range ?? map.range(of: values) ?? 0...1
        let hasGaps = values.contains(where: \.isNaN)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(values.count * (hasGaps ? 4 : 3))
        for value in values {
            let color = map.color(at: range.fraction(of: value))
            pixels += [color.red, color.green, color.blue]
            if hasGaps { pixels.append(value.isNaN ? 0 : 255) }
        }
        (self.width, self.height, self.caption) = (width, height, caption)
        (self.channels, self.pixels) = (hasGaps ? 4 : 3, pixels)
    }

    private static func check(_ count: Int, width: Int, height: Int, channels: Int) {
        require(
            (1...65_536).contains(width) && (1...65_536).contains(height)
                && count == width * height * channels,
            "Picture: \(count) values are not [height \(height), width \(width), channels "
                + "\(channels)]")
    }

    /// The picture alone as a PNG in a `data:` address, for an HTML `img`.
    public var dataURI: String {
        pngDataURI(pixels, width: width, height: height, channels: channels)
    }
}

extension SVG {
    /// A PNG stretched over `box`, each pixel with sharp edges.
    mutating func image(_ uri: String, in box: Rect, smooth: Bool = false, tooltip: String? = nil) {
        element(
            "image",
            [
                "x": box.x, "y": box.y, "width": box.width, "height": box.height,
                "preserveAspectRatio": "none",
                "style": smooth ? "" : "image-rendering:pixelated", "href": uri,
            ], tooltip: tooltip)
    }
}
