import LaminaGraph

/// ROUGE: how much of a reference's wording a summary has, as the mean over all summaries.
///
/// Source: Lin (2004), "ROUGE: a package for automatic evaluation of summaries", sections 2 and 3;
/// the `rouge_score` package's `rouge1`, `rouge2` and `rougeL` without stemming. Its tokens are runs of
/// a-z and 0-9 after lowercasing, so text of other scripts needs tokens of its own.
public struct ROUGE: StreamingMetric, Equatable {
    /// What counts as common.
    public enum Variant: Sendable, Hashable {
        /// ROUGE-N: runs of so many words.
        case nGram(Int)
        /// ROUGE-L: the longest common subsequence of words.
        case longestCommonSubsequence
    }

    /// What counts as common.
    public let variant: Variant
    private var precisions = 0.0
    private var recalls = 0.0
    private var fMeasures = 0.0
    /// All summaries.
    public private(set) var count = 0

    /// No summaries yet; n-grams of less than one word trap.
    public init(_ variant: Variant) {
        if case .nGram(let order) = variant {
            require(order >= 1, "ROUGE: n-grams need at least 1 word, got \(order)")
        }
        self.variant = variant
    }

    /// Adds one summary as text.
    public mutating func add(hypothesis: String, reference: String) {
        add(hypothesis: Self.tokens(hypothesis), reference: Self.tokens(reference))
    }

    /// Adds one summary as tokens.
    public mutating func add(hypothesis: [String], reference: [String]) {
        let common: Int
        var (own, wanted) = (hypothesis.count, reference.count)
        switch variant {
        case .nGram(let order):
            own = max(0, own - order + 1)
            wanted = max(0, wanted - order + 1)
            common = overlap(
                nGramCounts(hypothesis, order: order), nGramCounts(reference, order: order))
        case .longestCommonSubsequence:
            common = longestCommonSubsequence(hypothesis, reference)
        }
        let precision = Double(common) / Double(max(own, 1))
        let recall = Double(common) / Double(max(wanted, 1))
        precisions += precision
        recalls += recall
        fMeasures += common == 0 ? 0 : 2 * precision * recall / (precision + recall)
        count += 1
    }

    /// Adds the summaries of another metric of the same variant.
    public mutating func merge(_ other: ROUGE) {
        require(
            variant == other.variant, "ROUGE: variants differ (\(variant) and \(other.variant))")
        precisions += other.precisions
        recalls += other.recalls
        fMeasures += other.fMeasures
        count += other.count
    }

    /// The mean share of the summary that is in the reference; nil for no summaries.
    public var precision: Double? { count == 0 ? nil : precisions / Double(count) }

    /// The mean share of the reference that is in the summary; nil for no summaries.
    public var recall: Double? { count == 0 ? nil : recalls / Double(count) }

    /// The mean of `2PR / (P + R)`; nil for no summaries.
    public var fMeasure: Double? { count == 0 ? nil : fMeasures / Double(count) }

    private static func tokens(_ text: String) -> [String] {
        let scalars = text.lowercased().unicodeScalars
        return scalars.split { !("a"..."z").contains($0) && !("0"..."9").contains($0) }
            .map { String($0) }
    }
}

/// The length of the longest sequence that both contain in order, though not without gaps.
///
/// - Complexity: O(n·m) time, O(m) memory.
private func longestCommonSubsequence(_ a: [String], _ b: [String]) -> Int {
    var row = Array(repeating: 0, count: b.count + 1)
    for x in a {
        var diagonal = 0
        for (index, y) in b.enumerated() {
            let above = row[index + 1]
            row[index + 1] = x == y ? diagonal + 1 : max(above, row[index])
            diagonal = above
        }
    }
    return row[b.count]
}
