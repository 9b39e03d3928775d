public import LaminaData
public import LaminaFormats
import LaminaGraph
import LaminaNN
public import LaminaTensor

/// The sentence encoder all-MiniLM-L6-v2: texts that mean alike become vectors that point alike.
///
/// ```swift
/// let encoder = try MiniLM()          // `lamina data get minilm` brings the weights
/// let texts = [
///     "A man is playing a guitar on the street.",
///     "Someone is making music outdoors with a string instrument.",
///     "The central bank raised interest rates.",
/// ]
/// let vectors = encoder.encode(texts)                  // [3, 384], each of length 1
/// let likeness = matmul(vectors, vectors.transposed())  // cosines
/// print(likeness)
/// ```
///
/// - Source: Wang et al. (2020), arXiv:2002.10957, trained further by Reimers & Gurevych (2019),
///   arXiv:1908.10084; the model `sentence-transformers/all-MiniLM-L6-v2`.
public struct MiniLM: Sendable {
    /// The words' network; its cells can be trained on.
    public let bert: BERT
    /// WordPiece over lower-case text.
    public private(set) var tokenizer: Tokenizer
    /// The most tokens of a text, from 2 to 512, which the network's positions end at; what is longer
    /// is cut. Fewer are faster.
    public var maximumTokens: Int {
        get { tokenizer.truncation?.maxCount ?? 512 }
        set {
            require((2...512).contains(newValue), "MiniLM: 2 to 512 tokens, got \(newValue)")
            tokenizer.truncation = .init(maxCount: newValue)
        }
    }
    /// How many texts go through the network together.
    private static let batchSize = 32
    /// The size of a vector.
    public let features = 384

    /// The encoder with the weights in a folder of data.
    ///
    /// - Throws: ``FileError`` for missing or damaged files, with the command that gets them.
    public init(from folder: DataFolder = .standard) throws(FileError) {
        try self.init(
            weights: folder.find("model.safetensors", of: WeightsName.minilm),
            tokenizer: folder.find("tokenizer.json", of: WeightsName.minilm))
    }

    /// The encoder from its two files, `model.safetensors` and `tokenizer.json`.
    public init(weights path: String, tokenizer tokenizerPath: String) throws(FileError) {
        var tokenizer = try Tokenizer(contentsOf: tokenizerPath)
        // The file pads to 128 tokens, for which there is no reason here; positions end at 512.
        tokenizer.padding = nil
        tokenizer.truncation = .init(maxCount: 512)
        self.tokenizer = tokenizer
        bert = BERT()
        let word = TokenBatch(
            ids: .zeros([1, 1], dtype: .int32), typeIDs: .zeros([1, 1], dtype: .int32),
            mask: .ones([1, 1], dtype: .bool))
        try PretrainedWeights(contentsOf: path).fill(bert, like: word, BERT.origin)
    }

    /// A vector of length 1 for each text, `[texts, 384]`; longer texts than ``maximumTokens`` are
    /// cut.
    ///
    /// Texts go through the network in batches, those of like length together, so that little of it
    /// is padding.
    public func encode(_ texts: [String]) -> Tensor {
        guard !texts.isEmpty else { return .zeros([0, features]) }
        let encodings = tokenizer.encode(batch: texts)
        let order = encodings.indices.sorted { encodings[$0].count < encodings[$1].count }
        var vectors = [Float](repeating: 0, count: texts.count * features)
        for start in stride(from: 0, to: order.count, by: Self.batchSize) {
            let places = order[start..<min(start + Self.batchSize, order.count)]
            let part = encode(TokenBatch(places.map { encodings[$0] })).array()
            for (row, place) in places.enumerated() {
                vectors.replaceSubrange(
                    place * features..<(place + 1) * features,
                    with: part[row * features..<(row + 1) * features])
            }
        }
        return Tensor(vectors, shape: [texts.count, features])
    }

    /// The same for texts that are already tokens: the mean of the words' last states over what is
    /// not padding, divided by its length.
    public func encode(_ tokens: TokenBatch) -> Tensor {
        let weights = tokens.mask.asType(.float32).expandedDims(axis: 2)
        let sums = (bert(tokens) * weights).sum(axis: 1)
        return l2Normalized(sums / weights.sum(axis: 1))
    }
}
