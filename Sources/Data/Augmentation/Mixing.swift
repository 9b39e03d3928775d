import Glibc
import LaminaGraph
import LaminaTensor

/// Each example of a batch mixed with another one, inputs as well as targets:
/// `λ x + (1 - λ) x'` with `λ ~ Beta(alpha, alpha)`, one for the batch.
///
/// Classes become probabilities, float32 `[count, classCount]`, for a cross-entropy that takes
/// them.
///
/// - Source: Zhang et al. (2017), arXiv:1710.09412, equation 2 and figure 1a.
public struct MixUp: BatchMixing, Equatable {
    /// Of the Beta distribution: near 0 one of both examples prevails, 1 draws shares evenly.
    public let alpha: Double

    /// Traps for an alpha that is not above 0.
    public init(alpha: Double = 0.2) {
        require(alpha > 0, "MixUp: an alpha of \(alpha); it must be above 0")
        self.alpha = alpha
    }

    /// The mixed batch; always the same for the same seed, epoch and examples.
    ///
    /// - Parameter classCount: the number of classes; without meaning for regression.
    public func apply(_ batch: Batch, classCount: Int, seed: UInt64, epoch: Int) -> Batch {
        var random = batch.generator(seed: seed, epoch: epoch)
        let share = Float(random.beta(alpha))
        let partners = random.permutation(batch.count)
        return batch.mixed(partners, share: share, classCount: classCount) { values, size in
            let inputs = values
            for (place, partner) in partners.enumerated() {
                for k in 0..<size {
                    values[place * size + k] =
                        share * inputs[place * size + k] + (1 - share) * inputs[partner * size + k]
                }
            }
        }
    }
}

/// A rectangle of each picture of a batch replaced by the same one of another picture; the targets
/// are mixed by the areas.
///
/// `λ ~ Beta(alpha, alpha)`, the rectangle's sides are `√(1 - λ)` of the picture's, its middle is
/// any pixel, and what lies outside is cut off; one rectangle for the batch. Classes become
/// probabilities, float32 `[count, classCount]`.
///
/// - Source: Yun et al. (2019), arXiv:1905.04899, equations 1 and 2.
public struct CutMix: BatchMixing, Equatable {
    /// Of the Beta distribution: near 0 one of both pictures prevails, 1 draws areas evenly.
    public let alpha: Double

    /// Traps for an alpha that is not above 0.
    public init(alpha: Double = 1) {
        require(alpha > 0, "CutMix: an alpha of \(alpha); it must be above 0")
        self.alpha = alpha
    }

    /// The mixed batch of pictures `[batch, height, width, channels]`; always the same for the same
    /// seed, epoch and examples.
    ///
    /// - Parameter classCount: the number of classes; without meaning for regression.
    public func apply(_ batch: Batch, classCount: Int, seed: UInt64, epoch: Int) -> Batch {
        let shape = batch.inputShape
        require(
            shape.count == 4, "CutMix: needs [batch, height, width, channels], got \(shape)")
        let (height, width, channels) = (shape[1], shape[2], shape[3])
        var random = batch.generator(seed: seed, epoch: epoch)
        let side = (1 - random.beta(alpha)).squareRoot()
        let partners = random.permutation(batch.count)
        func range(_ size: Int) -> Range<Int> {
            let length = Int(Double(size) * side)
            let start = Int(random.below(UInt64(size))) - length / 2
            return max(0, start)..<min(size, start + length)
        }
        let (rows, columns) = (range(height), range(width))
        let cut = Float(rows.count * columns.count) / Float(height * width)
        return batch.mixed(partners, share: 1 - cut, classCount: classCount) { values, size in
            let inputs = values
            for (place, partner) in partners.enumerated() {
                for row in rows {
                    let start = (row * width + columns.lowerBound) * channels
                    for k in start..<start + columns.count * channels {
                        values[place * size + k] = inputs[partner * size + k]
                    }
                }
            }
        }
    }
}

extension Batch {
    /// The batch with inputs changed by `mix` and targets of `share` its own, the rest its
    /// partner's.
    fileprivate func mixed(
        _ partners: [Int], share: Float, classCount: Int,
        mix: (_ values: inout [Float], _ size: Int) -> Void
    ) -> Batch {
        var (inputs, targets) = (self.inputs, self.targets)
        var targetShape = self.targetShape
        if !labels.isEmpty {
            require(
                labels.allSatisfy { $0 < classCount },
                "mixing: a label is none of the \(classCount) classes; pass classCount:")
            targetShape = [count, classCount]
            targets = [Float](repeating: 0, count: count * classCount)
            for (place, label) in labels.enumerated() {
                targets[place * classCount + Int(label)] = 1
            }
        }
        let (own, size) = (targets, targets.count / max(1, count))
        for (place, partner) in partners.enumerated() {
            for k in 0..<size {
                targets[place * size + k] =
                    share * own[place * size + k] + (1 - share) * own[partner * size + k]
            }
        }
        mix(&inputs, inputs.count / max(1, count))
        return Batch(
            inputTensor: Tensor(inputs, shape: Shape(inputShape)),
            targetTensor: Tensor(targets, shape: Shape(targetShape)), labels: labels,
            indices: indices)
    }
}

extension SplitMix64 {
    /// A number from Beta(alpha, alpha).
    mutating func beta(_ alpha: Double) -> Double {
        // Of two gammas both may round to 0 for a tiny alpha, where one side wins.
        let (a, b) = (gamma(alpha), gamma(alpha))
        return a + b > 0 ? a / (a + b) : (chance(0.5) ? 1 : 0)
    }

    /// A number from Gamma(shape, 1). Source: Marsaglia & Tsang (2000), "A simple method for
    /// generating gamma variables"; below 1 by their section 6.
    private mutating func gamma(_ shape: Double) -> Double {
        guard shape >= 1 else {
            return gamma(shape + 1) * pow(1 - uniform(), 1 / shape)
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = pow(1 + c * x, 3)
            if v > 0, log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }
}
