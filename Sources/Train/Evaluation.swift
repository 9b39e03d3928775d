/// A model's answers on a data set.
public struct Evaluation: Sendable {
    /// The answer to one example.
    public struct Answer: Sendable {
        /// The example's number in the data set.
        public let index: Int
        /// The class it belongs to, an index into the data set's `classNames`.
        public let truth: Int
        /// The most probable class, the first of those that tie.
        public let prediction: Int
        /// The probability the model gave to its answer.
        public let confidence: Double
        /// The probability it gave to the truth.
        public let truthProbability: Double
    }

    /// A number that the model predicted.
    public struct Estimate: Sendable {
        /// The example's number in the data set.
        public let index: Int
        /// In the unit of the data set's targets. An example of several targets has as many estimates.
        public let truth: Double
        /// The model's output as it is, in the same unit.
        public let prediction: Double
    }

    /// The mean loss over all examples.
    public let loss: Double
    /// Counts of answers; nil where nothing is classified.
    public let confusion: ConfusionMatrix?
    /// One answer an example in order; none where nothing is classified.
    public let answers: [Answer]
    /// The probability of each class for each example, `[examples, classes]` row by row; empty where
    /// nothing is classified.
    public let probabilities: [Float]
    /// Every predicted number beside its truth, example by example; empty for classes and texts.
    public let estimates: [Estimate]
    /// How well the characters of a text were predicted; nil for anything else.
    public let text: TextScores?

    package init(
        loss: Double, confusion: ConfusionMatrix?, answers: [Answer], probabilities: [Float] = [],
        estimates: [Estimate] = [], text: TextScores? = nil
    ) {
        (self.loss, self.confusion, self.answers) = (loss, confusion, answers)
        (self.probabilities, self.estimates, self.text) = (probabilities, estimates, text)
    }

    /// The share of right answers, of classes or of characters; nil for regression.
    public var accuracy: Double? { confusion?.accuracy ?? text?.accuracy }

    /// The errors of a regression; nil for anything else.
    public var regression: RegressionScores? {
        guard !estimates.isEmpty else { return nil }
        var scores = RegressionScores()
        for estimate in estimates {
            scores.add(truth: estimate.truth, prediction: estimate.prediction)
        }
        return scores
    }

    /// Wrong answers, the surest first; ties in order of number.
    public func worstMistakes(_ count: Int) -> [Answer] {
        let wrong = answers.filter { $0.truth != $0.prediction }
        return Array(
            wrong.sorted { ($1.confidence, $0.index) < ($0.confidence, $1.index) }.prefix(count))
    }
}
