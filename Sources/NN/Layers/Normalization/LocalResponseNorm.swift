import LaminaGraph
public import LaminaTensor

/// Each number divided by a power of its neighbouring channels' squares:
/// `x / (k + alpha / size · Σ x²)^beta`. PyTorch: `nn.LocalResponseNorm`.
///
/// - Shape: `[…, channels]` to the same.
/// - Source: Krizhevsky, Sutskever & Hinton (2012), section 3.3, with `alpha` divided by the size as in
///   PyTorch.
public struct LocalResponseNorm: Module {
    /// How many channels are summed.
    public let size: Int
    /// What the mean of squares is multiplied by, before `k` is added.
    public let alpha: Double
    /// The power of the divisor.
    public let beta: Double
    /// What the divisor is without neighbours.
    public let k: Double

    /// Five channels unless told otherwise, as in the paper; the other defaults are PyTorch's.
    public init(size: Int = 5, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1) {
        require(size > 0, "LocalResponseNorm: size must be at least 1, got \(size)")
        (self.size, self.alpha, self.beta, self.k) = (size, alpha, beta, k)
    }

    public func forward(_ x: Tensor) -> Tensor {
        operation { () throws(OpError) in
            try x.requireAxes(atLeast: 1, "[…, channels]", of: "LocalResponseNorm")
            return localResponseNorm(x, size: size, alpha: alpha, beta: beta, k: k)
        }
    }
}
