/// What is known of a tensor before it has a value: its shape and the type of its elements.
public struct TensorSpec: Hashable, Sendable, CustomStringConvertible {
    /// The sizes of the axes.
    public let shape: Shape
    /// The type of the elements.
    public let dtype: DType

    /// A spec of this shape, float32 unless another type is named.
    public init(_ shape: Shape, _ dtype: DType = .float32) {
        (self.shape, self.dtype) = (shape, dtype)
    }

    /// The size of a contiguous tensor, in bytes.
    public var byteCount: Int { shape.elementCount * dtype.byteCount }

    /// Type and shape, as in `float32 [32, 784]`.
    public var description: String { "\(dtype) \(shape)" }
}
