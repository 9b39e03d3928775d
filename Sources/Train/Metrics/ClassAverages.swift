import LaminaGraph

/// How the scores of the classes become one number.
public enum ClassAverage: Sendable, Hashable {
    /// Over all answers alike. With one answer an example precision, recall and F1 are then all the
    /// accuracy.
    case micro
    /// The plain mean over the classes that occur, as truth or as answer.
    case macro
    /// The mean over the classes, each weighted by its examples (scikit-learn's `weighted`).
    case weighted
}

extension ConfusionMatrix: StreamingMetric {
    /// Counts a batch of answers; lists of unequal length and classes outside the matrix trap.
    public mutating func add(truths: [Int], predictions: [Int]) {
        require(
            truths.count == predictions.count,
            "ConfusionMatrix: \(truths.count) truths and \(predictions.count) predictions; "
                + "give one prediction an example")
        for (truth, prediction) in zip(truths, predictions) {
            add(truth: truth, prediction: prediction)
        }
    }

    /// Of the answers for a class, the share that is right: `TP / (TP + FP)`, averaged over the
    /// classes; a class that was never answered counts as 0. Nil for no examples.
    public func precision(_ average: ClassAverage) -> Double? {
        mean(average) { $0.precision }
    }

    /// Of a class's examples, the share that was found: `TP / (TP + FN)`, averaged over the classes;
    /// a class without examples counts as 0. Nil for no examples.
    public func recall(_ average: ClassAverage) -> Double? {
        mean(average) { $0.recall }
    }

    /// `F1 = 2·precision·recall / (precision + recall)` of each class, averaged over the classes.
    /// Nil for no examples.
    public func f1(_ average: ClassAverage) -> Double? {
        mean(average) { $0.f1 }
    }

    /// The mean of `score` over the classes that occur: those of scikit-learn's `labels=None`.
    private func mean(_ average: ClassAverage, of score: (ClassScore) -> Double) -> Double? {
        let total = self.total
        guard total > 0 else { return nil }
        if average == .micro { return accuracy }
        let answered = counts.indices.map { column in counts.contains { $0[column] > 0 } }
        let occurring = zip(scores, answered).filter { $0.support > 0 || $1 }.map(\.0)
        if average == .macro {
            return occurring.reduce(0) { $0 + score($1) } / Double(occurring.count)
        }
        return occurring.reduce(0) { $0 + score($1) * Double($1.support) } / Double(total)
    }
}
