package import LaminaGraph
public import LaminaTensor

/// Each example's groups of channels brought to mean 0 and variance 1 over all positions, then scaled
/// and shifted by what is learnt. PyTorch: `nn.GroupNorm`.
///
/// - Shape: `[batch, …, channels]` to the same. Parameters: `weight` and `bias` `[channels]`, from ones
///   and zeros.
/// - Source: Wu & He (2018), arXiv:1803.08494, eq. 7.
public struct GroupNorm: Module {
    /// How many groups the channels are split into.
    public let groups: Int
    /// What keeps the quotient finite.
    public let eps: Double
    /// `[channels]`; none where nothing is learnt.
    public let weight: Parameter?
    /// `[channels]`; none where nothing is learnt.
    public let bias: Parameter?

    /// A layer whose channels, a multiple of `groups`, are found when it is built.
    ///
    /// - Parameter isAffine: whether a weight and a bias are learnt.
    public init(groups: Int, eps: Double = 1e-5, isAffine: Bool = true) {
        require(groups > 0, "GroupNorm: groups must be at least 1, got \(groups)")
        (self.groups, self.eps) = (groups, eps)
        weight = isAffine ? Parameter(.ones) : nil
        bias = isAffine ? Parameter(.zeros) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let shape: Shape = [try check(x.spec)]
            return groupNorm(
                x, groups: groups, weight: weight?.value(shape: shape),
                bias: bias?.value(shape: shape), eps: eps)
        }
    }

    /// The number of channels.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        let channels = try channels(of: x, "GroupNorm", least: 2, weight)
        guard channels.isMultiple(of: groups) else {
            throw OpError(
                op: weight?.place(of: "GroupNorm") ?? placed("GroupNorm"),
                problem: "\(channels) channels do not split into \(groups) groups",
                operands: ["x": "\(x)"], fix: "use a number of groups that divides \(channels)")
        }
        return channels
    }
}

/// Each channel of each example brought to mean 0 and variance 1 over its positions. PyTorch:
/// `nn.InstanceNorm1d`, `2d` and `3d`.
///
/// - Shape: `[batch, …, channels]` to the same, with at least one axis of positions. Parameters, where
///   asked for: `weight` and `bias` `[channels]`, from ones and zeros.
/// - Source: Ulyanov, Vedaldi & Lempitsky (2016), arXiv:1607.08022, eq. 1.
public struct InstanceNorm: Module {
    /// What keeps the quotient finite.
    public let eps: Double
    /// `[channels]`; none unless asked for.
    public let weight: Parameter?
    /// `[channels]`; none unless asked for.
    public let bias: Parameter?

    /// A layer whose channels are found when it is built; as in PyTorch nothing is learnt unless asked
    /// for.
    public init(eps: Double = 1e-5, isAffine: Bool = false) {
        self.eps = eps
        weight = isAffine ? Parameter(.ones) : nil
        bias = isAffine ? Parameter(.zeros) : nil
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let shape: Shape = [try check(x.spec)]
            return instanceNorm(
                x, weight: weight?.value(shape: shape), bias: bias?.value(shape: shape), eps: eps)
        }
    }

    /// The number of channels.
    package func check(_ x: TensorSpec) throws(OpError) -> Int {
        try channels(of: x, "InstanceNorm", least: 3, weight)
    }
}

/// The size of the last axis, which must be the weight's where there is one.
private func channels(
    of x: TensorSpec, _ layer: String, least: Int, _ weight: Parameter?
) throws(OpError) -> Int {
    guard x.shape.rank >= least, let channels = x.shape.last else {
        throw OpError(
            op: weight?.place(of: layer) ?? placed(layer),
            problem: "the input must be [batch, \(least > 2 ? "positions, " : "")…, channels]",
            operands: ["x": "\(x)"], fix: "reshape it to at least \(least) axes")
    }
    return try weight?.features(of: x, layer: layer, weight?.shape?.first) ?? channels
}
