import LaminaGraph
public import LaminaTensor

extension SafeTensors.Entry {
    /// The value of a tensor, computed if need be; its memory is shared, not copied.
    public init(_ tensor: Tensor) {
        let buffer = tensor.evaluated
        let bytes = UnsafeRawBufferPointer(start: buffer.pointer, count: tensor.spec.byteCount)
        self.init(
            dtype: tensor.dtype, shape: Array(tensor.shape),
            bytes: ByteRegion(bytes, ownedBy: buffer))
    }

    /// The array as a tensor of the same type and shape, in memory of its own.
    public var tensor: Tensor {
        let buffer = Buffer(byteCount: bytes.count)
        bytes.withUnsafeBytes { buffer.copy(from: $0) }
        return Tensor(buffer: buffer, spec: TensorSpec(Shape(shape), dtype))
    }
}
