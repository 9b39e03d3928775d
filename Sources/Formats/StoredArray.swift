public import LaminaGraph

/// An array as a file holds it: its element type, its shape (outermost axis first) and its bytes.
///
/// The bytes may lie in a mapped file, so that an array costs no memory until it is used.
///
/// ```swift
/// let bias = StoredArray(dtype: .float32, shape: [2], values: [0.5, -1] as [Float])
/// bias.array(of: Float.self)  // [0.5, -1]
/// ```
public struct StoredArray: Sendable {
    /// How each element is to be read; its size times the number of elements is that of the bytes.
    public let dtype: DType
    /// Sizes of the axes, outermost first; empty for a single number.
    public let shape: [Int]
    /// Little-endian elements, row-major.
    public let bytes: ByteRegion

    /// Traps if `bytes` is not `shape`'s product times the size of an element.
    public init(dtype: DType, shape: [Int], bytes: ByteRegion) {
        let expected = Self.byteCount(dtype: dtype, shape: shape)
        require(
            bytes.count == expected,
            "StoredArray: \(dtype) \(shape) takes \(expected.map(String.init) ?? "too many")"
                + " bytes, got \(bytes.count)")
        (self.dtype, self.shape, self.bytes) = (dtype, shape, bytes)
    }

    /// An array of `dtype` whose memory is that of `values`; traps if the sizes disagree.
    public init<Value: BitwiseCopyable>(dtype: DType, shape: [Int], values: [Value]) {
        self.init(dtype: dtype, shape: shape, bytes: ByteRegion(copying: values))
    }

    /// The elements; traps if `Value` has another size than `dtype`.
    public func array<Value: BitwiseCopyable>(of type: Value.Type) -> [Value] {
        require(
            MemoryLayout<Value>.stride == dtype.byteCount,
            "StoredArray: the elements are \(dtype), not \(type)")
        return bytes.array(of: type)
    }

    /// Size of the data of such an array, or nil if no tensor has the shape: a negative size, more
    /// than 8 axes, or sizes whose product is too large.
    ///
    /// A size of zero does not excuse the others: strides are products of them too.
    static func byteCount(dtype: DType, shape: [Int]) -> Int? {
        elementCount(shape, byteCount: dtype.byteCount).map { $0 * dtype.byteCount }
    }

    /// How many elements of `byteCount` bytes such an array has; nil as for ``byteCount``.
    static func elementCount(_ shape: [Int], byteCount: Int) -> Int? {
        guard shape.count <= InlineInts.capacity else { return nil }
        var bytes = byteCount
        for size in shape {
            guard size >= 0 else { return nil }
            let (product, overflow) = bytes.multipliedReportingOverflow(by: max(size, 1))
            guard !overflow else { return nil }
            bytes = product
        }
        return shape.contains(0) ? 0 : bytes / byteCount
    }

    /// What is said of a shape without a size in bytes.
    static func refusal(_ shape: [Int]) -> String {
        if shape.count > InlineInts.capacity {
            return "has \(shape.count) axes; a tensor has at most \(InlineInts.capacity)"
        }
        let isNegative = shape.contains { $0 < 0 }
        return "has shape \(shape), " + (isNegative ? "a negative size" : "larger than any memory")
    }

    /// The first byte of a `bool` array that is neither 0 nor 1, which would be undefined behaviour
    /// as a Swift `Bool`; nil for every other type.
    static func badBoolean(_ bytes: ByteRegion, _ dtype: DType) -> UInt8? {
        guard dtype == .bool else { return nil }
        return bytes.withUnsafeBytes { $0.first { $0 > 1 } }
    }
}
