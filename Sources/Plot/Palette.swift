/// A colour in sRGB, 8 bits per channel.
public struct RGB: Sendable, Hashable {
    /// From 0 to 255, with sRGB's curve.
    public let red, green, blue: UInt8

    /// Channels as sRGB has them, not linear light.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// From `0xRRGGBB`.
    init(_ hex: UInt32) {
        self.init(
            red: UInt8(hex >> 16 & 0xFF), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF))
    }

    /// CSS's `#rrggbb`.
    public var hex: String {
        let value = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        let digits = String(value, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Whether black letters stand out more from this colour than white ones, by the contrast
    /// ratio of WCAG 2.1: they do where the relative luminance exceeds 0.179.
    package var wantsDarkInk: Bool {
        let light = { (channel: UInt8) in
            // The sRGB curve as a plain square differs from the exact one by less than the eye sees.
            let c = Double(channel) / 255
            return c * c * (0.8 + 0.2 * c)
        }
        return 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue) > 0.179
    }
}

/// The colours of series and classes, told apart with every common kind of colour blindness.
///
/// Source: Okabe & Ito (2008), "Color Universal Design". Their yellow is left out, since it has a
/// contrast of 1.3 to 1 on white paper, and their black is the theme's ink, so that it shows on
/// dark paper. Past the seventh the colours repeat with another dash or marker.
public enum Palette {
    /// Blue, vermilion, green, purple, orange, sky blue, grey for the ink.
    public static let okabeIto: [RGB] = [
        RGB(0x0072B2), RGB(0xD55E00), RGB(0x009E73), RGB(0xCC79A7), RGB(0xE69F00), RGB(0x56B4E9),
        RGB(0x6E7781),
    ]

    /// The colour of a series or class; indices past the palette's end start again.
    public static func color(_ index: Int) -> RGB {
        okabeIto[slot(index)]
    }

    /// `index` wrapped into the palette, for negative ones too.
    static func slot(_ index: Int) -> Int {
        let wrapped = index % okabeIto.count
        return wrapped < 0 ? wrapped + okabeIto.count : wrapped
    }

    /// How often the colours have been used up before `index`.
    static func round(_ index: Int) -> Int {
        max(0, index) / okabeIto.count
    }

    /// The attributes that colour a group by series: what follows draws in `currentColor`.
    static func attributes(_ index: Int) -> SVG.Attributes {
        ["class": "lp-s\(slot(index))", "color": color(index).hex]
    }
}
