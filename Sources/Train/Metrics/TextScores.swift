import Glibc

/// How well a language model predicts the characters of a text.
///
/// - Source: bits per character as in Graves (2013), arXiv:1308.0850, section 3.1.
public struct TextScores: StreamingMetric, Equatable {
    /// All characters that were to be predicted.
    public private(set) var count = 0
    /// How many had the highest probability of all.
    public private(set) var correctCount = 0
    /// `-Σ ln p`, of the probabilities that the characters had.
    private var nats = 0.0

    /// No characters yet.
    public init() {}

    /// Adds a stretch of `count` characters.
    ///
    /// - Parameter nats: `-Σ ln p` of their probabilities.
    public mutating func add(count: Int, correctCount: Int, nats: Double) {
        self.count += count
        self.correctCount += correctCount
        self.nats += nats
    }

    /// Adds another's characters.
    public mutating func merge(_ other: TextScores) {
        add(count: other.count, correctCount: other.correctCount, nats: other.nats)
    }

    /// `-(1/n) Σ log₂ p`: how many bits a character takes when the model compresses the text; nil for no
    /// characters.
    public var bitsPerCharacter: Double? { count == 0 ? nil : nats / Double(count) / M_LN2 }

    /// `2` to the bits per character: among how many equally likely characters the model hesitates; nil
    /// for no characters.
    public var perplexity: Double? { count == 0 ? nil : exp(nats / Double(count)) }

    /// The share of characters that had the highest probability; nil for none.
    public var accuracy: Double? {
        count == 0 ? nil : Double(correctCount) / Double(count)
    }
}
