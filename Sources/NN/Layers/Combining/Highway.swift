package import LaminaGraph
public import LaminaTensor

/// A layer that decides how much of its input to change: `y = t h + (1 - t) x` with
/// `h = activation(x weight + bias)` and the gate `t = σ(x gateWeight + gateBias)`.
///
/// - Shape: `[..., features]` to the same. Parameters: `weight` and `gateWeight` `[features,
///   features]`, `bias` and `gateBias` `[features]`.
/// - Source: Srivastava, Greff & Schmidhuber (2015), arXiv:1505.00387, eq. 3. The gate's bias starts
///   at -1, so that the input passes at first.
public struct Highway: Module {
    /// What follows the first product.
    public let activation: Activation
    /// `[features, features]`.
    public let weight: Parameter
    /// `[features]`.
    public let bias = Parameter(.zeros)
    /// `[features, features]`.
    public let gateWeight: Parameter
    /// `[features]`.
    public let gateBias: Parameter

    /// A layer whose size is found when it is built.
    ///
    /// - Parameter gateBias: what the gate's biases start from; the lower, the more of the input passes.
    public init(
        _ activation: Activation = .relu, gateBias: Double = -1,
        initializer: Initializer = .xavierUniform
    ) {
        self.activation = activation
        weight = Parameter(initializer)
        gateWeight = Parameter(initializer)
        self.gateBias = Parameter(.constant(gateBias))
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let features = try check(x.spec)
            let (square, row): (Shape, Shape) = ([features, features], [features])
            let changed = activation.function(
                matmul(x, weight.value(shape: square)) + bias.value(shape: row))
            let gate = sigmoid(
                matmul(x, gateWeight.value(shape: square)) + gateBias.value(shape: row))
            return gate * changed + (1 - gate) * x
        }
    }

    /// The number of features.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try weight.features(of: x, layer: "Highway", weight.shape?.first)
    }
}
