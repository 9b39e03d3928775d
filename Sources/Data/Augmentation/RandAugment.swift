import LaminaGraph

/// A few changes drawn from fourteen, all of one strength (torchvision's `RandAugment`).
///
/// - Source: Cubuk et al. (2019), arXiv:1909.13719, section 3; the ranges are torchvision's.
public struct RandAugment: ImageTransform, Equatable {
    /// The changes that are drawn from.
    public enum Change: String, Sendable, Equatable, CaseIterable {
        case identity, shearX, shearY, translateX, translateY, rotate, brightness, color, contrast
        case sharpness, posterize, solarize, autoContrast, equalize

        /// Whether it has two directions, each as likely.
        var isSigned: Bool {
            switch self {
            case .shearX, .shearY, .translateX, .translateY, .rotate, .brightness, .color,
                .contrast, .sharpness:
                true
            case .identity, .posterize, .solarize, .autoContrast, .equalize: false
            }
        }

        /// The picture changed with a strength from 0 to 1; below 0 in the other direction.
        public func apply(_ picture: Image, strength: Double, fill: Float = 0) -> Image {
            func warped(_ warp: AffineWarp) -> Image { picture.warped(by: warp, fill: fill) }
            let (width, height) = (Double(picture.width), Double(picture.height))
            switch self {
            case .identity: return picture
            case .shearX, .shearY:
                return picture.sheared(by: 0.3 * strength, alongX: self == .shearX, fill: fill)
            case .translateX:
                return warped(
                    AffineWarp(shift: ((150 / 331 * width * strength).rounded(.towardZero), 0)))
            case .translateY:
                return warped(
                    AffineWarp(shift: (0, (150 / 331 * height * strength).rounded(.towardZero))))
            case .rotate: return warped(AffineWarp(angle: -30 * strength))
            case .brightness: return picture.brightness(1 + 0.9 * strength)
            case .color: return picture.saturation(1 + 0.9 * strength)
            case .contrast: return picture.contrast(1 + 0.9 * strength)
            case .sharpness: return picture.sharpness(1 + 0.9 * strength)
            case .posterize: return picture.posterized(bits: 8 - Int((4 * strength).rounded()))
            case .solarize: return picture.solarized(from: 1 - strength)
            case .autoContrast: return picture.autoContrasted
            case .equalize: return picture.equalized
            }
        }
    }

    /// How many changes follow one another; the same one may come twice.
    public let count: Int
    /// From 0 to 30.
    public let magnitude: Int
    /// What comes from outside of the picture.
    public let fill: Float

    /// Traps for a negative count and a magnitude that is not from 0 to 30.
    public init(count: Int = 2, magnitude: Int = 9, fill: Float = 0) {
        require(
            count >= 0 && 0...30 ~= magnitude,
            "RandAugment: a count from 0 and a magnitude from 0 to 30, got \(count) and \(magnitude)"
        )
        (self.count, self.magnitude, self.fill) = (count, magnitude, fill)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        let all = Change.allCases
        return (0..<count).reduce(picture) { picture, _ in
            let change = all[Int(random.below(UInt64(all.count)))]
            var strength = Double(magnitude) / 30
            if change.isSigned, random.chance(0.5) { strength = -strength }
            return change.apply(picture, strength: strength, fill: fill)
        }
    }
}

extension Image {
    /// `x` (or `y`) grows by `slope` with every pixel along the other axis, from the first row (or
    /// column) on, as AutoAugment's shear has it.
    func sheared(by slope: Double, alongX: Bool, fill: Float) -> Image {
        var result = self
        for row in 0..<height {
            for column in 0..<width {
                let x = Double(column) + (alongX ? slope * (Double(row) + 0.5) : 0)
                let y = Double(row) + (alongX ? 0 : slope * (Double(column) + 0.5))
                let target = place(row, column)
                for channel in 0..<channels {
                    result.values[target + channel] = sample(x, y, channel, fill)
                }
            }
        }
        return result
    }
}
