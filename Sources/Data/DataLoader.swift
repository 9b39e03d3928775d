import Synchronization

/// Hands out a data set in batches, epoch after epoch, and remembers where it is.
///
/// One `for` loop runs through what is left of the current epoch; the next loop through the next.
/// The order of an epoch is a function of seed and epoch alone, so a loader that takes over a saved
/// ``State`` gives exactly the batches that were still to come:
///
/// ```swift
/// let loader = try DataLoader(data.train, batchSize: 128, seed: 1)
/// for _ in 0..<10 {
///     for batch in loader { step(batch) }
/// }
/// ```
///
/// Behind the last batch of an epoch, `state` still belongs to that epoch; when the loop ends, it
/// moves to the start of the next. A loop that is left early has used up its batches: the next one
/// continues behind them. Set `state` to go elsewhere. Only one loop may run at a time.
public final class DataLoader: Sendable {
    /// Where a loader stands; all that must be saved to continue.
    public struct State: Sendable, Equatable, Codable {
        /// Decides the order of every epoch and the changes of every example.
        public var seed: UInt64
        /// From 0.
        public var epoch: Int
        /// How many examples of the epoch have been handed out.
        public var position: Int

        /// The start of training unless told otherwise.
        public init(seed: UInt64, epoch: Int = 0, position: Int = 0) {
            (self.seed, self.epoch, self.position) = (seed, epoch, position)
        }
    }

    /// What the batches are made of.
    public let dataset: Dataset
    /// Examples in a batch; an epoch's last one has what is left, unless ``dropsLast``.
    public let batchSize: Int
    /// Whether a last batch of fewer than `batchSize` examples is left out.
    public let dropsLast: Bool
    /// How many batches are made ahead in the background; with 0, each is made when it is asked
    /// for.
    public let prefetch: Int
    /// In which order, and how often, the records of an epoch come.
    public let sampling: Sampling
    /// How every example is changed anew in each epoch, before the normalization; nil for not at all.
    public let augmentation: ImageAugmentation?
    /// What each batch is mixed by, one of these at a time and behind the normalization.
    public let mixing: [any BatchMixing]
    private let affine: Normalization.Affine
    private let current: Mutex<State>

    /// - Parameters:
    ///   - shuffle: whether each epoch has an order of its own; else it is that of the data set.
    ///   - normalization: applied to the inputs of every batch.
    /// - Throws: ``DatasetError`` if there is no batch to hand out.
    public convenience init(
        _ dataset: Dataset, batchSize: Int, shuffle: Bool = true, seed: UInt64 = 0,
        dropLast: Bool = false, normalization: Normalization? = nil, prefetch: Int = 2
    ) throws(DatasetError) {
        try self.init(
            dataset, batchSize: batchSize, sampling: shuffle ? .shuffled : .sequential, seed: seed,
            dropLast: dropLast, normalization: normalization, prefetch: prefetch)
    }

