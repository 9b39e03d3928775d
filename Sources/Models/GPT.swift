import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// A decoder-only Transformer that predicts the next token: GPT-2's shape, of any size.
///
/// Token and position embeddings, causal layers with the norm before each part, a last norm, and a
/// dense layer that is not tied to the embedding.
///
/// - Shape: integers `[batch, length]` to logits `[batch, length, vocabulary]`.
/// - Source: Radford et al. (2019), "Language models are unsupervised multitask learners".
public struct GPT: Module {
    /// The tokens that one prediction may look at.
    public let context: Int
    /// `[vocabulary, features]`, from a standard deviation of 0.02.
    public let tokens: Embedding
    /// `[context, features]`, added to the tokens' vectors.
    public let positions: LearnedPositions
    /// The causal layers with the last norm behind them.
    public let layers: TransformerEncoder
    /// From features to a logit for each token that may come next.
    public let head: Dense

    /// A network of `layers` layers of `features` numbers a token.
    public init(
        vocabulary: Int, context: Int, features: Int, heads: Int, layers: Int, dropout: Double = 0
    ) {
        self.context = context
        tokens = Embedding(
            count: vocabulary, features: features, initializer: .normal(standardDeviation: 0.02))
        positions = LearnedPositions(count: context)
        let form = TransformerForm(
            features: features, heads: heads, activation: .geluTanh, isNormFirst: true,
            dropout: dropout)
        self.layers = TransformerEncoder(form, layers: layers, isCausal: true)
        head = Dense(vocabulary)
    }

    public func forward(_ input: Tensor) -> Tensor {
        head(layers(positions(tokens(input))))
    }

    /// The logits behind the last of the next tokens, `[batch, vocabulary]`, and the caches with
    /// these tokens in them.
    ///
    /// - Parameters:
    ///   - input: integers `[batch, length]`, the tokens that follow those in the caches.
    ///   - caches: those that ``caches(batch:)`` or the call before gave.
    public func decode(_ input: Tensor, _ caches: [KeyValueCache]) -> Decoded {
        let placed = positions.encode(tokens(input), from: caches[0].length)
        let step = layers.decode(placed, caches)
        let last = step.output.slice(input.shape[1] - 1..<input.shape[1], axis: 1)
        return Decoded(output: head(last.squeezed(axis: 1)), caches: step.caches)
    }

    /// Empty caches for a batch of sequences, as long as the context.
    public func caches(batch: Int) -> [KeyValueCache] {
        layers.caches(batch: batch, capacity: context)
    }
}
