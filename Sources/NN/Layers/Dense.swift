package import LaminaGraph
public import LaminaTensor

/// A fully connected layer, `y = x weight + bias`. PyTorch: `nn.Linear`.
///
/// - Shape: `[..., in]` to `[..., out]`. Parameters: `weight` `[in, out]` (PyTorch stores the
///   transpose), `bias` `[out]`.
public struct Dense: Module {
    /// The number of outputs.
    public let outFeatures: Int
    /// `[in, out]`.
    public let weight: Parameter
    /// `[out]`; none without a bias.
    public let bias: Parameter?

    /// A layer of `outFeatures` units whose input size is found when it is built.
    public init(
        _ outFeatures: Int, hasBias: Bool = true, initializer: Initializer = .xavierUniform
    ) {
        self.init(nil, outFeatures, hasBias, initializer)
    }

    /// A layer with both sizes given.
    public init(
        inFeatures: Int, outFeatures: Int, hasBias: Bool = true,
        initializer: Initializer = .xavierUniform
    ) {
        require(inFeatures > 0, "Dense: inFeatures must be at least 1, got \(inFeatures)")
        self.init(inFeatures, outFeatures, hasBias, initializer)
    }

    private init(
        _ inFeatures: Int?, _ outFeatures: Int, _ hasBias: Bool, _ initializer: Initializer
    ) {
        require(outFeatures > 0, "Dense: outFeatures must be at least 1, got \(outFeatures)")
        self.outFeatures = outFeatures
        weight = Parameter(initializer, shape: inFeatures.map { [$0, outFeatures] })
        bias = hasBias ? Parameter(.zeros, shape: [outFeatures]) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let features = try check(x.spec)
            if let small = QuantizedWeights.current?[weight] {
                return small.product(x).adding(bias)
            }
            let product = matmul(x, weight.value(shape: [features, outFeatures]))
            return product.adding(bias)
        }
    }

    /// The size of the last axis, which must be the weight's first.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        guard let features = x.shape.last else {
            throw OpError(
                op: weight.place(of: "Dense"), problem: "a scalar has no features",
                operands: ["x": "\(x)"], fix: "give it at least one axis, as with reshaped([1, 1])")
        }
        if let own = weight.shape?.first, own != features {
            throw OpError(
                op: weight.place(of: "Dense"),
                problem: "the input has \(features) features, the layer \(own)",
                operands: ["x": "\(x)", "weight": "[\(own), \(outFeatures)]"],
                fix: "make the last axis \(own) long, or build the model for inputs of \(features)")
        }
        return features
    }
}
