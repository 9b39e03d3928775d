import LaminaGraph
public import LaminaTensor

/// Dropout for ``Activation/selu``: what is dropped takes that function's least value, and the result
/// is stretched and shifted so that mean 0 and variance 1 stay. PyTorch: `nn.AlphaDropout`.
///
/// - Shape: any, to the same.
/// - Random: a key from the task's ``Generator``, another at every call.
/// - Source: Klambauer et al. (2017), arXiv:1706.02515, section "Dropout".
public struct AlphaDropout: Module {
    /// The part of the elements that is dropped.
    public let rate: Double

    /// The rate lies in `0..<1`; others trap.
    public init(_ rate: Double = 0.5) {
        require((0..<1).contains(rate), "AlphaDropout: rate must lie in 0..<1, got \(rate)")
        self.rate = rate
    }

    public func forward(_ x: Tensor) -> Tensor {
        guard TrainingMode.isOn, rate > 0 else { return x }
        let least = -1.7580993408473766  // -λα of SELU
        let scale = 1 / ((1 - rate) * (1 + rate * least * least)).squareRoot()
        let isKept = Tensor.bernoulli(probability: 1 - rate, shape: x.shape)
        return scale * select(isKept, x, least) - scale * rate * least
    }
}
