import Glibc
import LaminaGraph

/// How much two groupings of the same examples know of each other: mutual information.
///
/// The numbers of the groups carry no meaning: renumbering a clustering changes nothing. Any integers
/// will do.
///
/// Source: scikit-learn's `mutual_info_score` and `normalized_mutual_info_score`; Cover and Thomas
/// (2006), eq. 2.28.
public struct ClusterAgreement: StreamingMetric, Equatable {
    private struct Pair: Hashable {
        let truth: Int
        let cluster: Int
    }

    private var counts: [Pair: Int] = [:]
    /// All examples.
    public private(set) var count = 0

    /// No examples yet.
    public init() {}

    /// Adds a batch; lists of unequal length trap.
    public mutating func add(truths: [Int], clusters: [Int]) {
        require(
            truths.count == clusters.count,
            "ClusterAgreement: \(truths.count) truths and \(clusters.count) clusters; "
                + "give one cluster an example")
        for (truth, cluster) in zip(truths, clusters) {
            counts[Pair(truth: truth, cluster: cluster), default: 0] += 1
        }
        count += truths.count
    }

    /// Adds another's examples; both must mean the same groups by the same numbers.
    public mutating func merge(_ other: ClusterAgreement) {
        counts.merge(other.counts, uniquingKeysWith: +)
        count += other.count
    }

    /// `I = Σ p(t, c) log(p(t, c) / (p(t) p(c)))` in nats, at least 0; nil for no examples.
    public var mutualInformation: Double? {
        guard count > 0 else { return nil }
        // H(T) + H(C) - H(T, C); rounding may leave less than nothing.
        return max(0, truthEntropy + clusterEntropy - entropy(counts.values))
    }

    /// NMI in 0...1: the mutual information over the mean of both entropies, scikit-learn's default.
    /// 1 if both put all examples in one group; nil for no examples.
    public var normalizedMutualInformation: Double? {
        guard let mutualInformation else { return nil }
        let mean = (truthEntropy + clusterEntropy) / 2
        return mean == 0 ? 1 : min(1, mutualInformation / mean)
    }

    private var truthEntropy: Double { entropy(sums { $0.truth }) }

    private var clusterEntropy: Double { entropy(sums { $0.cluster }) }

    private func sums(by group: (Pair) -> Int) -> some Collection<Int> {
        counts.reduce(into: [Int: Int]()) { $0[group($1.key), default: 0] += $1.value }.values
    }

    /// `-Σ p log p` of shares of the examples. Sorted, because a dictionary's order differs from run
    /// to run, and with it the rounding.
    private func entropy(_ parts: some Collection<Int>) -> Double {
        parts.sorted().reduce(0) { sum, part in
            let share = Double(part) / Double(count)
            return sum - share * log(share)
        }
    }
}
