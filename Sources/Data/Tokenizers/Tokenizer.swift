import LaminaFormats
import Synchronization

/// Turns text into the whole numbers that a language model reads, and back.
///
/// Text is normalised, cut into words, cut into tokens by a vocabulary, and framed by the model's
/// own tokens. All of it is read from a Hugging Face `tokenizer.json`, or comes from a plain
/// vocabulary file:
///
/// ```swift
/// let tokenizer = try Tokenizer(contentsOf: "minilm/tokenizer.json")
/// let encoding = tokenizer.encode("This is an example sentence")
/// let text = tokenizer.decode(encoding.ids)
/// ```
///
/// Models: WordPiece, byte-pair encoding, Unigram, word and character level. Encoding is a pure
/// function of the text; words already cut are remembered, behind a lock.
///
/// - Source: Hugging Face `tokenizers`, whose ids it gives.
public struct Tokenizer: Sendable {
    /// How texts that are too long are cut; nil leaves them whole.
    public var truncation: Truncation?
    /// How the encodings of a batch are made equally long; nil leaves them as they are.
    public var padding: Padding?

    private let parts: Parts
    private let cache = SharedWordCache()
    private let special: Set<Int32>

    /// What a tokenizer is made of.
    struct Parts: Sendable {
        var normalizer: TextNormalizer?
        var preTokenizer: PreTokenizer?
        var model: SubwordModel
        /// By id; nil where the vocabulary has a hole.
        var tokens: [String?]
        /// The model's own vocabulary.
        var vocabulary: ScalarTrie
        var added = AddedTokens([], normalizer: nil)
        var postProcessor = PostProcessor()
        var decoder: TokenDecoder?
    }

    init(_ parts: Parts, truncation: Truncation? = nil, padding: Padding? = nil) {
        var parts = parts
        for token in parts.added.all {
            let id = Int(token.id)
            if id >= parts.tokens.count {
                parts.tokens += [String?](repeating: nil, count: id + 1 - parts.tokens.count)
            }
            parts.tokens[id] = token.content
        }
        self.parts = parts
        special = Set(parts.added.all.filter(\.isSpecial).map(\.id))
        (self.truncation, self.padding) = (truncation, padding)
    }

    /// One more than the largest id: the rows an embedding table needs.
    public var vocabularyCount: Int { parts.tokens.count }

    /// The text of a token as the vocabulary writes it, or nil if no token has the id.
    public func token(_ id: Int32) -> String? {
        parts.tokens.indices.contains(Int(id)) ? parts.tokens[Int(id)] : nil
    }

    /// The id of a token as the vocabulary writes it.
    public func id(of token: String) -> Int32? {
        let scalars = token.scalarValues
        return parts.added.all.first {
            $0.content.unicodeScalars.elementsEqual(token.unicodeScalars)
        }?
        .id ?? parts.vocabulary.value(of: scalars)
    }

    /// The tokens of a text, or of a pair of texts as the model's template joins them.
    ///
    /// - Parameter addSpecialTokens: whether the template's own tokens (`[CLS]`) are put in.
    /// - Complexity: linear in the text for texts made of words; a word of `n` scalars takes
    ///   `n log n` (byte-pair), `n` times the longest piece (Unigram).
    public func encode(
        _ text: String, pair: String? = nil, addSpecialTokens: Bool = true
    ) -> Encoding {
        cache.borrow { encode([(text, pair)], addSpecialTokens, &$0)[0] }
    }

    /// The tokens of each text, padded to equal length if ``padding`` says so.
    public func encode(batch texts: [String], addSpecialTokens: Bool = true) -> [Encoding] {
        cache.borrow { encode(texts.map { ($0, nil) }, addSpecialTokens, &$0) }
    }

    /// The tokens of each pair, padded to equal length if ``padding`` says so.
    public func encode(
        pairs: [(String, String)], addSpecialTokens: Bool = true
    ) -> [Encoding] {
        cache.borrow { encode(pairs.map { ($0.0, $0.1) }, addSpecialTokens, &$0) }
    }

    /// The text of tokens. An id that no token has is passed over.
    ///
    /// What normalising took away (case, accents, runs of blanks) does not come back.
    public func decode(_ ids: [Int32], skipSpecialTokens: Bool = true) -> String {
        let tokens = ids.compactMap { id -> [UInt32]? in
            if skipSpecialTokens, special.contains(id) { return nil }
            return token(id)?.scalarValues
        }
        guard let decoder = parts.decoder else {
            return AlignedText.string(tokens.joined(separator: [0x20]))
        }
        return AlignedText.string(decoder.apply(tokens).joined())
    }

    private func encode(
        _ texts: [(String, String?)], _ addSpecialTokens: Bool, _ cache: inout WordCache
    ) -> [Encoding] {
        var result = texts.map { text, pair -> Encoding in
            var first = tokens(of: text, &cache)
            var second = pair.map { tokens(of: $0, &cache) }
            if let truncation {
                let added =
                    addSpecialTokens ? parts.postProcessor.addedCount(isPair: pair != nil) : 0
                var other = second ?? Encoding()
                truncation.apply(&first, &other, added: added)
                if second != nil { second = other }
            }
            parts.postProcessor.trim(&first) { token($0) ?? "" }
            if var other = second {
                parts.postProcessor.trim(&other) { token($0) ?? "" }
                second = other
            }
            return parts.postProcessor.apply(first, second, addSpecialTokens: addSpecialTokens)
        }
        padding?.apply(&result)
        return result
    }

    private func tokens(of text: String, _ cache: inout WordCache) -> Encoding {
        var result = Encoding()
        var found: [SubwordToken] = []
        let sections = parts.added.sections(AlignedText(text), normalizer: parts.normalizer)
        for section in sections {
            switch section {
            case .token(let token, let origin): result.append(token.id, offsets: origin)
            case .text(let part):
                var words = Words(part)
                parts.preTokenizer?.apply(&words)
                for range in words.ranges {
                    found.removeAll(keepingCapacity: true)
                    cache.tokens(of: words.text.scalars, range, into: &found) {
                        parts.model.cut(words.text.scalars, range, into: &$0)
                    }
                    for token in found {
                        let place =
                            range.lowerBound + Int(token.start)..<range.lowerBound + Int(token.end)
                        result.append(token.id, offsets: words.text.origin(place))
                    }
                }
            }
        }
        return result
    }
}

/// A word cache that copies of a tokenizer share.
///
/// It is lent out rather than locked while text is cut: whoever comes while it is away starts with
/// an empty one, and the last to return leaves theirs.
private final class SharedWordCache: Sendable {
    private let cache = Mutex<WordCache?>(nil)

    func borrow<Result>(_ body: (inout WordCache) -> Result) -> Result {
        var own = cache.withLock { cache -> WordCache in
            defer { cache = nil }
            return cache ?? WordCache()
        }
        defer { cache.withLock { $0 = own } }
        return body(&own)
    }
}
