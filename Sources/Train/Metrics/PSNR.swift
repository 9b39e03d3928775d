import Glibc
import LaminaGraph

/// The peak signal-to-noise ratio of images in decibels: `10 log10(range² / MSE)`.
///
/// Source: scikit-image's `peak_signal_noise_ratio` for each image; TorchMetrics'
/// `PeakSignalNoiseRatio` for the pooled value.
public struct PSNR: StreamingMetric, Equatable {
    /// The span of possible values: 255 for bytes, 1 for shares.
    public let range: Double
    private var decibels = 0.0
    private var squares = 0.0
    private var valueCount = 0
    /// All images.
    public private(set) var count = 0

    /// No images yet; the range must be positive.
    public init(range: Double) {
        require(range > 0, "PSNR: range must be positive, got \(range)")
        self.range = range
    }

    /// Adds one image of any shape; empty images and unequal lengths trap.
    public mutating func add(truth: [Double], image: [Double]) {
        require(
            truth.count == image.count && !truth.isEmpty,
            "PSNR: images of \(truth.count) and \(image.count) values; both need the same, at least 1"
        )
        let error = zip(truth, image).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        decibels += 10 * log10(range * range / (error / Double(truth.count)))
        squares += error
        valueCount += truth.count
        count += 1
    }

    /// Adds the images of another metric of the same range.
    public mutating func merge(_ other: PSNR) {
        require(range == other.range, "PSNR: ranges differ (\(range) and \(other.range))")
        decibels += other.decibels
        squares += other.squares
        valueCount += other.valueCount
        count += other.count
    }

    /// The mean over the images; infinite if one equals its truth, nil for no images.
    public var value: Double? { count == 0 ? nil : decibels / Double(count) }

    /// The ratio of all images' values taken as one image: infinite only if all are equal, nil for no
    /// images.
    public var pooledValue: Double? {
        count == 0 ? nil : 10 * log10(range * range / (squares / Double(valueCount)))
    }
}
