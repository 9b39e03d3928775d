import LaminaGraph
public import LaminaTensor

/// A random change of a picture. Types of your own conform by drawing all their numbers from
/// `random`, so that the same generator gives the same picture.
public protocol ImageTransform: Sendable {
    /// The changed picture.
    func apply(_ picture: Image, _ random: inout SplitMix64) -> Image
}

/// A list of changes that every example goes through, in order.
///
/// The numbers of an example are a function of seed, epoch and the example's index in its data set
/// alone: neither the number of threads nor the order of the epoch changes them.
///
/// ```swift
/// let augmentation = ImageAugmentation([
///     RandomCrop(height: 32, width: 32, padding: 4), HorizontalFlip(),
///     ColorJitter(brightness: 0.2, contrast: 0.2),
/// ])
/// let loader = try DataLoader(
///     data.train, batchSize: 128, sampling: .shuffled, seed: 1, augmentation: augmentation)
/// ```
public struct ImageAugmentation: Sendable {
    /// The changes, the first in front.
    public let transforms: [any ImageTransform]

    /// The same change may come twice, with numbers of its own each time.
    public init(_ transforms: [any ImageTransform]) { self.transforms = transforms }

    /// The generator of one example in one epoch.
    public static func generator(seed: UInt64, epoch: Int, example: Int) -> SplitMix64 {
        // Mixed apart from the orders of the epochs, which come from (seed, epoch) too.
        var words = SplitMix64(
            seed: seed ^ 0x6175_676D_656E_7421, stream: UInt64(bitPattern: Int64(epoch)))
        return SplitMix64(seed: words.next(), stream: UInt64(bitPattern: Int64(example)))
    }

    /// The picture as it comes in this epoch.
    public func apply(_ picture: Image, seed: UInt64, epoch: Int, example: Int) -> Image {
        var random = ImageAugmentation.generator(seed: seed, epoch: epoch, example: example)
        return transforms.reduce(picture) { $1.apply($0, &random) }
    }

    /// The pictures of a batch as they come in this epoch.
    ///
    /// - Shape: float32 `[batch, height, width, channels]` in; the same out, unless a transform
    ///   changes the size.
    /// - Parameter examples: the index of each picture, such as ``Batch/indices``.
    public func apply(_ batch: Tensor, seed: UInt64, epoch: Int, examples: [Int]) -> Tensor {
        require(
            batch.shape.count == 4 && batch.dtype == .float32 && batch.shape[0] == examples.count,
            "ImageAugmentation: \(examples.count) examples need float32 [\(examples.count), height,"
                + " width, channels], got \(batch.dtype) \(batch.shape)")
        guard !examples.isEmpty else { return batch }
        let (height, width, channels) = (batch.shape[1], batch.shape[2], batch.shape[3])
        let (all, size) = (batch.array() as [Float], height * width * channels)
        let pictures = examples.enumerated().map { place, example in
            let picture = Image(
                height: height, width: width, channels: channels,
                values: Array(all[place * size..<(place + 1) * size]))
            return apply(picture, seed: seed, epoch: epoch, example: example)
        }
        let first = pictures[0]
        require(
            pictures.allSatisfy { $0.height == first.height && $0.width == first.width },
            "ImageAugmentation: the transforms give pictures of different sizes; end with a crop")
        return Tensor(
            pictures.flatMap(\.values),
            shape: [examples.count, first.height, first.width, first.channels])
    }
}

extension SplitMix64 {
    /// A number in `range`, each as likely.
    mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
    }

    /// True with this probability.
    mutating func chance(_ probability: Double) -> Bool { uniform() < probability }
}
