import LaminaGraph

/// In which order, and how often, the records of an epoch come.
///
/// Every order is a function of seed and epoch alone, whatever the number of threads, so a
/// ``DataLoader/State`` continues any of them exactly.
public enum Sampling: Sendable, Equatable {
    /// As the data set has them.
    case sequential
    /// Every record once, in random order.
    case shuffled
    /// Records drawn one by one with replacement, each with a probability proportional to its
    /// weight (PyTorch's `WeightedRandomSampler`). `count` draws make an epoch; nil for as many as
    /// there are records.
    case weighted([Double], count: Int? = nil)
    /// Every record once, in random order, but so that any run of records has its share of every
    /// class: of a class with a fraction `f` of all records, `n` in a row have between
    /// `n f - 1` and `n f + 1`. For regression the same as `shuffled`.
    case stratified
    /// Every record once, in batches of similar length: `lengths` gives one length a record. The
    /// records are shuffled, each `pool` batches of them sorted by length, and the batches shuffled
    /// (torchtext's `BucketIterator`). A last batch that is incomplete stays last.
    case bucketed(lengths: [Int], pool: Int = 100)

    /// How many records make an epoch.
    func count(of dataset: Dataset) -> Int {
        if case .weighted(_, let count?) = self { count } else { dataset.count }
    }

    /// What keeps it from sampling `dataset`; nil if nothing does.
    func fault(for dataset: Dataset) -> (problem: String, fix: String)? {
        switch self {
        case .sequential, .shuffled, .stratified: return nil
        case .weighted(let weights, let count):
            guard weights.count == dataset.count else {
                return (
                    "\(weights.count) weights for \(dataset.count) records",
                    "give one weight a record"
                )
            }
            if let record = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
                return (
                    "the weight of record \(record) is \(weights[record])",
                    "give finite weights from 0"
                )
            }
            guard weights.contains(where: { $0 > 0 }), weights.reduce(0, +).isFinite else {
                return ("the weights have no positive, finite sum", "give some record a weight")
            }
            guard count ?? 1 > 0 else { return ("an epoch of no draws", "draw at least once") }
            return nil
        case .bucketed(let lengths, let pool):
            guard lengths.count == dataset.count else {
                return (
                    "\(lengths.count) lengths for \(dataset.count) records",
                    "give one length a record"
                )
            }
            return pool > 0
                ? nil : ("pools of \(pool) batches", "sort at least one batch at a time")
        }
    }

    /// The records of an epoch in order, as indices into `dataset`.
    func order(
        of dataset: Dataset, batchSize: Int, _ generator: inout SplitMix64
    ) -> [Int] {
        switch self {
        case .sequential: return Array(0..<dataset.count)
        case .shuffled: return generator.permutation(dataset.count)
        case .weighted(let weights, let count):
            var sums: [Double] = []
            sums.reserveCapacity(weights.count)
            for weight in weights { sums.append((sums.last ?? 0) + weight) }
            return (0..<(count ?? dataset.count)).map { _ in
                // Below the last sum, as a fraction below 1 may round up to it.
                let total = sums[sums.count - 1]
                let point = min(generator.uniform() * total, total.nextDown)
                // The first sum above the point; a weight of 0 adds nothing and is never first.
                var (low, high) = (0, sums.count - 1)
                while low < high {
                    let middle = (low + high) / 2
                    if sums[middle] > point { high = middle } else { low = middle + 1 }
                }
                return low
            }
        case .stratified: return Sampling.stratified(dataset, &generator)
        case .bucketed(let lengths, let pool):
            var order = generator.permutation(dataset.count)
            for start in stride(from: 0, to: order.count, by: batchSize * pool) {
                let part = start..<min(start + batchSize * pool, order.count)
                // Swift promises no stable sort: equal lengths are ordered by record.
                order[part].sort { (lengths[$0], $0) < (lengths[$1], $1) }
            }
            let whole = order.count / batchSize
            return generator.permutation(whole).flatMap {
                order[$0 * batchSize..<($0 + 1) * batchSize]
            } + order[(whole * batchSize)...]
        }
    }

    /// Record `k` of a class of `n`, in random order, is put at `(k + u) / n` of the epoch, with one
    /// random `u` below 1 a class: equal steps, so any stretch has the class's share to within one.
    private static func stratified(_ dataset: Dataset, _ generator: inout SplitMix64) -> [Int] {
        let groups = dataset.recordsByClass()
        var places: [(place: Double, record: Int)] = []
        places.reserveCapacity(dataset.count)
        for group in groups {
            let offset = generator.uniform()
            for (k, member) in generator.permutation(group.count).enumerated() {
                places.append(((Double(k) + offset) / Double(group.count), group[member]))
            }
        }
        return places.sorted { $0 < $1 }.map(\.record)
    }
}
