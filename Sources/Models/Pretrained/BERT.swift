public import LaminaData
import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// The tokens of several texts, padded to one length: what ``BERT`` reads.
public struct TokenBatch: TensorGroup {
    /// `[batch, length]`, int32.
    public let ids: Tensor
    /// Which text of a pair a token comes from, 0 or 1: `[batch, length]`, int32.
    public let typeIDs: Tensor
    /// Where there are tokens and no padding: `[batch, length]`, bool.
    public let mask: Tensor

    /// Tensors that are made already, all of one shape; nothing is checked.
    public init(ids: Tensor, typeIDs: Tensor, mask: Tensor) {
        (self.ids, self.typeIDs, self.mask) = (ids, typeIDs, mask)
    }

    /// The encodings of a batch of texts; shorter ones are padded behind with `padding`.
    public init(_ encodings: [Tokenizer.Encoding], padding: Int32 = 0) {
        let length = encodings.map(\.count).max() ?? 0
        func rows<T: TensorElement>(_ filler: T, _ row: (Tokenizer.Encoding) -> [T]) -> Tensor {
            let values = encodings.flatMap { encoding in
                let own = row(encoding)
                return own + [T](repeating: filler, count: length - own.count)
            }
            return Tensor(values, shape: [encodings.count, length])
        }
        ids = rows(padding, \.ids)
        typeIDs = rows(0, \.typeIDs)
        mask = rows(false) { $0.attentionMask.map { $0 == 1 } }
    }

    public var tensors: [Tensor] { [ids, typeIDs, mask] }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> TokenBatch {
        TokenBatch(
            ids: tensors.removeFirst(), typeIDs: tensors.removeFirst(), mask: tensors.removeFirst())
    }
}

/// BERT's encoder: words, their places and their texts looked up and added, then layers of a
/// Transformer.
///
/// - Shape: ``TokenBatch`` of `[batch, length]` to `[batch, length, features]`, the last hidden
///   states.
/// - Source: Devlin et al. (2018), arXiv:1810.04805. Hugging Face: `BertModel` without its pooler.
public struct BERT: Module {
    /// `[vocabulary, features]`.
    public let words: Embedding
    /// `[longest text, features]`.
    public let positions: Embedding
    /// `[2, features]`.
    public let types: Embedding
    /// Of the sum of the three.
    public let norm = LayerNorm(eps: 1e-12)
    /// The layers.
    public let encoder: TransformerEncoder

    /// A network of these sizes; those of MiniLM unless told otherwise.
    public init(
        vocabularyCount: Int = 30_522, maximumLength: Int = 512, features: Int = 384,
        heads: Int = 12, feedForward: Int = 1536, layers: Int = 6
    ) {
        words = Embedding(count: vocabularyCount, features: features)
        positions = Embedding(count: maximumLength, features: features)
        types = Embedding(count: 2, features: features)
        encoder = TransformerEncoder(
            TransformerForm(
                features: features, heads: heads, feedForward: feedForward, activation: .gelu,
                norm: { LayerNorm(eps: 1e-12) }),
            layers: layers)
    }

    public func forward(_ input: TokenBatch) -> Tensor {
        let places = positions(Tensor.iota([input.ids.shape[1]]))
        let sum = words(input.ids) + types(input.typeIDs) + places
        return encoder.encode(norm(sum), mask: input.mask.expandedDims(axes: [1, 2]))
    }

    /// Where Hugging Face keeps what fills a cell.
    static func origin(_ path: String) -> PretrainedWeights.Origin {
        let parts = path.split(separator: ".").map(String.init)
        let isWeight = parts.last == "weight"
        switch parts[0] {
        case "words": return .init("embeddings.word_embeddings.weight")
        case "positions": return .init("embeddings.position_embeddings.weight")
        case "types": return .init("embeddings.token_type_embeddings.weight")
        case "norm": return .init("embeddings.LayerNorm.\(parts[1])")
        default:
            // encoder.layers.N.PART….weight
            let names = [
                "attention.query": "attention.self.query", "attention.key": "attention.self.key",
                "attention.value": "attention.self.value",
                "attention.output": "attention.output.dense",
                "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm",
                "feedForward.hidden": "intermediate.dense", "feedForward.output": "output.dense",
            ]
            let part = parts[3..<parts.count - 1].joined(separator: ".")
            let name = "encoder.layer.\(parts[2]).\(names[part] ?? part).\(parts.last ?? "")"
            return .init(name, isWeight && !part.hasPrefix("norm") ? .outputFirst : .same)
        }
    }
}
