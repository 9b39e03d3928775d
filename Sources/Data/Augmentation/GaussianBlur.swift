import Glibc
import LaminaGraph

/// Smoothing by a normal curve of random width (torchvision's `GaussianBlur`).
public struct GaussianBlur: ImageTransform, Equatable {
    /// Pixels that take part along each axis; odd.
    public let kernelSize: Int
    /// Standard deviation in pixels, drawn evenly.
    public let sigma: ClosedRange<Double>

    /// Traps for an even size and a sigma that is not above 0.
    public init(kernelSize: Int, sigma: ClosedRange<Double> = 0.1...2) {
        require(
            kernelSize > 0 && kernelSize % 2 == 1 && sigma.lowerBound > 0,
            "GaussianBlur: an odd kernel size and a sigma above 0, got \(kernelSize) and \(sigma)")
        (self.kernelSize, self.sigma) = (kernelSize, sigma)
    }

    public func apply(_ picture: Image, _ random: inout SplitMix64) -> Image {
        picture.blurred(kernelSize: kernelSize, sigma: random.uniform(sigma))
    }
}

extension Image {
    /// Weighted by `exp(-d² / 2 sigma²)` over `kernelSize` pixels along each axis, the sum of the
    /// weights 1; beyond the border the picture is mirrored without repeating its edge.
    func blurred(kernelSize: Int, sigma: Double) -> Image {
        let half = kernelSize / 2
        let curve = (-half...half).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
        let sum = curve.reduce(0, +)
        let weights = curve.map { Float($0 / sum) }
        func reflected(_ place: Int, _ size: Int) -> Int {
            guard size > 1 else { return 0 }
            let period = 2 * (size - 1)
            let place = abs(place) % period
            return min(place, period - place)
        }
        func smoothed(_ source: Image, along vertical: Bool) -> Image {
            var result = source
            for row in 0..<height {
                for column in 0..<width {
                    for channel in 0..<channels {
                        var sum: Float = 0
                        for step in -half...half {
                            let from =
                                vertical
                                ? place(reflected(row + step, height), column)
                                : place(row, reflected(column + step, width))
                            sum += weights[step + half] * source.values[from + channel]
                        }
                        result.values[place(row, column) + channel] = sum
                    }
                }
            }
            return result
        }
        return smoothed(smoothed(self, along: false), along: true)
    }
}
