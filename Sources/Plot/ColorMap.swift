/// Numbers as colours: a table of evenly spaced colours, interpolated linearly in between.
public struct ColorMap: Sendable, Hashable {
    /// Whether the middle colour stands for zero, so that the default range is symmetric about it.
    public let isDiverging: Bool
    private let stops: [RGB]

    private init(isDiverging: Bool = false, _ stops: [UInt32]) {
        self.isDiverging = isDiverging
        self.stops = stops.map { RGB($0) }
    }

    /// Dark violet over green to yellow, of even steps in lightness; for quantities from low to high.
    ///
    /// Source: Smith & van der Walt (2015), matplotlib's default map, github.com/BIDS/colormap
    /// (CC0), `option_d.py` at every 17th of 256 entries; off the full table by at most 7 of 255.
    public static let viridis = ColorMap([
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
        0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725,
    ])

    /// Blue for negative, near-white for zero, red for positive numbers.
    ///
    /// Source: Brewer, Harrower & The Pennsylvania State University (2002), ColorBrewer 2.0, RdBu
    /// with 11 classes, reversed.
    public static let blueWhiteRed = ColorMap(
        isDiverging: true,
        [
            0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xF4A582,
            0xD6604D, 0xB2182B, 0x67001F,
        ])

    /// Black to white, even in sRGB, as grey pictures are stored.
    public static let gray = ColorMap([0x000000, 0xFFFFFF])

    /// The colour at `fraction` of the way, held at the ends outside 0...1.
    ///
    /// - Special values: NaN has no colour; the first one is given.
    public func color(at fraction: Double) -> RGB {
        let place = (fraction > 0 ? min(fraction, 1) : 0) * Double(stops.count - 1)
        let index = min(Int(place), stops.count - 2)
        let (a, b, t) = (stops[index], stops[index + 1], place - Double(index))
        let mix = { (from: UInt8, to: UInt8) in
            UInt8((Double(from) + (Double(to) - Double(from)) * t).rounded())
        }
        return RGB(
            red: mix(a.red, b.red), green: mix(a.green, b.green), blue: mix(a.blue, b.blue))
    }

    /// The range that `values` span: symmetric about zero for a diverging map. `nil` if none is
    /// finite.
    package func range(of values: some Sequence<Double>) -> ClosedRange<Double>? {
        guard let span = finiteRange(values) else { return nil }
        guard isDiverging else { return span }
        let reach = max(abs(span.lowerBound), abs(span.upperBound))
        return -reach...reach
    }
}

/// Smallest to largest of the finite values, `nil` if there is none.
func finiteRange(_ values: some Sequence<Double>) -> ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for value in values where value.isFinite {
        range = min(range?.lowerBound ?? value, value)...max(range?.upperBound ?? value, value)
    }
    return range
}

extension ClosedRange<Double> {
    /// Where `value` lies between the bounds, 0 to 1; one half if the range has no width.
    func fraction(of value: Double) -> Double {
        // Halved, so that not even the widest range of finite numbers overflows.
        let width = upperBound / 2 - lowerBound / 2
        return width > 0 ? (value / 2 - lowerBound / 2) / width : 0.5
    }
}
