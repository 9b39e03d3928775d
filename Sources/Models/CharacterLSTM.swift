public import LaminaNN
public import LaminaTensor

/// A recurrent language model: embedding, LSTM, and a dense layer at every step.
///
/// - Shape: integers `[batch, time]` to logits `[batch, time, vocabulary]`.
/// - Source: Graves (2013), arXiv:1308.0850, sections 2 and 3.
public struct CharacterLSTM: Module {
    /// `[vocabulary, embedded]`.
    public let embedding: Embedding
    /// Gives the state after every symbol, `[batch, time, hidden]`.
    public let lstm: LSTM
    /// From the state to a logit for each symbol that may come next.
    public let output: Dense

    /// A network for this many symbols.
    public init(vocabulary: Int, embedded: Int = 128, hidden: Int = 256) {
        embedding = Embedding(count: vocabulary, features: embedded)
        lstm = LSTM(hidden, returnsSequences: true)
        output = Dense(vocabulary)
    }

    public func forward(_ symbols: Tensor) -> Tensor { output(lstm(embedding(symbols))) }
}
