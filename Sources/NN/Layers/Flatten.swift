public import LaminaTensor

/// All axes but the batch merged into one.
///
/// - Shape: `[batch, ...]` to `[batch, features]`, in row-major order: height, width, channels.
public struct Flatten: Module {
    /// Nothing to choose: the axes behind the batch, however many, become one.
    public init() {}

    public func forward(_ x: Tensor) -> Tensor { x.flattened(from: 1) }
}
