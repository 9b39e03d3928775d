package import LaminaGraph
public import LaminaTensor

/// `x` from 0 on, `weight · x` below, with a slope that is learnt. PyTorch: `nn.PReLU`.
///
/// - Shape: `[..., channels]` to the same. Parameters: `weight` `[channels]`, or `[1]` where one slope
///   serves all.
/// - Gradient: 1 to the input from 0 on, `weight` below; `x` to the weight where `x` is below 0.
/// - Source: He et al. (2015), arXiv:1502.01852, section 2.1, whose slopes start from 0.25.
public struct PReLU: Module {
    /// Whether one slope serves all channels.
    public let isShared: Bool
    /// `[channels]` or `[1]`.
    public let weight: Parameter

    /// A layer with a slope for each channel, or one for all.
    public init(isShared: Bool = false, initial: Double = 0.25) {
        self.isShared = isShared
        weight = Parameter(.constant(initial), shape: isShared ? [1] : nil)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let channels = try check(x.spec)
            return select(x .>= 0, x, weight.value(shape: [isShared ? 1 : channels]) * x)
        }
    }

    /// The size of the last axis, which must be the weight's.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try weight.features(of: x, layer: "PReLU", isShared ? nil : weight.shape?.first)
    }
}

extension Parameter {
    /// The size of the input's last axis, which must be the layer's own where that is known.
    func features(of x: TensorSpec, layer: String, _ own: Int?) throws(OpError) -> Int {
        guard let features = x.shape.last else {
            throw OpError(
                op: place(of: layer), problem: "a scalar has no features",
                operands: ["x": "\(x)"], fix: "give it at least one axis, as with reshaped([1, 1])")
        }
        guard own ?? features == features else {
            throw OpError(
                op: place(of: layer),
                problem: "the input has \(features) features, the layer \(own ?? 0)",
                operands: ["x": "\(x)", "layer": shape.map { "\($0)" } ?? "not built"],
                fix: "make the last axis \(own ?? 0) long, or build the model for inputs of "
                    + "\(features)")
        }
        return features
    }
}
