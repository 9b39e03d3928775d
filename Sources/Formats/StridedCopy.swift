import LaminaGraph

/// Brings the elements of a strided or byte-swapped array into row-major, little-endian order.
enum StridedCopy {
    /// The strides of an array whose first axis is the innermost one (Fortran order), in elements.
    static func fortranStrides(_ shape: [Int]) -> [Int] {
        var step = 1
        return shape.map { size in
            defer { step *= max(size, 1) }
            return step
        }
    }

    /// Whether elements with these strides lie in row-major order without gaps already. Axes of
    /// size one have no say.
    static func isRowMajor(_ shape: [Int], strides: [Int]) -> Bool {
        var step = 1
        for (size, stride) in zip(shape, strides).reversed() where size != 1 {
            guard stride == step || size == 0 else { return false }
            step *= max(size, 1)
        }
        return true
    }

    /// The elements `offset + Σ index·stride` of `source` in row-major order.
    ///
    /// The caller has made sure that they lie inside of it; another index traps.
    ///
    /// - Parameters:
    ///   - offset, strides: in elements.
    ///   - swapping: the size in bytes of the words whose bytes stand the other way round, or 1.
    static func rowMajor(
        _ source: ByteRegion, offset: Int = 0, shape: [Int], strides: [Int], dtype: DType,
        swapping: Int = 1
    ) -> ByteRegion {
        var result =
            switch dtype.byteCount {
            case 1: gathered(source, offset, shape, strides, as: UInt8.self)
            case 2: gathered(source, offset, shape, strides, as: UInt16.self)
            case 4: gathered(source, offset, shape, strides, as: UInt32.self)
            case 8: gathered(source, offset, shape, strides, as: UInt64.self)
            default: gathered(source, offset, shape, strides, as: SIMD2<UInt64>.self)
            }
        if swapping > 1 { swap(&result, words: swapping) }
        return ByteRegion(result)
    }

    /// The size of the words that a change of byte order reverses: a complex number is two.
    static func wordSize(_ dtype: DType) -> Int { dtype.realType.byteCount }

    private static func gathered<Element: BitwiseCopyable>(
        _ source: ByteRegion, _ offset: Int, _ shape: [Int], _ strides: [Int],
        as type: Element.Type
    ) -> [UInt8] {
        let size = MemoryLayout<Element>.size
        let count = shape.reduce(1, *)
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count * size) { target, initialized in
            source.withUnsafeBytes { bytes in
                let (width, step) = (shape.last ?? 1, strides.last ?? 0)
                var index = [Int](repeating: 0, count: max(shape.count - 1, 0))
                var (row, written) = (offset, 0)
                let output = UnsafeMutableRawBufferPointer(target)
                while written < count {
                    let last = row + (width - 1) * step
                    require(
                        min(row, last) >= 0 && (max(row, last) + 1) * size <= bytes.count,
                        "StridedCopy: a row lies outside the \(bytes.count) bytes")
                    for column in 0..<width {
                        let element = bytes.loadUnaligned(
                            fromByteOffset: (row + column * step) * size, as: type)
                        output.storeBytes(
                            of: element, toByteOffset: (written + column) * size, as: type)
                    }
                    written += width
                    // Counts the outer axes up, the innermost of them first.
                    for axis in index.indices.reversed() {
                        index[axis] += 1
                        row += strides[axis]
                        if index[axis] < shape[axis] { break }
                        row -= strides[axis] * shape[axis]
                        index[axis] = 0
                    }
                }
            }
            initialized = count * size
        }
    }

    private static func swap(_ bytes: inout [UInt8], words size: Int) {
        for start in stride(from: 0, to: bytes.count, by: size) {
            for i in 0..<size / 2 { bytes.swapAt(start + i, start + size - 1 - i) }
        }
    }
}
