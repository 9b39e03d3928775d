import Dispatch
import LaminaGraph
import LaminaTensor
import Synchronization

/// Hands out the examples of a ``DataSource`` in batches, read on all processors and ahead of their use.
///
/// ```swift
/// let folder = try PictureFolder(path: "pictures")
/// let loader = try SourceLoader(
///     folder.source(size: 64), batchSize: 32, seed: 1, unreadable: .skip)
/// for try await batch in loader { print(batch.inputShape) }
/// for error in loader.skipped { print(error) }      // which were left out, and why
/// ```
/// ``next()`` does the same without `await`. As with a ``DataLoader``, one loop goes through what is left
/// of the epoch, its order follows from seed and epoch alone, and a saved ``state`` goes on exactly.
/// Only one loop may run at a time.
public final class SourceLoader: Sendable {
    public let source: any DataSource
    public let batchSize: Int
    /// Whether each epoch has an order of its own; else it is that of the source.
    public let shuffle: Bool
    /// What becomes of examples that cannot be read.
    public let unreadable: PictureFolder.Unreadable
    /// How many batches are read ahead.
    public let prefetch: Int
    /// How every picture is changed anew in each epoch.
    public let augmentation: ImageAugmentation?
    /// The shape of an example as it comes out.
    private let exampleShape: [Int]
    private let affine: Normalization.Affine
    private let progress: Mutex<Progress>

    private struct Progress {
        var state: DataLoader.State
        var skipped: [DatasetError] = []
    }

    /// - Parameters:
    ///   - normalization: applied to the inputs of every batch.
    ///   - augmentation: for examples `[height, width, channels]`.
    /// - Throws: ``DatasetError`` if there is no batch to hand out.
    public init(
        _ source: any DataSource, batchSize: Int, shuffle: Bool = true, seed: UInt64 = 0,
        unreadable: PictureFolder.Unreadable = .fail, normalization: Normalization? = nil,
        augmentation: ImageAugmentation? = nil, prefetch: Int = 2
    ) throws(DatasetError) {
        guard source.count > 0, batchSize > 0, prefetch >= 0 else {
            throw DatasetError(
                dataset: source.name,
                problem: "\(source.count) records make no batch of \(batchSize)",
                fix: "choose a batch size from 1 to \(Swift.max(1, source.count))")
        }
        guard augmentation == nil || source.exampleShape.count == 3 else {
            throw DatasetError(
                dataset: source.name,
                problem: "examples of \(source.exampleShape) are no pictures to be augmented",
                fix: "give examples of [height, width, channels], or pass no augmentation")
        }
        (self.source, self.batchSize, self.shuffle) = (source, batchSize, shuffle)
        (self.unreadable, self.prefetch) = (unreadable, prefetch)
        self.augmentation = augmentation
        var shape = source.exampleShape
        if let augmentation {
            let blank = Image(
                height: shape[0], width: shape[1], channels: shape[2],
                values: [Float](repeating: 0, count: shape.reduce(1, *)))
            let changed = augmentation.apply(blank, seed: seed, epoch: 0, example: 0)
            shape = [changed.height, changed.width, changed.channels]
        }
        exampleShape = shape
        affine = normalization?.affine(over: shape) ?? .identity
        progress = Mutex(Progress(state: DataLoader.State(seed: seed)))
    }

    /// Where the loader stands: behind the last batch that a loop has received.
    public var state: DataLoader.State {
        get { progress.withLock(\.state) }
        set { progress.withLock { $0.state = newValue } }
    }

    /// The examples that were left out so far, in the order in which they were met.
    public var skipped: [DatasetError] { progress.withLock(\.skipped) }

    /// The examples of an epoch in order.
    public func order(ofEpoch epoch: Int, seed: UInt64) -> [Int] {
        guard shuffle else { return Array(0..<source.count) }
        var generator = SplitMix64(seed: seed, stream: UInt64(bitPattern: Int64(epoch)))
        return generator.permutation(source.count)
    }

    /// The next batch of the epoch, read now; nil at its end, behind which the next epoch begins.
    ///
    /// - Throws: ``DatasetError`` with the record that cannot be read; the loader then stands before its
    ///   batch.
    public func next() throws -> Batch? {
        while true {
            let rest = rest()
            guard rest.count > 0 else {
                advance(to: rest.nextEpoch)
                return nil
            }
            let read = read(rest.indices(0), rest.state)
            if let batch = try take(read, to: rest.state(after: 1)) { return batch }
        }
    }

    /// A function that gives the batches of the rest of the epoch, which are read ahead on a thread of its
    /// own, and then nil; it throws as ``next()`` does.
    package func readAhead() -> () throws -> Batch? {
        let rest = rest()
        let ahead =
            prefetch > 0
            ? Prefetcher(depth: prefetch, count: rest.count) {
                self.read(rest.indices($0), rest.state)
            } : nil
        var count = 0
        return {
            while count < rest.count {
                let read = ahead?.next() ?? self.read(rest.indices(count), rest.state)
                count += 1
                if let batch = try self.take(read, to: rest.state(after: count)) { return batch }
            }
            self.advance(to: rest.nextEpoch)
            return nil
        }
    }

    /// Batches in an epoch.
    package var batchesPerEpoch: Int { (source.count + batchSize - 1) / batchSize }

    /// Moves behind a batch; nil for one of which nothing could be read.
    fileprivate func take(_ read: Read, to state: DataLoader.State) throws -> Batch? {
        if unreadable == .fail, let error = read.errors.first { throw error }
        progress.withLock {
            $0.state = state
            $0.skipped += read.errors
        }
        return read.batch
    }

    fileprivate func advance(to state: DataLoader.State) { self.state = state }

