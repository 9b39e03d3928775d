/// Normal noise of mean 0 added to every number; the sum is kept within 0 and 1 unless `clips` is
/// false (torchvision's `GaussianNoise`).
public struct ImageNoise: ImageTransform, Equatable {
    /// In brightness, of which 1 is white.
    public let standardDeviation: Double
    /// Whether sums are kept within 0 and 1.
    public let clips: Bool

    /// torchvision's defaults: a tenth of the brightness, clipped.
    public init(standardDeviation: Double = 0.1, clips: Bool = true) {
        (self.standardDeviation, self.clips) = (standardDeviation, clips)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        picture.mapped {
            let sum = $0 + Float(standardDeviation * random.normal())
            return clips ? min(max(sum, 0), 1) : sum
        }
    }
}
