package import LaminaGraph
public import LaminaTensor

/// A gated linear unit: the first half of the features times an activation of the second,
/// `a · activation(b)`. PyTorch: `nn.GLU`.
///
/// With ``Activation/relu`` it is ReGLU, with ``Activation/gelu`` GEGLU, with ``Activation/silu``
/// SwiGLU.
///
/// - Shape: `[..., 2 features]` to `[..., features]`.
/// - Source: Dauphin et al. (2017), arXiv:1612.08083, eq. 1; Shazeer (2020), arXiv:2002.05202.
public struct GLU: Module {
    /// What the second half goes through.
    public let activation: Activation

    /// A unit whose gate is a sigmoid unless another is given.
    public init(_ activation: Activation = .sigmoid) { self.activation = activation }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try check(x.spec)
            let half = (x.shape.last ?? 0) / 2
            return x.slice(0..<half, axis: -1)
                * activation.function(x.slice(half..<2 * half, axis: -1))
        }
    }

    package func check(_ x: TensorSpec) throws(OpError) {
        guard let features = x.shape.last, features.isMultiple(of: 2) else {
            throw OpError(
                op: placed("GLU"),
                problem: "\(x.shape.last ?? 0) features have no halves",
                operands: ["x": "\(x)"], fix: "make the last axis twice the wanted size")
        }
    }
}
