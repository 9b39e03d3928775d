import LaminaGraph

/// How far a classifier's confidence is from its accuracy: `ECE = Σ_b (n_b / n) |acc_b - conf_b|`
/// over bins of equal width in the confidence of the answer.
///
/// Bin `b` of `B` holds the confidences in `(b/B, (b + 1)/B]`, and the first one 0 as well.
///
/// Source: Guo et al. (2017), arXiv:1706.04599, eq. 3; TorchMetrics' `CalibrationError` (norm `l1`).
public struct CalibrationError: StreamingMetric, Equatable {
    /// The sums of one bin.
    private struct Sums: Equatable {
        var count = 0
        var hits = 0
        var confidence = 0.0
    }

    private var sums: [Sums]

    /// No examples yet; `binCount` must be at least 1.
    public init(binCount: Int = 15) {
        require(binCount >= 1, "CalibrationError: binCount must be at least 1, got \(binCount)")
        sums = Array(repeating: Sums(), count: binCount)
    }

    /// Adds one answer; a confidence outside 0...1 traps.
    public mutating func add(isRight: Bool, confidence: Double) {
        require(
            confidence >= 0 && confidence <= 1,
            "CalibrationError: \(confidence) is no probability; give softmax's output, not logits")
        let place = (confidence * Double(sums.count)).rounded(.up)
        let bin = max(0, min(sums.count, Int(place)) - 1)
        sums[bin].count += 1
        sums[bin].hits += isRight ? 1 : 0
        sums[bin].confidence += confidence
    }

    /// Adds one example: the answer is the class of highest probability, the first of equals.
    public mutating func add(truth: Int, probabilities: [Double]) {
        require(
            probabilities.indices.contains(truth),
            "CalibrationError: class \(truth), but there are \(probabilities.count) probabilities")
        var best = 0
        for index in probabilities.indices where probabilities[index] > probabilities[best] {
            best = index
        }
        add(isRight: best == truth, confidence: probabilities[best])
    }

    /// Adds the answers of another metric of as many bins.
    public mutating func merge(_ other: CalibrationError) {
        require(
            sums.count == other.sums.count,
            "CalibrationError: bins differ (\(sums.count) and \(other.sums.count))")
        for index in sums.indices {
            sums[index].count += other.sums[index].count
            sums[index].hits += other.sums[index].hits
            sums[index].confidence += other.sums[index].confidence
        }
    }

    /// A row of the reliability table.
    public struct Bin: Sendable, Hashable {
        /// The confidences of the bin: above the lower bound, up to the upper one.
        public let bounds: ClosedRange<Double>
        /// Answers of such a confidence.
        public let count: Int
        /// The share of right answers among them; nil for none.
        public let accuracy: Double?
        /// Their mean confidence; nil for none.
        public let confidence: Double?
    }

    /// The reliability table, one row a bin by rising confidence, empty bins too.
    public var reliability: [Bin] {
        let width = 1 / Double(sums.count)
        return sums.enumerated().map { index, sum in
            let count = Double(sum.count)
            return Bin(
                bounds: Double(index) * width...Double(index + 1) * width, count: sum.count,
                accuracy: sum.count == 0 ? nil : Double(sum.hits) / count,
                confidence: sum.count == 0 ? nil : sum.confidence / count)
        }
    }

    /// All answers.
    public var count: Int { sums.reduce(0) { $0 + $1.count } }

    /// The expected calibration error in 0...1; nil for no answers.
    public var value: Double? {
        guard count > 0 else { return nil }
        // (n_b / n) |hits / n_b - sum / n_b| without the division by n_b.
        return sums.reduce(0) { $0 + abs(Double($1.hits) - $1.confidence) } / Double(count)
    }

    /// The largest gap between accuracy and confidence of a bin; nil for no answers.
    public var maximum: Double? {
        sums.lazy.filter { $0.count > 0 }
            .map { abs(Double($0.hits) - $0.confidence) / Double($0.count) }.max()
    }
}
