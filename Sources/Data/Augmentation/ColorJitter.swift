/// Random brightness, contrast, saturation and hue, in random order (torchvision's `ColorJitter`).
///
/// The first three are factors from `max(0, 1 - strength)` to `1 + strength`; the hue turns by up to
/// its strength in either direction, where 0.5 is half of the circle.
public struct ColorJitter: ImageTransform, Equatable {
    /// Largest change of brightness, as a part of it: 0.2 multiplies by 0.8 to 1.2.
    public let brightness: Double
    /// Largest change of the distance from the mean grey, as a part of it.
    public let contrast: Double
    /// Largest change of the distance from the pixel's own grey, as a part of it.
    public let saturation: Double
    /// From 0 to 0.5.
    public let hue: Double

    /// With 0 a property stays as it is. Signs do not count, and a hue above 0.5 is 0.5.
    public init(
        brightness: Double = 0, contrast: Double = 0, saturation: Double = 0, hue: Double = 0
    ) {
        (self.brightness, self.contrast) = (abs(brightness), abs(contrast))
        (self.saturation, self.hue) = (abs(saturation), min(abs(hue), 0.5))
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        func factor(_ strength: Double) -> Double {
            random.uniform(max(0, 1 - strength)...1 + strength)
        }
        return random.permutation(4).reduce(picture) { picture, change in
            switch change {
            case 0: brightness == 0 ? picture : picture.brightness(factor(brightness))
            case 1: contrast == 0 ? picture : picture.contrast(factor(contrast))
            case 2: saturation == 0 ? picture : picture.saturation(factor(saturation))
            default: hue == 0 ? picture : picture.hue(random.uniform(-hue...hue))
            }
        }
    }
}
