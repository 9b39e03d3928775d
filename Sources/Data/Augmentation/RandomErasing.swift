import Glibc
import LaminaGraph

/// A rectangle of random area, shape and place is filled (torchvision's `RandomErasing`).
///
/// - Source: Zhong et al. (2017), arXiv:1708.04896, algorithm 1, with ten tries as torchvision has
///   it; after those the picture stays whole.
public struct RandomErasing: ImageTransform, Equatable {
    /// With which a rectangle is filled at all, from 0 to 1.
    public let probability: Double
    /// Area, as fractions of the picture's.
    public let scale: ClosedRange<Double>
    /// Height over width, drawn evenly by its logarithm.
    public let ratio: ClosedRange<Double>
    /// Fills the rectangle; nil for normal noise.
    public let fill: Float?

    /// Traps for a shape that is not above 0.
    public init(
        probability: Double = 0.5, scale: ClosedRange<Double> = 0.02...0.33,
        ratio: ClosedRange<Double> = 0.3...3.3, fill: Float? = 0
    ) {
        require(
            scale.lowerBound >= 0 && ratio.lowerBound > 0,
            "RandomErasing: areas from 0 and shapes above 0")
        (self.probability, self.scale, self.ratio, self.fill) = (probability, scale, ratio, fill)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        guard random.chance(probability) else { return picture }
        let area = Double(picture.height * picture.width)
        for _ in 0..<10 {
            let part = area * random.uniform(scale)
            let shape = exp(random.uniform(log(ratio.lowerBound)...log(ratio.upperBound)))
            let height = Int((part * shape).squareRoot().rounded())
            let width = Int((part / shape).squareRoot().rounded())
            guard height < picture.height, width < picture.width else { continue }
            let top = Int(random.below(UInt64(picture.height - height + 1)))
            let left = Int(random.below(UInt64(picture.width - width + 1)))
            return picture.filled(rows: top..<top + height, columns: left..<left + width) {
                fill ?? Float(random.normal())
            }
        }
        return picture
    }
}

/// A square around a random pixel is filled; what of it lies outside of the picture is cut off.
///
/// - Source: DeVries & Taylor (2017), arXiv:1708.04552, section 3.2.
public struct Cutout: ImageTransform, Equatable {
    /// Of the square, in pixels.
    public let size: Int
    /// The brightness of the square, as a rule from 0 to 1.
    public let fill: Float

    /// Traps for a size below 1.
    public init(size: Int, fill: Float = 0) {
        require(size > 0, "Cutout: a square of \(size) pixels; at least 1 is needed")
        (self.size, self.fill) = (size, fill)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        let top = Int(random.below(UInt64(picture.height))) - size / 2
        let left = Int(random.below(UInt64(picture.width))) - size / 2
        return picture.filled(
            rows: max(0, top)..<min(picture.height, top + size),
            columns: max(0, left)..<min(picture.width, left + size)
        ) { fill }
    }
}

extension Image {
    /// The picture with new numbers in a rectangle that lies within it.
    func filled(rows: Range<Int>, columns: Range<Int>, with value: () -> Float) -> Image {
        var result = self
        for row in rows {
            for column in columns {
                for channel in 0..<channels {
                    result.values[place(row, column) + channel] = value()
                }
            }
        }
        return result
    }
}
