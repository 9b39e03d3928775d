import Glibc
import LaminaGraph

/// How well items are ranked, as means over queries: NDCG@k, MRR@k, recall@k and precision@k.
///
/// An item of positive gain is relevant. A query without one has no right order and is left out of
/// all means (scikit-learn counts it as an NDCG of 0). Items of equal score share their places: for
/// NDCG, recall and precision every order among them is equally likely, and the reciprocal rank
/// takes the worst, so that a constant score earns nothing by the order of the list.
///
/// ```swift
/// var ranking = RankingScores(k: 10)
/// ranking.add(scores: [0.1, 0.9, 0.4], gains: [0, 1, 3])
/// ```
///
/// Source: Järvelin and Kekäläinen (2002) for DCG, with linear gain; scikit-learn's `ndcg_score`.
public struct RankingScores: StreamingMetric, Equatable {
    /// How many of the first items count; nil for all.
    public let k: Int?
    private var ndcgSum = 0.0
    private var reciprocalSum = 0.0
    private var recallSum = 0.0
    private var precisionSum = 0.0
    /// Queries with a relevant item.
    public private(set) var count = 0
    /// Queries without one, which no mean counts.
    public private(set) var skippedCount = 0

    /// No queries yet; `k` must be at least 1.
    public init(k: Int? = nil) {
        require(k.map { $0 >= 1 } ?? true, "RankingScores: k must be at least 1, got \(k ?? 0)")
        self.k = k
    }

    /// Adds one query: the model's score and the true gain of each item. Lists of unequal length,
    /// negative gains and NaN trap.
    public mutating func add(scores: [Double], gains: [Double]) {
        require(
            scores.count == gains.count,
            "RankingScores: \(scores.count) scores and \(gains.count) gains; give one gain an item")
        require(
            gains.allSatisfy { $0 >= 0 } && !scores.contains { $0.isNaN },
            "RankingScores: gains must be at least 0, and no score NaN")
        let relevant = gains.count { $0 > 0 }
        guard relevant > 0 else {
            skippedCount += 1
            return
        }
        count += 1
        let places = min(k ?? scores.count, scores.count)
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var (dcg, hits, start) = (0.0, 0.0, 0)
        var firstRank: Int?
        while start < order.count {
            let end =
                order[start...].firstIndex { scores[$0] != scores[order[start]] } ?? order.count
            let group = order[start..<end]
            let share = Double(max(0, min(end, places) - start)) / Double(group.count)
            let gain = group.reduce(0) { $0 + gains[$1] } / Double(group.count)
            dcg += (start..<max(start, min(end, places))).reduce(0) { $0 + gain * discount($1) }
            let found = group.count { gains[$0] > 0 }
            hits += Double(found) * share
            if firstRank == nil && found > 0 { firstRank = end - found + 1 }
            start = end
        }
        let best = gains.sorted(by: >).prefix(places).enumerated()
        ndcgSum += dcg / best.reduce(0) { $0 + $1.element * discount($1.offset) }
        if let firstRank, firstRank <= places { reciprocalSum += 1 / Double(firstRank) }
        recallSum += hits / Double(relevant)
        precisionSum += hits / Double(k ?? scores.count)
    }

    /// Adds the queries of another metric of the same `k`.
    public mutating func merge(_ other: RankingScores) {
        require(k == other.k, "RankingScores: scores of different k do not merge")
        ndcgSum += other.ndcgSum
        reciprocalSum += other.reciprocalSum
        recallSum += other.recallSum
        precisionSum += other.precisionSum
        count += other.count
        skippedCount += other.skippedCount
    }

    /// The mean of `DCG / best DCG`, `DCG = Σ_i gain_i / log2(i + 1)` over the ranks `i` from 1; nil
    /// for no queries.
    public var ndcg: Double? { mean(ndcgSum) }

    /// MRR: the mean of one over the rank of the first relevant item, 0 if it is not among the first
    /// `k`; nil for no queries.
    public var meanReciprocalRank: Double? { mean(reciprocalSum) }

    /// The mean share of the relevant items that are among the first `k`; nil for no queries.
    public var recall: Double? { mean(recallSum) }

    /// The mean share of the first `k` places that hold a relevant item; nil for no queries.
    public var precision: Double? { mean(precisionSum) }

    private func mean(_ sum: Double) -> Double? { count == 0 ? nil : sum / Double(count) }
}

/// The weight of a place counted from 0.
private func discount(_ place: Int) -> Double { 1 / log2(Double(place + 2)) }
