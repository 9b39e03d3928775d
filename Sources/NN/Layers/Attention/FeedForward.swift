import LaminaGraph
public import LaminaTensor

/// Two dense layers with an activation between, for each word by itself; gated, the activation is
/// multiplied by a third: `output(activation(hidden(x)) · gate(x))`.
///
/// - Shape: `[..., features]` to the same. Parameters: `hidden.weight` `[features, size]`,
///   `gate.weight` of the same shape where gated, `output.weight` `[size, features]`, and biases.
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, eq. 2; gated: Shazeer (2020), arXiv:2002.05202,
///   eq. 6, with ``Activation/silu`` SwiGLU.
public struct FeedForward: Module {
    /// What follows the first layer.
    public let activation: Activation
    /// The first layer, which the activation follows.
    public let hidden: Dense
    /// What the activation is multiplied by; none unless gated.
    public let gate: Dense?
    /// The last layer.
    public let output: Dense
    /// What the products of the first layer pass through.
    public let dropout: Dropout

    /// Two layers, or with `isGated` three, without dropout unless a rate is given; sizes below 1 trap.
    ///
    /// - Parameter size: the features between the layers. Gated, two thirds of a plain part's size take
    ///   as many parameters.
    public init(
        features: Int, size: Int, activation: Activation = .relu, isGated: Bool = false,
        dropout: Double = 0, hasBias: Bool = true
    ) {
        self.activation = activation
        hidden = Dense(size, hasBias: hasBias)
        gate = isGated ? Dense(size, hasBias: hasBias) : nil
        output = Dense(features, hasBias: hasBias)
        self.dropout = Dropout(dropout)
    }

    public func forward(_ x: Tensor) -> Tensor {
        let active = activation.function(hidden(x))
        return output(dropout(gate.map { active * $0(x) } ?? active))
    }
}
