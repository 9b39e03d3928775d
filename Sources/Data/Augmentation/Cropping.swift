import Glibc
import LaminaGraph

/// A part of the picture at a random place, after `padding` pixels of `fill` were put around it
/// (torchvision's `RandomCrop`). A picture smaller than the part gets more `fill` around it, half
/// on each side.
public struct RandomCrop: ImageTransform, Equatable {
    /// Of the part, in pixels.
    public let height: Int
    /// Of the part, in pixels.
    public let width: Int
    /// Pixels put on each of the four sides.
    public let padding: Int
    /// The brightness around the picture, as a rule from 0 to 1.
    public let fill: Float

    /// Traps for sizes below 1 and a negative padding.
    public init(height: Int, width: Int, padding: Int = 0, fill: Float = 0) {
        require(
            height > 0 && width > 0 && padding >= 0,
            "RandomCrop: no crop of \(height) x \(width) with a padding of \(padding)")
        (self.height, self.width, self.padding, self.fill) = (height, width, padding, fill)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        func start(_ size: Int, _ part: Int) -> Int {
            let room = size + 2 * padding - part
            return room < 0 ? room / 2 - padding : Int(random.below(UInt64(room + 1))) - padding
        }
        let top = start(picture.height, height)
        let left = start(picture.width, width)
        return picture.cropped(top: top, left: left, height: height, width: width, fill: fill)
    }
}

/// A part of random area and shape, resized (torchvision's `RandomResizedCrop`; Szegedy et al.
/// 2015, arXiv:1409.4842, section 6).
///
/// After ten draws that do not fit into the picture, the largest part of an allowed shape in the
/// middle is taken.
public struct RandomResizedCrop: ImageTransform, Equatable {
    /// Of the result, in pixels.
    public let height: Int
    /// Of the result, in pixels.
    public let width: Int
    /// Area of the part, as fractions of the picture's.
    public let scale: ClosedRange<Double>
    /// Width over height of the part, drawn evenly by its logarithm.
    public let ratio: ClosedRange<Double>

    /// Traps for sizes below 1 and bounds that are not above 0.
    public init(
        height: Int, width: Int, scale: ClosedRange<Double> = 0.08...1,
        ratio: ClosedRange<Double> = 3.0 / 4...4.0 / 3
    ) {
        require(
            height > 0 && width > 0 && scale.lowerBound > 0 && ratio.lowerBound > 0,
            "RandomResizedCrop: sizes from 1, areas and shapes above 0")
        (self.height, self.width, self.scale, self.ratio) = (height, width, scale, ratio)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        let area = Double(picture.height * picture.width)
        for _ in 0..<10 {
            let part = area * random.uniform(scale)
            let shape = exp(random.uniform(log(ratio.lowerBound)...log(ratio.upperBound)))
            let partWidth = Int((part * shape).squareRoot().rounded())
            let partHeight = Int((part / shape).squareRoot().rounded())
            guard partWidth > 0, partWidth <= picture.width, partHeight > 0,
                partHeight <= picture.height
            else { continue }
            let top = Int(random.below(UInt64(picture.height - partHeight + 1)))
            let left = Int(random.below(UInt64(picture.width - partWidth + 1)))
            return picture.cropped(top: top, left: left, height: partHeight, width: partWidth)
                .resized(height: height, width: width)
        }
        let shape = Double(picture.width) / Double(picture.height)
        var (partHeight, partWidth) = (picture.height, picture.width)
        if shape < ratio.lowerBound {
            partHeight = max(1, Int((Double(partWidth) / ratio.lowerBound).rounded()))
        } else if shape > ratio.upperBound {
            partWidth = max(1, Int((Double(partHeight) * ratio.upperBound).rounded()))
        }
        return picture.cropped(
            top: (picture.height - partHeight) / 2, left: (picture.width - partWidth) / 2,
            height: partHeight, width: partWidth
        ).resized(height: height, width: width)
    }
}
