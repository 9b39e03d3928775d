import LaminaGraph

/// A random way to make the examples of a batch out of several, targets included: ``MixUp``, ``CutMix``,
/// or one of your own.
///
/// ```swift
/// let loader = try DataLoader(
///     data.train, batchSize: 128, sampling: .shuffled, seed: 1, mixing: [MixUp(), CutMix()])
/// ```
public protocol BatchMixing: Sendable {
    /// The mixed batch, in which classes have become probabilities, float32 `[count, classCount]`.
    ///
    /// It must be a function of the arguments alone, so that an interrupted run goes on to the same bits.
    /// - Parameter classCount: the number of classes; without meaning for regression.
    func apply(_ batch: Batch, classCount: Int, seed: UInt64, epoch: Int) -> Batch

    /// What keeps examples of this shape from being mixed; nil if nothing does.
    func fault(forExamplesOf shape: [Int]) -> String?
}

extension BatchMixing {
    /// Examples of any shape are mixed.
    public func fault(forExamplesOf shape: [Int]) -> String? { nil }
}

extension CutMix {
    /// Only pictures can be cut.
    public func fault(forExamplesOf shape: [Int]) -> String? {
        shape.count == 3 ? nil : "examples of \(shape) are no pictures to be cut"
    }
}

extension [any BatchMixing] {
    /// The batch mixed by one of these, each as likely; as it is, if there are none.
    ///
    /// - Source: torchvision's `RandomChoice([CutMix(...), MixUp(...)])`.
    package func apply(_ batch: Batch, classCount: Int, seed: UInt64, epoch: Int) -> Batch {
        guard !isEmpty else { return batch }
        // Which one is drawn apart from the numbers that it draws itself.
        var random = batch.generator(seed: seed ^ 0x6D69_7869_6E67_2121, epoch: epoch)
        let choice = self[Int(random.below(UInt64(count)))]
        return choice.apply(batch, classCount: classCount, seed: seed, epoch: epoch)
    }
}

extension Batch {
    /// A function of seed, epoch and the batch's examples in their order.
    func generator(seed: UInt64, epoch: Int) -> SplitMix64 {
        var words = SplitMix64(seed: seed, stream: UInt64(bitPattern: Int64(epoch)))
        var word = words.next()
        for index in indices {
            words = SplitMix64(seed: word, stream: UInt64(bitPattern: Int64(index)))
            word = words.next()
        }
        return words
    }
}
