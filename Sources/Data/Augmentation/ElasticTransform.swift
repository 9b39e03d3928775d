import Glibc
import LaminaGraph

/// A random distortion, as of handwriting: each pixel comes from a place near its own, and neighbours
/// from neighbouring places.
///
/// The displacements of all pixels are drawn evenly from -1 to 1, smoothed by a normal curve of standard
/// deviation `sigma`, and multiplied by `alpha`, all in pixels. Smoothing leaves of each about
/// `0.16 / sigma`: with the usual 34 and 4 pixels move by about 1.4.
///
/// - Source: Simard, Steinkraus & Platt (2003), "Best practices for convolutional neural networks applied
///   to visual document analysis", section 2, whose 34 and 4 are for pictures of 29 by 29.
///   torchvision: `ElasticTransform`, whose alpha is in halves of a height's pixels.
public struct ElasticTransform: ImageTransform, Equatable {
    /// What the smoothed displacements are multiplied by, in pixels.
    public let alpha: Double
    /// The width of the smoothing, in pixels.
    public let sigma: Double
    /// What comes from outside of the picture.
    public let fill: Float

    /// Traps for a negative alpha and a sigma that is not above 0.
    public init(alpha: Double = 34, sigma: Double = 4, fill: Float = 0) {
        require(
            alpha >= 0 && sigma > 0,
            "ElasticTransform: alpha from 0 and sigma above 0, got \(alpha) and \(sigma)")
        (self.alpha, self.sigma, self.fill) = (alpha, sigma, fill)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        let (height, width) = (picture.height, picture.width)
        // Beyond four deviations there is nothing to be seen.
        let size = 2 * Int((4 * sigma).rounded(.up)) + 1
        func displacements() -> [Double] {
            let noise = Image(
                height: height, width: width, channels: 1,
                values: (0..<height * width).map { _ in Float(random.uniform(-1...1)) })
            return noise.blurred(kernelSize: size, sigma: sigma).values.map { alpha * Double($0) }
        }
        let (across, down) = (displacements(), displacements())
        return picture.displaced(across: across, down: down, fill: fill)
    }
}

extension Image {
    /// The picture whose pixel in row `i` and column `j` comes from `across` to the right and `down` below
    /// that place, one number each for every pixel; bilinear, `fill` outside.
    package func displaced(across: [Double], down: [Double], fill: Float = 0) -> Image {
        var result = self
        for row in 0..<height {
            for column in 0..<width {
                let pixel = row * width + column
                let (x, y) = (Double(column) + across[pixel], Double(row) + down[pixel])
                let target = place(row, column)
                for channel in 0..<channels {
                    result.values[target + channel] = sample(x, y, channel, fill)
                }
            }
        }
        return result
    }
}
