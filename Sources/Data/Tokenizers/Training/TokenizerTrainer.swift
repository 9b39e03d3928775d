public import LaminaFormats
import LaminaGraph

/// Learns a tokenizer from text: which pieces words are best cut into.
///
/// Starting from single characters, the two neighbours that stand together most often become one
/// piece, again and again, until the vocabulary is full. Only how often each word occurs is kept, so
/// that text of any length goes through in little memory.
///
/// ```swift
/// var trainer = TokenizerTrainer(.byteLevel, vocabularyCount: 300)
/// trainer.read("the cat sat on the mat; the rat sat on the cat")
/// let tokenizer = trainer.trained()
/// print(tokenizer.encode("the cat").ids)
/// try trainer.write(to: "tokenizer.json")       // Hugging Face's `tokenizers` reads it too
/// ```
/// - Complexity: linear in the text; then a step for each piece, in the number of words that it changes.
/// - Source: Sennrich et al. (2016), arXiv:1508.07909; the order of equally frequent pairs is that of
///   Hugging Face's `tokenizers` 0.23 (`BpeTrainer`, `WordPieceTrainer`).
public struct TokenizerTrainer: Sendable {
    /// How text becomes words, and words pieces.
    public enum Kind: Sendable, Equatable {
        /// GPT-2's: bytes, so that every text can be written; merges are applied in the order in which
        /// they were learnt.
        case byteLevel
        /// BERT's: words in lower case without accents, cut into the longest pieces.
        case wordPiece
    }

    public let kind: Kind
    /// The most tokens, special ones and single characters too.
    public let vocabularyCount: Int
    /// How often two pieces must stand together to become one.
    public let minimumCount: Int
    /// The first tokens, which text is never cut into; of ``Kind/wordPiece`` with `[UNK]` among them.
    public let specialTokens: [String]
    private var counts = WordCounts()
    private let normalizer: TextNormalizer?
    private let preTokenizer: PreTokenizer

    /// - Parameters:
    ///   - vocabularyCount: at least 256 and the special tokens for ``Kind/byteLevel``; traps for less.
    ///   - minimumCount: traps for less than 1.
    ///   - specialTokens: BERT's five for ``Kind/wordPiece``, `<|endoftext|>` for ``Kind/byteLevel``,
    ///     unless given.
    public init(
        _ kind: Kind, vocabularyCount: Int = 30_000, minimumCount: Int = 2,
        specialTokens: [String]? = nil
    ) {
        let usual =
            kind == .wordPiece
            ? ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] : ["<|endoftext|>"]
        var special = specialTokens ?? usual
        if kind == .wordPiece, !special.contains("[UNK]") { special.append("[UNK]") }
        require(
            vocabularyCount >= special.count + (kind == .byteLevel ? 256 : 1) && minimumCount >= 1,
            "TokenizerTrainer: no vocabulary of \(vocabularyCount) with \(special.count) special"
                + " tokens, of pairs that occur \(minimumCount) times")
        (self.kind, self.vocabularyCount, self.minimumCount) = (kind, vocabularyCount, minimumCount)
        self.specialTokens = special
        normalizer = kind == .wordPiece ? .bert(BertNormalizer()) : nil
        preTokenizer =
            kind == .wordPiece ? .bert : .byteLevel(addsPrefixSpace: false, usesExpression: true)
    }

    /// Counts the words of a text.
    public mutating func read(_ text: String) {
        var aligned = AlignedText(text)
        if let normalizer { aligned = normalizer.apply(aligned) }
        var words = Words(aligned)
        preTokenizer.apply(&words)
        for range in words.ranges { counts.add(words.text.scalars[range]) }
    }

    /// Counts the words of a file, plain or compressed by gzip, line by line; of a plain one only the
    /// line in use takes memory. A line's end counts as a part of it.
    ///
    /// - Throws: ``FileError`` for a file that cannot be read, and for text that is not UTF-8.
    public mutating func read(contentsOf path: String) throws(FileError) {
        var lines = try TextLines(contentsOf: path)
        while let line = try lines.next() { read(line.text + "\n") }
    }

    /// How many different words were read.
    public var wordCount: Int { counts.count }

    /// The tokenizer that follows from what was read.
    public func trained() -> Tokenizer {
        do throws(FileError) {
            return try Tokenizer(json: json, path: "tokenizer.json")
        } catch {
            preconditionFailure("TokenizerTrainer: \(error)")
        }
    }

    /// Writes the tokenizer that follows from what was read as `tokenizer.json`, all or nothing.
    ///
    /// - Throws: ``FileError`` if the path cannot be written.
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write(json, to: path)
    }

    /// The text of `tokenizer.json`.
    private var json: [UInt8] {
        let prefix = kind == .wordPiece ? "##".scalarValues : []
        var pieces = PieceSearch(
            special: specialTokens.map(\.scalarValues),
            alphabet: kind == .byteLevel ? ByteAlphabet.scalars : [], prefix: prefix)
        pieces.read(counts)
        pieces.join(to: vocabularyCount, minimumCount: minimumCount)
        return TokenizerText(
            kind: kind, special: specialTokens, tokens: pieces.tokens, merges: pieces.merges
        ).bytes
    }
}
