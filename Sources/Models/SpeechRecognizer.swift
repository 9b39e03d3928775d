public import LaminaNN
public import LaminaTensor

/// Frames of sound to symbols, without being told when which was said: a convolution over time, layers
/// that read in both directions, and scores for each frame.
///
/// ```swift
/// let model = SpeechRecognizer(symbolCount: 12)
/// let logits = model(.zeros([4, 100, 20]))                   // [4, 50, 13]
/// let loss = ctcLoss(logits, labels: Tensor([[1, 2], [3, 3], [4, 0], [5, 6]] as [[Int32]]))
/// let heard = ctcBestPath(logits)
/// ```
/// - Shape: `[batch, frames, features]` to `[batch, ⌈frames / stride⌉, 1 + symbols]`, logits, of which the
///   first is the blank.
/// - Source: Graves et al. (2006), "Connectionist temporal classification", section 5, with a convolution
///   before it as in Amodei et al. (2016), arXiv:1512.02595, fig. 1.
public struct SpeechRecognizer: Module {
    /// Over 5 frames, in steps of `stride`; a ReLU follows.
    public let convolution: Conv1D
    /// Bidirectional GRUs, so that a symbol may depend on what is said later.
    public let layers: RecurrentStack
    /// One logit for each symbol and one, the first, for the blank.
    public let output: Dense

    /// - Parameter stride: how many frames make one step of the recurrent layers.
    public init(symbolCount: Int, features: Int = 64, layerCount: Int = 1, stride: Int = 2) {
        convolution = Conv1D(
            outChannels: features, kernelSize: 5, stride: stride, padding: .same)
        layers = RecurrentStack(
            (0..<layerCount).map { _ in Bidirectional { GRU(features, returnsSequences: true) } },
            returnsSequences: true)
        output = Dense(symbolCount + 1)
    }

    public func forward(_ frames: Tensor) -> Tensor { output(layers(relu(convolution(frames)))) }
}
