import Glibc
import LaminaGraph

/// The mean surprise about the truth: `-(1/n) Σ log p(truth_i)`, in nats.
///
/// Source: scikit-learn's `log_loss`. A probability of 0 for the truth makes it infinite;
/// scikit-learn clips to the smallest number of the type instead.
public struct LogLoss: StreamingMetric, Equatable {
    private var sum = 0.0
    /// All examples, or tokens.
    public private(set) var count = 0

    /// No examples yet.
    public init() {}

    /// Adds one example by the probability that the model gave to its true class, in 0...1.
    public mutating func add(truthProbability: Double) {
        require(
            truthProbability >= 0 && truthProbability <= 1,
            "LogLoss: \(truthProbability) is no probability; give softmax's output, not logits")
        // As -log p would make a sure truth's 0 negative.
        sum += log(1 / truthProbability)
        count += 1
    }

    /// Adds one example: `probabilities` holds one number a class.
    public mutating func add(truth: Int, probabilities: [Double]) {
        require(
            probabilities.indices.contains(truth),
            "LogLoss: class \(truth), but there are \(probabilities.count) probabilities")
        add(truthProbability: probabilities[truth])
    }

    /// Adds a batch by its mean loss in nats, as a cross-entropy loss gives it.
    public mutating func add(meanLoss: Double, count: Int) {
        require(count >= 0, "LogLoss: count must not be negative, got \(count)")
        guard count > 0 else { return }
        sum += meanLoss * Double(count)
        self.count += count
    }

    /// Adds another's examples.
    public mutating func merge(_ other: LogLoss) {
        sum += other.sum
        count += other.count
    }

    /// The mean loss in nats; nil for no examples.
    public var value: Double? { count == 0 ? nil : sum / Double(count) }

    /// `exp` of the mean loss: as many equally likely tokens would surprise as much. Nil for no
    /// tokens.
    public var perplexity: Double? { value.map { exp($0) } }

    /// The mean loss in bits, per character for a language model of characters; nil for no tokens.
    public var bits: Double? { value.map { $0 / log(2) } }
}
