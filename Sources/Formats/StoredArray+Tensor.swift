import LaminaGraph
public import LaminaTensor

extension StoredArray {
    /// The value of a tensor, computed if need be; its memory is shared, not copied.
    public init(_ tensor: Tensor) {
        let buffer = tensor.evaluated
        let bytes = UnsafeRawBufferPointer(start: buffer.pointer, count: tensor.spec.byteCount)
        self.init(
            dtype: tensor.dtype, shape: Array(tensor.shape),
            bytes: ByteRegion(bytes, ownedBy: buffer))
    }

    /// The array as a tensor of the same type and shape.
    ///
    /// It shares the memory of a mapped file where that lies on a multiple of its numbers' size,
    /// as it does in most files, and has a copy otherwise.
    public var tensor: Tensor {
        let spec = TensorSpec(Shape(shape), dtype)
        if let (memory, owner) = bytes.shared,
            let base = memory.baseAddress, !memory.isEmpty,
            Int(bitPattern: base) % dtype.realType.byteCount == 0
        {
            // Nothing writes to it: the engine overwrites only memory from its own pool.
            let buffer = Buffer(
                pointer: UnsafeMutableRawPointer(mutating: base), byteCount: memory.count,
                owner: owner)
            return Tensor(buffer: buffer, spec: spec)
        }
        let buffer = Buffer(byteCount: bytes.count)
        bytes.withUnsafeBytes { buffer.copy(from: $0) }
        return Tensor(buffer: buffer, spec: spec)
    }
}
