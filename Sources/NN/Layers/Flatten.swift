public import LaminaTensor

/// All axes but the batch merged into one.
///
/// - Shape: `[batch, ...]` to `[batch, features]`, in row-major order: height, width, channels.
public struct Flatten: Module {
    public init() {}

    public func forward(_ x: Tensor) -> Tensor { x.flattened(from: 1) }
}
