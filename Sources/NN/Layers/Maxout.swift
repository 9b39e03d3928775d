package import LaminaGraph
public import LaminaTensor

/// The largest of several dense layers' outputs: a convex function that is learnt piece by piece.
/// `y[o] = max over p of (x weight + bias)[o, p]`.
///
/// - Shape: `[..., in]` to `[..., out]`. Parameters: `weight` `[in, out · pieces]`, `bias`
///   `[out · pieces]`, an output's pieces side by side.
/// - Gradient: to the largest piece; equal ones share it.
/// - Source: Goodfellow et al. (2013), arXiv:1302.4389, section 3.
public struct Maxout: Module {
    /// The number of outputs.
    public let outFeatures: Int
    /// How many linear functions each output is the largest of.
    public let pieces: Int
    /// `[in, out · pieces]`.
    public let weight: Parameter
    /// `[out · pieces]`.
    public let bias: Parameter

    /// A layer whose input size is found when it is built.
    public init(_ outFeatures: Int, pieces: Int = 2, initializer: Initializer = .xavierUniform) {
        require(
            min(outFeatures, pieces) > 0, "Maxout: outFeatures and pieces must be at least 1")
        (self.outFeatures, self.pieces) = (outFeatures, pieces)
        weight = Parameter(initializer)
        bias = Parameter(.zeros, shape: [outFeatures * pieces])
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let features = try check(x.spec)
            let product = matmul(x, weight.value(shape: [features, outFeatures * pieces]))
            return (product + bias.value).unflattened(axis: -1, into: [outFeatures, pieces])
                .max(axis: -1)
        }
    }

    /// The number of features.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try weight.features(of: x, layer: "Maxout", weight.shape?.first)
    }
}
