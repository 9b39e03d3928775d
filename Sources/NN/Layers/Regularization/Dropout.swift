import LaminaGraph
public import LaminaTensor

/// Sets each element to 0 with probability `rate` in training and divides the rest by `1 - rate`,
/// so that the expected value stays; otherwise the input itself.
///
/// - Random: a key from the task's ``Generator``, another at every call.
/// - Source: Srivastava et al. (2014), section 4, in the inverted form that leaves inference alone.
public struct Dropout: Module {
    /// The part of the elements that is dropped.
    public let rate: Double

    /// The rate lies in `0..<1`; others trap. With 0 the layer does nothing.
    public init(_ rate: Double = 0.5) {
        require((0..<1).contains(rate), "Dropout: rate must lie in 0..<1, got \(rate)")
        self.rate = rate
    }

    public func forward(_ x: Tensor) -> Tensor {
        guard TrainingMode.isOn, rate > 0 else { return x }
        return dropout(x, rate: rate)
    }
}
