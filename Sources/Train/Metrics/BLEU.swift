import Glibc
import LaminaGraph

/// BLEU of a corpus, 0...100: `BP · exp((1/N) Σ_n log p_n)`, where `p_n` is the share of the
/// translations' n-grams that a reference holds (each at most as often as in one of its references),
/// and `BP = exp(min(0, 1 - r/c))` punishes translations of `c` tokens for references of `r`.
///
/// The counts of all segments are summed before the shares are taken: BLEU of a corpus is not the
/// mean of its sentences' BLEU.
///
/// ```swift
/// var bleu = BLEU()
/// bleu.add(hypothesis: "The cat sat.", references: ["The cat sat.", "A cat was sitting."])
/// ```
///
/// Source: Papineni et al. (2002); the definition, its tokens and smoothing are sacreBLEU's
/// (Post, 2018, arXiv:1804.08771), `corpus_bleu`.
public struct BLEU: StreamingMetric, Equatable {
    /// What stands in for a share of 0, whose logarithm would make the score 0 (Chen and Cherry,
    /// 2014).
    public enum Smoothing: Sendable, Hashable {
        /// Nothing.
        case none
        /// Method 1: this count of matches (0.1 in sacreBLEU).
        case floor(Double)
        /// Method 2: this much more matches and n-grams from 2-grams on (1 in sacreBLEU).
        case addK(Double)
        /// Method 3: 1/2 match for the first such order, 1/4 for the next, and so on.
        case exponential
    }

    /// The longest n-grams, `N`.
    public let maxOrder: Int
    /// What stands in for a share of 0.
    public let smoothing: Smoothing
    /// How lines become tokens.
    public let tokenization: Tokenization
    /// Whether case is ignored.
    public let lowercases: Bool
    /// Whether orders without any n-gram are left out; for single short sentences.
    public let usesEffectiveOrder: Bool

    private var matches: [Int]
    private var totals: [Int]
    private var hypothesisLength = 0
    private var referenceLength = 0
    /// All segments.
    public private(set) var count = 0

    /// No segments yet. The defaults are sacreBLEU's.
    public init(
        maxOrder: Int = 4, smoothing: Smoothing = .exponential,
        tokenization: Tokenization = .mteval13a, lowercases: Bool = false,
        usesEffectiveOrder: Bool = false
    ) {
        require(maxOrder >= 1, "BLEU: maxOrder must be at least 1, got \(maxOrder)")
        (self.maxOrder, self.smoothing, self.tokenization) = (maxOrder, smoothing, tokenization)
        (self.lowercases, self.usesEffectiveOrder) = (lowercases, usesEffectiveOrder)
        matches = Array(repeating: 0, count: maxOrder)
        totals = matches
    }

    /// Adds one segment; no reference traps.
    public mutating func add(hypothesis: String, references: [String]) {
        require(!references.isEmpty, "BLEU: segment \(count) has no reference; give at least one")
        let answer = tokens(hypothesis)
        let targets = references.map(tokens)
        for order in 1...maxOrder {
            // Of several references, the one where the n-gram is most frequent.
            let allowed = targets.reduce(into: [:]) { most, target in
                most.merge(nGramCounts(target, order: order), uniquingKeysWith: max)
            }
            matches[order - 1] += overlap(nGramCounts(answer, order: order), allowed)
            totals[order - 1] += max(0, answer.count - order + 1)
        }
        hypothesisLength += answer.count
        // The closest length, of equally close ones the shorter.
        let lengths = targets.map(\.count)
        let closest = lengths.min {
            (abs($0 - answer.count), $0) < (abs($1 - answer.count), $1)
        }
        referenceLength += closest ?? 0
        count += 1
    }

    /// Adds the segments of another metric of the same settings.
    public mutating func merge(_ other: BLEU) {
        require(
            maxOrder == other.maxOrder && smoothing == other.smoothing
                && tokenization == other.tokenization && lowercases == other.lowercases
                && usesEffectiveOrder == other.usesEffectiveOrder,
            "BLEU: scores of different settings do not merge")
        for index in 0..<maxOrder {
            matches[index] += other.matches[index]
            totals[index] += other.totals[index]
        }
        hypothesisLength += other.hypothesisLength
        referenceLength += other.referenceLength
        count += other.count
    }

    /// The score in 0...100; 0 if no word matches, nil for no segments.
    public var value: Double? {
        guard count > 0 else { return nil }
        guard matches.contains(where: { $0 > 0 }) else { return 0 }
        let precisions = self.precisions
        let orders = usesEffectiveOrder ? precisions.count : maxOrder
        guard precisions.count >= orders, !precisions.contains(0) else { return 0 }
        let mean = precisions.reduce(0) { $0 + log($1) } / Double(orders)
        return 100 * brevityPenalty * exp(mean)
    }

    /// `exp(1 - r/c)` for translations shorter than their references, else 1.
    public var brevityPenalty: Double {
        guard hypothesisLength < referenceLength else { return 1 }
        guard hypothesisLength > 0 else { return 0 }
        return exp(1 - Double(referenceLength) / Double(hypothesisLength))
    }

    /// The smoothed `p_n` of the orders up to the first without any n-gram, each in 0...1.
    public var precisions: [Double] {
        var result: [Double] = []
        var credit = 1.0
        for index in 0..<maxOrder {
            var (hits, total) = (Double(matches[index]), Double(totals[index]))
            if case .addK(let k) = smoothing, index > 0 {
                hits += k
                total += k
            }
            guard total > 0 else { break }
            if hits == 0 {
                switch smoothing {
                case .none, .addK: break
                case .floor(let count): hits = count
                case .exponential:
                    credit /= 2
                    hits = credit
                }
            }
            result.append(hits / total)
        }
        return result
    }

    private func tokens(_ line: String) -> [String] {
        tokenization.tokens(lowercases ? line.lowercased() : line)
    }
}