    /// What is left of the current epoch, as lists of examples.
    fileprivate func rest() -> Rest {
        let state = state
        let order = order(ofEpoch: state.epoch, seed: state.seed)
        let start = Swift.min(Swift.max(0, state.position), order.count)
        return Rest(state: state, order: order[start...], batchSize: batchSize)
    }

    fileprivate struct Rest: Sendable {
        let state: DataLoader.State
        let order: ArraySlice<Int>
        let batchSize: Int

        var count: Int { (order.count + batchSize - 1) / batchSize }

        func indices(_ number: Int) -> [Int] {
            let first = order.startIndex + number * batchSize
            return Array(order[first..<Swift.min(first + batchSize, order.endIndex)])
        }

        func state(after batches: Int) -> DataLoader.State {
            let position = Swift.min(order.startIndex + batches * batchSize, order.endIndex)
            return .init(seed: state.seed, epoch: state.epoch, position: position)
        }

        var nextEpoch: DataLoader.State { .init(seed: state.seed, epoch: state.epoch + 1) }
    }

    /// A batch, and the errors of the examples that it lacks.
    fileprivate struct Read: Sendable {
        var batch: Batch?
        var errors: [DatasetError] = []
    }

    /// Reads examples on all processors.
    fileprivate func read(_ indices: [Int], _ state: DataLoader.State) -> Read {
        let results = Mutex([Result<DataExample, any Error>?](repeating: nil, count: indices.count))
        DispatchQueue.concurrentPerform(iterations: indices.count) { place in
            let result = Result { try example(indices[place], state) }
            results.withLock { $0[place] = result }
        }
        var read = Read()
        var (examples, kept) = ([DataExample](), [Int]())
        for (index, result) in zip(indices, results.withLock(\.self)) {
            switch result {
            case .success(let example):
                examples.append(example)
                kept.append(index)
            case .failure(let error): read.errors.append(fault(index, error))
            case nil: break
            }
        }
        read.batch = examples.isEmpty ? nil : batch(examples, kept)
        return read
    }

    private func example(_ index: Int, _ state: DataLoader.State) throws -> DataExample {
        let example = try source.read(index)
        let size = source.exampleShape.reduce(1, *)
        guard example.inputs.count == size else {
            throw wrong(index, "it has \(example.inputs.count) numbers, not \(size)")
        }
        try check(example.target, of: index)
        guard let augmentation else { return example }
        let shape = source.exampleShape
        let picture = Image(
            height: shape[0], width: shape[1], channels: shape[2], values: example.inputs)
        let changed = augmentation.apply(
            picture, seed: state.seed, epoch: state.epoch, example: index)
        return DataExample(inputs: changed.values, target: example.target)
    }

    private func check(_ target: DataExample.Target, of index: Int) throws(DatasetError) {
        let (classes, size) = (source.classNames.count, source.targetShape.reduce(1, *))
        switch target {
        case .label(let label) where label < 0 || label >= classes:
            throw wrong(index, "label \(label) is no class; there are \(classes), from 0")
        case .values(let values) where classes > 0 || values.count != size:
            throw wrong(
                index,
                classes > 0
                    ? "it has numbers to predict, but there are classes"
                    : "it has \(values.count) target numbers, not \(size)")
        default: break
        }
    }

    private func wrong(_ index: Int, _ problem: String) -> DatasetError {
        DatasetError(
            dataset: source.name, record: index, problem: problem, fix: "correct the record")
    }

    private func fault(_ index: Int, _ error: any Error) -> DatasetError {
        if let known = error as? DatasetError, known.record != nil { return known }
        return DatasetError(
            dataset: source.name, record: index, problem: "\(error)",
            fix: "correct the record, or leave such out with unreadable: .skip")
    }

    private func batch(_ examples: [DataExample], _ indices: [Int]) -> Batch {
        let numbers = examples.flatMap(\.inputs)
        let mapped = [Float](unsafeUninitializedCapacity: numbers.count) { output, initialized in
            numbers.withUnsafeBufferPointer {
                affine.map($0, into: .init(rebasing: output[..<numbers.count]))
            }
            initialized = numbers.count
        }
        var (labels, values) = ([Int32](), [Float]())
        for example in examples {
            switch example.target {
            case .label(let label): labels.append(label)
            case .values(let numbers): values += numbers
            }
        }
        return Batch(
            inputTensor: Tensor(mapped, shape: Shape([examples.count] + exampleShape)),
            targetTensor: source.classNames.isEmpty
                ? Tensor(values, shape: Shape([examples.count] + source.targetShape))
                : Tensor(labels, shape: [labels.count]),
            labels: labels, indices: indices)
    }
}

extension SourceLoader: AsyncSequence {
    /// Goes through the rest of the epoch without blocking the caller's thread.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let loader: SourceLoader
        private let rest: Rest
        private var ahead: [Task<Read, Never>] = []
        private var count = 0

        fileprivate init(_ loader: SourceLoader) {
            (self.loader, self.rest) = (loader, loader.rest())
        }

        /// - Throws: ``DatasetError`` with the record that cannot be read, before its batch.
        public mutating func next() async throws -> Batch? {
            while count < rest.count {
                let (loader, rest) = (loader, rest)
                // The one that is waited for now, and `prefetch` more.
                let last = Swift.min(count + loader.prefetch + 1, rest.count)
                for number in count + ahead.count..<last {
                    ahead.append(Task { loader.read(rest.indices(number), rest.state) })
                }
                let read = await ahead.removeFirst().value
                count += 1
                if let batch = try loader.take(read, to: rest.state(after: count)) { return batch }
            }
            loader.advance(to: rest.nextEpoch)
            return nil
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
