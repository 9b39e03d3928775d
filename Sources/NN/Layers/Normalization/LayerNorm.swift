package import LaminaGraph
public import LaminaTensor

/// Each example's last axes brought to mean 0 and variance 1, then scaled and shifted by what is
/// learnt. PyTorch: `nn.LayerNorm`.
///
/// - Shape: `[..., features]` to the same. Parameters: `weight` and `bias` of the shape of the
///   normalised axes, from ones and zeros.
/// - Source: Ba, Kiros & Hinton (2016), arXiv:1607.06450, eq. 4.
public struct LayerNorm: Module {
    /// How many of the last axes are normalised together.
    public let axisCount: Int
    /// What keeps the quotient finite.
    public let eps: Double
    /// Of the normalised axes' shape; none where nothing is learnt.
    public let weight: Parameter?
    /// Of the normalised axes' shape; none where nothing is learnt, or without a bias.
    public let bias: Parameter?

    /// A layer whose sizes are found when it is built.
    ///
    /// - Parameters:
    ///   - isAffine: whether a weight is learnt, and with `hasBias` a bias.
    ///   - hasBias: without meaning where nothing is learnt.
    public init(
        axisCount: Int = 1, eps: Double = 1e-5, isAffine: Bool = true, hasBias: Bool = true
    ) {
        require(axisCount > 0, "LayerNorm: axisCount must be at least 1, got \(axisCount)")
        (self.axisCount, self.eps) = (axisCount, eps)
        weight = isAffine ? Parameter(.ones) : nil
        bias = isAffine && hasBias ? Parameter(.zeros) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let shape = try check(x.spec)
            return layerNorm(
                x, weight: weight?.value(shape: shape), bias: bias?.value(shape: shape),
                axisCount: axisCount, eps: eps)
        }
    }

    /// The shape of the normalised axes.
    package func check(_ x: TensorSpec) throws(OpError) -> Shape {
        try normalizedShape(of: x, axisCount, "LayerNorm", weight)
    }
}

/// Each example's last axes divided by their root mean square, and scaled by what is learnt:
/// `x / √(mean(x²) + eps) · weight`. PyTorch: `nn.RMSNorm`, whose default `eps` is the dtype's.
///
/// - Shape: `[..., features]` to the same. Parameters: `weight` of the shape of the normalised axes,
///   from ones.
/// - Source: Zhang & Sennrich (2019), arXiv:1910.07467, eq. 4.
public struct RMSNorm: Module {
    /// How many of the last axes are normalised together.
    public let axisCount: Int
    /// What keeps the quotient finite.
    public let eps: Double
    /// Of the normalised axes' shape; none where nothing is learnt.
    public let weight: Parameter?

    /// A layer whose sizes are found when it is built.
    ///
    /// - Parameter isAffine: whether a weight is learnt.
    public init(axisCount: Int = 1, eps: Double = 1e-5, isAffine: Bool = true) {
        require(axisCount > 0, "RMSNorm: axisCount must be at least 1, got \(axisCount)")
        (self.axisCount, self.eps) = (axisCount, eps)
        weight = isAffine ? Parameter(.ones) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let shape = try check(x.spec)
            return rmsNorm(
                x, weight: weight?.value(shape: shape), axisCount: axisCount, eps: eps)
        }
    }

    /// The shape of the normalised axes.
    package func check(_ x: TensorSpec) throws(OpError) -> Shape {
        try normalizedShape(of: x, axisCount, "RMSNorm", weight)
    }
}

/// The shape of the input's last axes, which must be the weight's where there is one.
private func normalizedShape(
    of x: TensorSpec, _ axisCount: Int, _ layer: String, _ weight: Parameter?
) throws(OpError) -> Shape {
    let place = weight?.place(of: layer) ?? placed(layer)
    guard x.shape.rank >= axisCount else {
        throw OpError(
            op: place, problem: "the input has \(x.shape.rank) axes, fewer than \(axisCount)",
            operands: ["x": "\(x)"], fix: "give it as many axes as are normalised")
    }
    let shape = Shape(x.shape.suffix(axisCount))
    guard weight?.shape ?? shape == shape else {
        throw OpError(
            op: place,
            problem: "the input's last axes are \(shape), the layer's \(weight?.shape ?? [])",
            operands: ["x": "\(x)"],
            fix: "give it inputs of the sizes it was built for, or build it for these")
    }
    return shape
}
