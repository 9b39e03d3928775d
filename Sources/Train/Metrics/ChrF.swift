import LaminaGraph

/// chrF of a corpus, 0...100: `(1 + β²) P R / (β² P + R)` with the mean precision `P` and recall `R`
/// of the character n-grams of order 1 to 6, white space left out.
///
/// A character is a Unicode scalar, as in Python. Of several references the one that fits the segment
/// best counts. Orders that one side has no n-gram of are left out of the means.
///
/// Source: Popović (2015), "chrF: character n-gram F-score for automatic MT evaluation", eq. 1;
/// sacreBLEU's `corpus_chrf` with its default settings (chrF2, effective order).
public struct ChrF: StreamingMetric, Equatable {
    /// n-grams of one order: the hypothesis', the reference's, and both's.
    private struct Counts: Equatable {
        var hypothesis = 0
        var reference = 0
        var both = 0
    }

    /// The longest n-grams.
    public let maxOrder: Int
    /// How much more recall weighs than precision.
    public let beta: Double
    private var sums: [Counts]
    /// All segments.
    public private(set) var count = 0

    /// No segments yet. The defaults are sacreBLEU's.
    public init(maxOrder: Int = 6, beta: Double = 2) {
        require(maxOrder >= 1, "ChrF: maxOrder must be at least 1, got \(maxOrder)")
        require(beta > 0, "ChrF: beta must be positive, got \(beta)")
        (self.maxOrder, self.beta) = (maxOrder, beta)
        sums = Array(repeating: Counts(), count: maxOrder)
    }

    /// Adds one segment; no reference traps.
    public mutating func add(hypothesis: String, references: [String]) {
        require(!references.isEmpty, "ChrF: segment \(count) has no reference; give at least one")
        let answer = nGrams(hypothesis)
        var best: (score: Double, counts: [Counts])?
        for reference in references {
            let counts = zip(answer, nGrams(reference)).map { mine, theirs in
                // An n-gram order that the reference lacks cannot be precise.
                Counts(
                    hypothesis: theirs.isEmpty ? 0 : mine.values.reduce(0, +),
                    reference: theirs.values.reduce(0, +), both: overlap(mine, theirs))
            }
            let score = fScore(counts)
            if best.map({ score > $0.score }) ?? true { best = (score, counts) }
        }
        add(best?.counts ?? [])
        count += 1
    }

    /// Adds the segments of another metric of the same settings.
    public mutating func merge(_ other: ChrF) {
        require(
            maxOrder == other.maxOrder && beta == other.beta,
            "ChrF: scores of different settings do not merge")
        add(other.sums)
        count += other.count
    }

    /// The score in 0...100; nil for no segments.
    public var value: Double? { count == 0 ? nil : 100 * fScore(sums) }

    private mutating func add(_ counts: [Counts]) {
        for (index, count) in counts.enumerated() {
            sums[index].hypothesis += count.hypothesis
            sums[index].reference += count.reference
            sums[index].both += count.both
        }
    }

    private func fScore(_ counts: [Counts]) -> Double {
        let used = counts.filter { $0.hypothesis > 0 && $0.reference > 0 }
        let precision = used.reduce(0) { $0 + Double($1.both) / Double($1.hypothesis) }
        let recall = used.reduce(0) { $0 + Double($1.both) / Double($1.reference) }
        guard precision + recall > 0 else { return 0 }
        let factor = beta * beta
        // Both are sums over the orders: one division makes the F-score that of their means.
        return (1 + factor) * precision * recall / (factor * precision + recall)
            / Double(used.count)
    }

    private func nGrams(_ text: String) -> [[ArraySlice<Unicode.Scalar>: Int]] {
        let characters = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        return (1...maxOrder).map { nGramCounts(Array(characters), order: $0) }
    }
}
