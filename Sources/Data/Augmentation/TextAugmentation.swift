import LaminaGraph

/// Tokens hidden at random, for a network that learns to guess them, or only as noise.
///
/// ```swift
/// let masking = TokenMasking(mask: 103, vocabulary: 1000..<30_522, special: [0, 101, 102])
/// var random = SplitMix64(seed: 1, stream: 17)
/// let (ids, labels) = masking.apply([101, 7592, 2088, 102], &random)
/// let loss = crossEntropy(logits, labels: Tensor(labels), ignoreIndex: -100)
/// ```
/// - Source: Devlin et al. (2018), arXiv:1810.04805, section 3.1: of the tokens chosen, eight in ten
///   become the mask, one in ten any token, one in ten stays.
public struct TokenMasking: Sendable, Equatable {
    /// The part of the tokens that is chosen.
    public let probability: Double
    /// The token that hides others.
    public let mask: Int32
    /// The tokens that may stand for another one.
    public let vocabulary: Range<Int32>
    /// Tokens that are never chosen: padding, beginning, end.
    public let special: Set<Int32>
    /// The label of a token that is not to be guessed, PyTorch's `ignore_index`.
    public static let ignored: Int32 = -100

    /// The paper's probability unless told otherwise. One outside 0...1 and an empty vocabulary trap.
    public init(
        probability: Double = 0.15, mask: Int32, vocabulary: Range<Int32>,
        special: Set<Int32> = []
    ) {
        require(
            (0...1).contains(probability) && !vocabulary.isEmpty,
            "TokenMasking: a probability from 0 to 1 and some tokens, got \(probability)")
        (self.probability, self.mask) = (probability, mask)
        (self.vocabulary, self.special) = (vocabulary, special)
    }

    /// The tokens with some of them hidden, and what is to be guessed at each place.
    public func apply(
        _ ids: [Int32], _ random: inout SplitMix64
    ) -> (ids: [Int32], labels: [Int32]) {
        var (result, labels) = (ids, [Int32](repeating: Self.ignored, count: ids.count))
        for place in ids.indices where !special.contains(ids[place]) {
            guard random.chance(probability) else { continue }
            labels[place] = ids[place]
            switch random.uniform() {
            case ..<0.8: result[place] = mask
            case ..<0.9:
                result[place] =
                    vocabulary.lowerBound
                    + Int32(random.below(UInt64(vocabulary.upperBound - vocabulary.lowerBound)))
            default: break
            }
        }
        return (result, labels)
    }
}

/// Neighbours exchanged at random: of words, or of tokens. What is exchanged once stays.
///
/// - Source: Wei & Zou (2019), arXiv:1901.11196, "random swap", here of neighbours alone.
public struct NeighborSwap: Sendable, Equatable {
    /// With which two neighbours are exchanged.
    public let probability: Double

    /// A tenth unless told otherwise; a probability outside 0...1 traps.
    public init(probability: Double = 0.1) {
        require((0...1).contains(probability), "NeighborSwap: a probability from 0 to 1")
        self.probability = probability
    }

    /// The words, or tokens, in their new order; those that `isFixed` names stay where they are.
    public func apply<Word>(
        _ words: [Word], _ random: inout SplitMix64, isFixed: (Word) -> Bool = { _ in false }
    ) -> [Word] {
        var (result, place) = (words, 0)
        while place + 1 < result.count {
            if !isFixed(result[place]), !isFixed(result[place + 1]), random.chance(probability) {
                result.swapAt(place, place + 1)
                place += 1
            }
            place += 1
        }
        return result
    }
}

/// Words left out at random; one always stays.
///
/// - Source: Wei & Zou (2019), arXiv:1901.11196, "random deletion".
public struct WordDropout: Sendable, Equatable {
    /// With which a word is left out.
    public let probability: Double

    /// A tenth unless told otherwise; a probability outside 0...1 traps.
    public init(probability: Double = 0.1) {
        require((0...1).contains(probability), "WordDropout: a probability from 0 to 1")
        self.probability = probability
    }

    /// The words, or tokens, that stay; those that `isFixed` names always do.
    public func apply<Word>(
        _ words: [Word], _ random: inout SplitMix64, isFixed: (Word) -> Bool = { _ in false }
    ) -> [Word] {
        let kept = words.filter { isFixed($0) || !random.chance(probability) }
        guard kept.isEmpty, !words.isEmpty else { return kept }
        return [words[Int(random.below(UInt64(words.count)))]]
    }
}