    /// The same with any ``Sampling``, and with pictures changed at random.
    ///
    /// - Parameters:
    ///   - augmentation: for examples `[height, width, channels]`; the same example comes
    ///     out the same whenever seed and epoch are the same.
    ///   - mixing: ways to mix a batch's examples, of which each batch gets one; classes become
    ///     probabilities then.
    /// - Throws: ``DatasetError`` if there is no batch to hand out, for weights or lengths that do
    ///   not fit the data set, and for an augmentation or mixing of what is no picture.
    public init(
        _ dataset: Dataset, batchSize: Int, sampling: Sampling, seed: UInt64 = 0,
        dropLast: Bool = false, normalization: Normalization? = nil,
        augmentation: ImageAugmentation? = nil, mixing: [any BatchMixing] = [], prefetch: Int = 2
    ) throws(DatasetError) {
        let count = sampling.count(of: dataset)
        guard batchSize > 0, dataset.count > 0, count >= (dropLast ? batchSize : 1), prefetch >= 0
        else {
            throw DatasetError(
                dataset: dataset.name,
                problem: "\(count) records make no batch of \(batchSize)"
                    + (dropLast ? " when incomplete ones are dropped" : ""),
                fix: "choose a batch size from 1 to \(Swift.max(1, count))")
        }
        if let (problem, fix) = sampling.fault(for: dataset) {
            throw DatasetError(dataset: dataset.name, problem: problem, fix: fix)
        }
        (self.dataset, self.batchSize, self.prefetch) = (dataset, batchSize, prefetch)
        (self.sampling, dropsLast) = (sampling, dropLast)
        var shape = dataset.exampleShape
        if let augmentation {
            guard shape.count == 3 else {
                throw DatasetError(
                    dataset: dataset.name,
                    problem: "examples of \(shape) are no pictures to be augmented",
                    fix: "reshape them to [height, width, channels], or pass no augmentation")
            }
            let picture = augmentation.apply(dataset.picture(0), seed: seed, epoch: 0, example: 0)
            shape = [picture.height, picture.width, picture.channels]
        }
        if let problem = mixing.lazy.compactMap({ $0.fault(forExamplesOf: shape) }).first {
            throw DatasetError(
                dataset: dataset.name, problem: problem,
                fix: "reshape them to [height, width, channels], or mix them otherwise")
        }
        (self.augmentation, self.mixing) = (augmentation, mixing)
        affine = normalization?.affine(over: shape) ?? .identity
        current = Mutex(State(seed: seed))
    }

    /// Where the loader stands: after the last batch that a loop has received.
    public var state: State {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// Number of batches in a whole epoch.
    public var batchesPerEpoch: Int { usableCount / batchSize + (usableCount % batchSize).signum() }

    /// The records of an epoch in order, as indices into the data set.
    public func order(ofEpoch epoch: Int, seed: UInt64) -> [Int] {
        var generator = SplitMix64(seed: seed, stream: UInt64(bitPattern: Int64(epoch)))
        return sampling.order(of: dataset, batchSize: batchSize, &generator)
    }

    /// What is left of the current epoch; nothing, if the loader stands at its end.
    func rest() -> RestOfEpoch {
        let state = state
        let order = order(ofEpoch: state.epoch, seed: state.seed)
        // A state can come from a damaged file.
        let start = Swift.min(Swift.max(0, state.position), usableCount)
        return RestOfEpoch(
            order: order[start..<usableCount], start: state, batchSize: batchSize, dataset: dataset,
            affine: affine, augmentation: augmentation, mixing: mixing)
    }

    private var usableCount: Int {
        let count = sampling.count(of: dataset)
        return dropsLast ? count / batchSize * batchSize : count
    }
}

/// The batches that an epoch still has, each a function of its number alone.
struct RestOfEpoch: Sendable {
    let order: ArraySlice<Int>
    let start: DataLoader.State
    let batchSize: Int
    let dataset: Dataset
    let affine: Normalization.Affine
    let augmentation: ImageAugmentation?
    let mixing: [any BatchMixing]

    var count: Int { order.count / batchSize + (order.count % batchSize).signum() }

    func batch(_ number: Int) -> Batch {
        let first = order.startIndex + number * batchSize
        let indices = Array(order[first..<min(first + batchSize, order.endIndex)])
        let batch =
            augmentation.map {
                dataset.batch(indices, affine, $0, seed: start.seed, epoch: start.epoch)
            } ?? dataset.batch(indices, affine)
        return mixing.apply(
            batch, classCount: dataset.classNames.count, seed: start.seed, epoch: start.epoch)
    }

    /// Where the loader stands once the first `batches` have been handed out.
    func state(after batches: Int) -> DataLoader.State {
        let position = min(order.startIndex + batches * batchSize, order.endIndex)
        return DataLoader.State(seed: start.seed, epoch: start.epoch, position: position)
    }

    /// Where the loader stands once the epoch is over.
    var nextEpoch: DataLoader.State { .init(seed: start.seed, epoch: start.epoch + 1) }
}
