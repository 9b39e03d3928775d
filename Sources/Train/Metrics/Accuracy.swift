import LaminaGraph

/// The share of right answers: `(number of i with truth_i = prediction_i) / n`.
///
/// Source: scikit-learn's `accuracy_score`, Keras' `Accuracy`. Use ``ConfusionMatrix`` to see which
/// classes are mistaken, and ``TopKAccuracy`` for the scores of all classes.
public struct Accuracy: StreamingMetric, Equatable {
    /// Right answers.
    public private(set) var hits = 0
    /// All answers.
    public private(set) var count = 0

    /// No answers yet.
    public init() {}

    /// Counts a batch of class numbers; lists of unequal length trap.
    public mutating func add(truths: [Int], predictions: [Int]) {
        require(
            truths.count == predictions.count,
            "Accuracy: \(truths.count) truths and \(predictions.count) predictions; "
                + "give one prediction an example")
        for (truth, prediction) in zip(truths, predictions) where truth == prediction { hits += 1 }
        count += truths.count
    }

    /// Adds another's answers.
    public mutating func merge(_ other: Accuracy) {
        hits += other.hits
        count += other.count
    }

    /// The share of right answers in 0...1; nil for no answers.
    public var value: Double? { count == 0 ? nil : Double(hits) / Double(count) }
}

/// The share of examples whose true class is among the `k` classes of highest score.
///
/// A class of equal score counts as ranked before the truth, so that a model that gives every class
/// the same score gets no credit for it. (scikit-learn's `top_k_accuracy_score` and Keras'
/// `TopKCategoricalAccuracy` break ties by the class number instead.) A NaN score of the truth is a
/// miss, and one of another class counts as ranked before it.
public struct TopKAccuracy: StreamingMetric, Equatable {
    /// How many classes may be named.
    public let k: Int
    /// Examples whose truth was among them.
    public private(set) var hits = 0
    /// All examples.
    public private(set) var count = 0

    /// No examples yet; `k` must be at least 1.
    public init(k: Int) {
        require(k >= 1, "TopKAccuracy: k must be at least 1, got \(k)")
        self.k = k
    }

    /// Counts one example: `scores` holds one number a class (logits or probabilities).
    public mutating func add(truth: Int, scores: [Double]) {
        require(
            scores.indices.contains(truth),
            "TopKAccuracy: class \(truth), but there are \(scores.count) scores")
        let own = scores[truth]
        let before = scores.indices.count { $0 != truth && !(scores[$0] < own) }
        if before < k && !own.isNaN { hits += 1 }
        count += 1
    }

    /// Adds the examples of another metric of the same `k`.
    public mutating func merge(_ other: TopKAccuracy) {
        require(k == other.k, "TopKAccuracy: k differs (\(k) and \(other.k))")
        hits += other.hits
        count += other.count
    }

    /// The share in 0...1; nil for no examples.
    public var value: Double? { count == 0 ? nil : Double(hits) / Double(count) }
}
