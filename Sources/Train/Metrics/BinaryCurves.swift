import LaminaGraph

/// ROC and precision-recall curves of a score that should be high for positive examples.
///
/// For several classes keep one for each class against the rest. The curves need every score, so
/// this metric stores them: 9 bytes an example. Examples of equal score pass the threshold together.
///
/// Source: scikit-learn's `roc_curve` (with `drop_intermediate=False`), `roc_auc_score`,
/// `precision_recall_curve` and `average_precision_score`.
public struct BinaryCurves: StreamingMetric {
    private var scores: [Double] = []
    private var truths: [Bool] = []

    /// No examples yet.
    public init() {}

    /// All examples.
    public var count: Int { scores.count }

    /// Adds one example; a NaN score traps, as it has no place in the order.
    public mutating func add(truth: Bool, score: Double) {
        require(!score.isNaN, "BinaryCurves: the score of example \(count) is NaN")
        scores.append(score)
        truths.append(truth)
    }

    /// Adds a batch; lists of unequal length and NaN scores trap.
    public mutating func add(truths: [Bool], scores: [Double]) {
        require(
            truths.count == scores.count,
            "BinaryCurves: \(truths.count) truths and \(scores.count) scores; "
                + "give one score an example")
        for (truth, score) in zip(truths, scores) { add(truth: truth, score: score) }
    }

    /// Adds another's examples.
    public mutating func merge(_ other: BinaryCurves) {
        scores += other.scores
        truths += other.truths
    }

    /// A point of the ROC curve: what taking every score of at least `threshold` for positive does.
    public struct ROCPoint: Sendable, Hashable {
        /// Infinite at the first point, where nothing is positive.
        public let threshold: Double
        /// Of the negatives, the share taken for positive.
        public let falsePositiveRate: Double
        /// Of the positives, the share found: the recall.
        public let truePositiveRate: Double
    }

    /// The curve from (0, 0) to (1, 1), one point a distinct score, thresholds falling; nil unless
    /// both classes occur.
    public var roc: [ROCPoint]? {
        let (positives, negatives) = classCounts
        guard positives > 0, negatives > 0 else { return nil }
        let start = ROCPoint(threshold: .infinity, falsePositiveRate: 0, truePositiveRate: 0)
        return [start]
            + steps.map {
                ROCPoint(
                    threshold: $0.threshold,
                    falsePositiveRate: Double($0.falsePositives) / Double(negatives),
                    truePositiveRate: Double($0.truePositives) / Double(positives))
            }
    }

    /// The area under the ROC curve by trapezoids: the probability that a positive scores above a
    /// negative, ties counting half. Nil unless both classes occur.
    public var rocAUC: Double? {
        guard let roc else { return nil }
        return zip(roc, roc.dropFirst()).reduce(0) { area, pair in
            area + (pair.1.falsePositiveRate - pair.0.falsePositiveRate)
                * (pair.1.truePositiveRate + pair.0.truePositiveRate) / 2
        }
    }

    /// A point of the precision-recall curve at one threshold.
    public struct PrecisionRecallPoint: Sendable, Hashable {
        /// Scores of at least this count as positive.
        public let threshold: Double
        /// Of those taken for positive, the share that is.
        public let precision: Double
        /// Of the positives, the share found.
        public let recall: Double
    }

    /// One point a distinct score, thresholds falling and recall rising to 1; nil without positives.
    public var precisionRecall: [PrecisionRecallPoint]? {
        let positives = classCounts.positives
        guard positives > 0 else { return nil }
        return steps.map {
            PrecisionRecallPoint(
                threshold: $0.threshold,
                precision: Double($0.truePositives)
                    / Double($0.truePositives + $0.falsePositives),
                recall: Double($0.truePositives) / Double(positives))
        }
    }

    /// `AP = Σ (R_i - R_{i-1}) P_i` over falling thresholds: the area under the precision-recall
    /// curve as steps, since straight lines between its points would be too optimistic. Nil without
    /// positives.
    public var averagePrecision: Double? {
        guard let precisionRecall else { return nil }
        var (area, found) = (0.0, 0.0)
        for point in precisionRecall {
            area += (point.recall - found) * point.precision
            found = point.recall
        }
        return area
    }

    private var classCounts: (positives: Int, negatives: Int) {
        let positives = truths.count { $0 }
        return (positives, truths.count - positives)
    }

    /// Both counts at each distinct score, from the highest.
    private var steps: [(threshold: Double, truePositives: Int, falsePositives: Int)] {
        var result: [(threshold: Double, truePositives: Int, falsePositives: Int)] = []
        var (hits, falseAlarms) = (0, 0)
        for index in scores.indices.sorted(by: { scores[$0] > scores[$1] }) {
            if truths[index] { hits += 1 } else { falseAlarms += 1 }
            if result.last?.threshold == scores[index] { result.removeLast() }
            result.append((scores[index], hits, falseAlarms))
        }
        return result
    }
}
