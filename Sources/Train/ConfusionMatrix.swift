/// How often each true class was taken for each class: the summary of a classifier's answers.
public struct ConfusionMatrix: Sendable, Equatable {
    /// `counts[t][p]`: examples of class `t` that were taken for class `p`.
    public private(set) var counts: [[Int]]

    /// A matrix of zeros.
    public init(classCount: Int) {
        counts = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
    }

    /// Counts one answer; class numbers outside the matrix trap.
    public mutating func add(truth: Int, prediction: Int) {
        guard counts.indices.contains(truth), counts.indices.contains(prediction) else {
            fatalError(
                "ConfusionMatrix: classes \(truth) and \(prediction); there are \(counts.count)")
        }
        counts[truth][prediction] += 1
    }

    /// Adds the answers of another matrix of as many classes; another number of classes traps.
    public mutating func merge(_ other: ConfusionMatrix) {
        guard counts.count == other.counts.count else {
            fatalError(
                "ConfusionMatrix: \(counts.count) and \(other.counts.count) classes do not merge")
        }
        for row in counts.indices {
            for column in counts.indices { counts[row][column] += other.counts[row][column] }
        }
    }

    /// All examples.
    public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

    /// The share of right answers; NaN for no examples.
    public var accuracy: Double {
        let right = counts.indices.reduce(0) { $0 + counts[$1][$1] }
        return Double(right) / Double(total)
    }

    /// The quality of the answers for one class.
    public struct ClassScore: Sendable, Equatable {
        /// Of the examples taken for the class, the share that belong to it; 0 if there are none.
        public let precision: Double
        /// Of the class's examples, the share that were found; 0 if there are none.
        public let recall: Double
        /// The class's examples.
        public let support: Int

        /// The harmonic mean of precision and recall, `2pr / (p + r)`; 0 if both are.
        public var f1: Double {
            precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
        }
    }

    /// The scores of each class.
    public var scores: [ClassScore] {
        counts.indices.map { index in
            let hits = Double(counts[index][index])
            let support = counts[index].reduce(0, +)
            let taken = counts.reduce(0) { $0 + $1[index] }
            return ClassScore(
                precision: taken == 0 ? 0 : hits / Double(taken),
                recall: support == 0 ? 0 : hits / Double(support), support: support)
        }
    }
}
