import LaminaFormats
import LaminaGraph
public import LaminaTensor

/// A tensor as a model's file holds it: an initial value, or a constant in a node.
public struct OnnxTensor: Sendable {
    /// The value that nodes know it by; empty in a constant's attribute.
    public var name: String
    /// The type of the file; ``OnnxElementType/carrier`` is the one that Lamina computes in.
    public let type: OnnxElementType
    /// Empty for a single number.
    public let shape: [Int]
    /// Little-endian elements, row-major; types of less than eight bits are packed, the first in the
    /// lowest bits. Empty for text.
    let bytes: ByteRegion
    let texts: [String]

    init(name: String, type: OnnxElementType, shape: [Int], bytes: ByteRegion) {
        (self.name, self.type, self.shape, self.bytes) = (name, type, shape, bytes)
        texts = []
    }

    init(name: String, texts: [String], shape: [Int]) {
        (self.name, type, self.shape, self.texts) = (name, .string, shape, texts)
        bytes = ByteRegion([])
    }

    /// A tensor's value under a name, computed if need be.
    public init(name: String, _ tensor: Tensor) {
        let stored = StoredArray(tensor)
        self.init(
            name: name, type: OnnxElementType(tensor.dtype), shape: stored.shape,
            bytes: stored.bytes)
    }

    /// The number of elements.
    public var elementCount: Int { shape.reduce(1, *) }

    /// Size in the file, in bytes.
    public var byteCount: Int { bytes.count }

    /// The value, in its carrier type where Lamina lacks its own.
    var value: OnnxValue {
        let shape = Shape(shape)
        if type == .string { return .strings(texts, shape) }
        if let dtype = type.dtype {
            return .tensor(StoredArray(dtype: dtype, shape: self.shape, bytes: bytes).tensor)
        }
        let codes = bytes.withUnsafeBytes {
            PackedCodes.unpacked($0, bits: type.bitCount, count: elementCount)
        }
        return .coded(SmallNumbers.decoded(codes, type, shape), type)
    }

    /// Size of the data of such a tensor, in bytes; nil if no tensor has the shape.
    static func byteCount(_ type: OnnxElementType, _ shape: [Int]) -> Int? {
        guard shape.count <= InlineInts.capacity else { return nil }
        var count = 1
        for size in shape {
            guard size >= 0 else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: max(size, 1))
            // In bits the number must not overflow either.
            guard !overflow, product < 1 << 56 else { return nil }
            count = product
        }
        return shape.contains(0) ? 0 : (count * type.bitCount + 7) / 8
    }
}
