import LaminaGraph
public import LaminaTensor

/// Multiplies by fixed numbers and adds fixed ones: `y = x * scale + offset`. Keras: `Rescaling`.
///
/// Behind the last layer of a regression it brings answers near 0 into the range of the targets, so that
/// training need not look for it:
///
/// ```swift
/// let model = Sequential {
///     Dense(1)
///     Rescaling(scale: [77], offset: [152])
/// }
/// ```
/// - Shape: `[..., features]` to the same; one number for each feature, or one for all.
public struct Rescaling: Module {
    /// One factor for each feature, or one for all.
    public let scale: [Double]
    /// As many, added afterwards.
    public let offset: [Double]

    /// Traps without numbers, or where the two differ in how many there are.
    public init(scale: [Double], offset: [Double]) {
        require(
            !scale.isEmpty && scale.count == offset.count,
            "Rescaling: \(scale.count) factors and \(offset.count) offsets; give one of each a feature"
        )
        (self.scale, self.offset) = (scale, offset)
    }

    public func forward(_ x: Tensor) -> Tensor {
        func row(_ numbers: [Double]) -> Tensor { Tensor(numbers).asType(x.dtype) }
        return x * row(scale) + row(offset)
    }
}
