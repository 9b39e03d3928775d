public import LaminaNN
public import LaminaTensor

/// A multilayer perceptron: dense layers with an activation after each but the last.
///
/// - Shape: `[batch, ...]`, flattened to `[batch, features]`, to `[batch, outFeatures]`, without an
///   activation: logits, or the values of a regression.
/// - Source: Rumelhart, Hinton & Williams (1986), "Learning representations by back-propagating
///   errors".
public struct MLP: Module {
    /// The layers in order, with `activation` behind each.
    public let hidden: [Dense]
    /// The last layer, with nothing behind it.
    public let output: Dense
    /// What follows each hidden layer.
    public let activation: Activation
    /// After each activation; none at rate 0.
    public let dropout: Dropout?

    /// A network with hidden layers of these sizes; with none it is linear.
    public init(
        hidden sizes: [Int], outFeatures: Int, activation: Activation = .relu,
        dropout rate: Double = 0, initializer: Initializer = .xavierUniform
    ) {
        hidden = sizes.map { Dense($0, initializer: initializer) }
        output = Dense(outFeatures, initializer: initializer)
        self.activation = activation
        dropout = rate > 0 ? Dropout(rate) : nil
    }

    public func forward(_ input: Tensor) -> Tensor {
        var x = input.flattened(from: 1)
        for layer in hidden {
            x = activation.function(layer(x))
            if let dropout { x = dropout(x) }
        }
        return output(x)
    }
}
