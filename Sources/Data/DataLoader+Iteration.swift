extension DataLoader: Sequence {
    /// Runs through the rest of the epoch; batches are made ahead on a thread of their own.
    public struct Iterator: IteratorProtocol {
        private let loader: DataLoader
        private let rest: RestOfEpoch
        private let ahead: Prefetcher<Batch>?
        private var count = 0

        fileprivate init(_ loader: DataLoader) {
            let rest = loader.rest()
            (self.loader, self.rest) = (loader, rest)
            ahead =
                loader.prefetch == 0
                ? nil
                : Prefetcher(depth: loader.prefetch, count: rest.count) { rest.batch($0) }
        }

        public mutating func next() -> Batch? {
            guard count < rest.count else {
                loader.state = rest.nextEpoch
                return nil
            }
            let batch = ahead?.next() ?? rest.batch(count)
            count += 1
            loader.state = rest.state(after: count)
            return batch
        }
    }

    public func makeIterator() -> Iterator { Iterator(self) }
}

extension DataLoader: AsyncSequence {
    /// Runs through the rest of the epoch without blocking a thread; batches are made ahead in
    /// tasks.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let loader: DataLoader
        private let rest: RestOfEpoch
        private var ahead: [Task<Batch, Never>] = []
        private var count = 0

        fileprivate init(_ loader: DataLoader) {
            (self.loader, self.rest) = (loader, loader.rest())
        }

        public mutating func next() async -> Batch? {
            guard count < rest.count else {
                loader.state = rest.nextEpoch
                return nil
            }
            let rest = rest
            // The one that is waited for now, and `prefetch` more.
            for number in count + ahead.count..<Swift.min(count + loader.prefetch + 1, rest.count) {
                ahead.append(Task { rest.batch(number) })
            }
            let batch = await ahead.removeFirst().value
            count += 1
            loader.state = rest.state(after: count)
            return batch
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
