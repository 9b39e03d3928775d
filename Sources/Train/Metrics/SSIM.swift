import Glibc
import LaminaGraph

/// The structural similarity of images, at most 1 and that for equal ones: the mean over windows of
/// `(2 μx μy + C1)(2 σxy + C2) / ((μx² + μy² + C1)(σx² + σy² + C2))`, `C1 = (0.01 range)²`,
/// `C2 = (0.03 range)²`.
///
/// A window is a Gaussian of σ = 1.5 cut to 11 × 11 pixels; only windows inside the image count.
/// Channels are compared one by one and averaged.
///
/// Source: Wang, Bovik, Sheikh and Simoncelli (2004), eq. 13; scikit-image's
/// `structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False)`.
public struct SSIM: StreamingMetric, Equatable {
    /// The span of possible values: 255 for bytes, 1 for shares.
    public let range: Double
    private var sum = 0.0
    /// All images.
    public private(set) var count = 0

    /// No images yet; the range must be positive.
    public init(range: Double) {
        require(range > 0, "SSIM: range must be positive, got \(range)")
        self.range = range
    }

    /// Adds one image of `[height, width, channels]` in row-major order; both sides must have at
    /// least 11 pixels.
    public mutating func add(
        truth: [Double], image: [Double], height: Int, width: Int, channels: Int = 1
    ) {
        require(
            height >= window.count && width >= window.count,
            "SSIM: an image of \(height) × \(width); a window needs 11 × 11")
        require(
            channels >= 1 && truth.count == height * width * channels
                && image.count == truth.count,
            "SSIM: \(truth.count) and \(image.count) values for \(height) × \(width) × \(channels)")
        let scores = (0..<channels).map { channel in
            let places = stride(from: channel, to: truth.count, by: channels)
            return similarity(
                places.map { truth[$0] }, places.map { image[$0] }, height: height, width: width)
        }
        sum += scores.reduce(0, +) / Double(channels)
        count += 1
    }

    /// Adds the images of another metric of the same range.
    public mutating func merge(_ other: SSIM) {
        require(range == other.range, "SSIM: ranges differ (\(range) and \(other.range))")
        sum += other.sum
        count += other.count
    }

    /// The mean over the images; nil for no images.
    public var value: Double? { count == 0 ? nil : sum / Double(count) }

    private func similarity(_ x: [Double], _ y: [Double], height: Int, width: Int) -> Double {
        func mean(_ values: [Double]) -> [Double] {
            windowMeans(values, height: height, width: width)
        }
        let (meanX, meanY) = (mean(x), mean(y))
        let squareX = mean(x.map { $0 * $0 })
        let squareY = mean(y.map { $0 * $0 })
        let product = mean(zip(x, y).map { $0 * $1 })
        let (c1, c2) = (0.0001 * range * range, 0.0009 * range * range)
        let total = meanX.indices.reduce(0) { sum, index in
            let (mx, my) = (meanX[index], meanY[index])
            let variances = squareX[index] - mx * mx + squareY[index] - my * my
            let covariance = product[index] - mx * my
            let above = (2 * mx * my + c1) * (2 * covariance + c2)
            return sum + above / ((mx * mx + my * my + c1) * (variances + c2))
        }
        return total / Double(meanX.count)
    }
}

/// A Gaussian of σ = 1.5 at -5...5 that sums to 1.
private let window: [Double] = {
    let weights = (-5...5).map { exp(-Double($0 * $0) / 4.5) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
}()

/// The window's weighted mean at each place where it lies in the image, rows first and then columns.
private func windowMeans(_ image: [Double], height: Int, width: Int) -> [Double] {
    let (rows, columns) = (height - window.count + 1, width - window.count + 1)
    var across = [Double](repeating: 0, count: height * columns)
    for row in 0..<height {
        for column in 0..<columns {
            let start = row * width + column
            var sum = 0.0
            for offset in window.indices { sum += window[offset] * image[start + offset] }
            across[row * columns + column] = sum
        }
    }
    var result = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
        for column in 0..<columns {
            var sum = 0.0
            for offset in window.indices {
                sum += window[offset] * across[(row + offset) * columns + column]
            }
            result[row * columns + column] = sum
        }
    }
    return result
}
