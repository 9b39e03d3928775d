public import LaminaNN
public import LaminaTensor

/// One linear layer: the class whose sum of weighted inputs is largest wins, so that classes are
/// parted by straight lines only. It cannot learn XOR (Minsky & Papert 1969).
///
/// - Shape: `[batch, ...]`, flattened to `[batch, features]`, to `[batch, classes]`, logits. Their
///   softmax is the class's probability, their `argMax` the threshold's answer.
/// - Source: Rosenblatt (1958), "The perceptron". Here it is trained by the gradient of a loss, as
///   every network; his rule changes the weights on mistakes alone.
public struct Perceptron: Module {
    /// `[features, classes]` weights and a threshold for each class.
    public let output: Dense

    /// A perceptron for this many classes.
    public init(classCount: Int, initializer: Initializer = .xavierUniform) {
        output = Dense(classCount, initializer: initializer)
    }

    public func forward(_ input: Tensor) -> Tensor { output(input.flattened(from: 1)) }
}
