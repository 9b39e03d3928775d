extension Buffer {
    /// Writes one number, rounded to the type; integers out of range wrap, and NaN is 0.
    package func store(_ value: Double, as dtype: DType) {
        func put<T>(_ element: T) { pointer.storeBytes(of: element, as: T.self) }
        // Through Int64 so that -1 is the largest unsigned number, as C converts it.
        let whole = Int64(clamping: value)
        switch dtype {
        case .float32: put(Float(value))
        case .float64: put(value)
        case .bfloat16: put(value.bfloat16)
        case .float16: put(Float16(value).bitPattern)
        case .complex64: put((Float(value), Float(0)))
        case .complex128: put((value, 0.0))
        case .int8: put(Int8(truncatingIfNeeded: whole))
        case .int16: put(Int16(truncatingIfNeeded: whole))
        case .int32: put(Int32(truncatingIfNeeded: whole))
        case .int64: put(whole)
        case .uint8: put(UInt8(truncatingIfNeeded: whole))
        case .uint16: put(UInt16(truncatingIfNeeded: whole))
        case .uint32: put(UInt32(truncatingIfNeeded: whole))
        case .uint64: put(UInt64(exactly: value.rounded(.towardZero)) ?? UInt64(bitPattern: whole))
        case .bool: put(UInt8(value == 0 ? 0 : 1))
        }
    }

    /// Copies elements in; sizes must agree.
    package func copy(from bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == byteCount, "\(bytes.count) bytes do not fill \(byteCount)")
        if let base = bytes.baseAddress, byteCount > 0 {
            pointer.copyMemory(from: base, byteCount: byteCount)
        }
    }

    /// Copies elements out; the target must have room.
    package func copy(to bytes: UnsafeMutableRawBufferPointer) {
        precondition(bytes.count >= byteCount, "\(byteCount) bytes do not fit \(bytes.count)")
        if let base = bytes.baseAddress, byteCount > 0 {
            base.copyMemory(from: pointer, byteCount: byteCount)
        }
    }
}
