/// A buffer's elements as numbers, for the reference and for tests.
extension Buffer {
    /// A new buffer with these elements, each rounded to the spec's type.
    package convenience init(_ elements: [Double], as spec: TensorSpec) {
        self.init(byteCount: spec.byteCount)
        store(elements, as: spec)
    }

    /// The elements of a contiguous tensor, of complex ones both parts by turns. `int64`
    /// and `uint64` beyond 2^53 are rounded.
    package func elements(of spec: TensorSpec) -> [Double] {
        let count = checkedCount(of: spec)
        return switch spec.dtype {
        case .float32: load(count) { (x: Float) in Double(x) }
        case .float64: load(count) { (x: Double) in x }
        case .float16: load(count) { (x: Float16) in Double(x) }
        // The upper half of a float32.
        case .bfloat16: load(count) { (x: UInt16) in Double(Float(bitPattern: UInt32(x) << 16)) }
        case .int8: load(count) { (x: Int8) in Double(x) }
        case .int16: load(count) { (x: Int16) in Double(x) }
        case .int32: load(count) { (x: Int32) in Double(x) }
        case .int64: load(count) { (x: Int64) in Double(x) }
        case .uint8: load(count) { (x: UInt8) in Double(x) }
        case .uint16: load(count) { (x: UInt16) in Double(x) }
        case .uint32: load(count) { (x: UInt32) in Double(x) }
        case .uint64: load(count) { (x: UInt64) in Double(x) }
        case .bool: load(count) { (x: UInt8) in x != 0 ? 1 : 0 }
        // Real and imaginary parts by turns.
        case .complex64: load(2 * count) { (x: Float) in Double(x) }
        case .complex128: load(2 * count) { (x: Double) in x }
        }
    }

    /// Writes the elements, each rounded to the spec's type.
    package func store(_ elements: [Double], as spec: TensorSpec) {
        let count = checkedCount(of: spec) * (spec.dtype.isComplex ? 2 : 1)
        precondition(elements.count == count, "\(elements.count) elements for \(spec)")
        switch spec.dtype {
        case .float32: save(elements) { Float($0) }
        case .float64: save(elements) { $0 }
        case .float16: save(elements) { Float16($0) }
        case .bfloat16: save(elements) { $0.bfloat16 }
        case .int8: save(elements) { Int8(truncatingIfNeeded: Int128(clamping: $0)) }
        case .int16: save(elements) { Int16(truncatingIfNeeded: Int128(clamping: $0)) }
        case .int32: save(elements) { Int32(truncatingIfNeeded: Int128(clamping: $0)) }
        // 2^63 and 2^64 stand for the largest elements, which a Double rounds up to them.
        case .int64: save(elements) { Int64(clamping: $0) }
        case .uint64: save(elements) { UInt64(clamping: $0) }
        case .uint8: save(elements) { UInt8(truncatingIfNeeded: Int128(clamping: $0)) }
        case .uint16: save(elements) { UInt16(truncatingIfNeeded: Int128(clamping: $0)) }
        case .uint32: save(elements) { UInt32(truncatingIfNeeded: Int128(clamping: $0)) }
        case .bool: save(elements) { $0 != 0 ? UInt8(1) : 0 }
        case .complex64: save(elements) { Float($0) }
        case .complex128: save(elements) { $0 }
        }
    }

    private func checkedCount(of spec: TensorSpec) -> Int {
        precondition(byteCount >= spec.byteCount, "\(byteCount) bytes for \(spec)")
        return spec.shape.elementCount
    }

    private func load<T: BitwiseCopyable>(_ count: Int, _ number: (T) -> Double) -> [Double] {
        (0..<count).map {
            number(pointer.load(fromByteOffset: $0 * MemoryLayout<T>.stride, as: T.self))
        }
    }

    private func save<T: BitwiseCopyable>(_ elements: [Double], _ element: (Double) -> T) {
        for (index, value) in elements.enumerated() {
            pointer.storeBytes(
                of: element(value), toByteOffset: index * MemoryLayout<T>.stride, as: T.self)
        }
    }
}
