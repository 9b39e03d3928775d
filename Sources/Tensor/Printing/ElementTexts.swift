import LaminaGraph

extension Tensor {
    /// The texts of the elements at row-major offsets, all of one width.
    func elementTexts(at offsets: [Int]) -> [String] {
        let memory = evaluated.pointer
        func load<T: BitwiseCopyable>(_: T.Type) -> [T] {
            offsets.map { memory.load(fromByteOffset: $0 * MemoryLayout<T>.stride, as: T.self) }
        }
        func whole<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> [String] {
            aligned(load(type).map { String($0) })
        }
        func real(_ numbers: [Double]) -> [String] {
            let format = FloatFormat(numbers, dtype)
            return numbers.map { format.text($0) }
        }
        return withExtendedLifetime(node) {
            switch dtype {
            case .float32: real(load(Float.self).map { Double($0) })
            case .float64: real(load(Double.self))
            case .float16: real(load(Float16.self).map { Double($0) })
            case .bfloat16:
                real(load(UInt16.self).map { Double(Float(bitPattern: UInt32($0) << 16)) })
            case .complex64:
                complex(load((Float, Float).self).map { (Double($0.0), Double($0.1)) })
            case .complex128: complex(load((Double, Double).self))
            case .int8: whole(Int8.self)
            case .int16: whole(Int16.self)
            case .int32: whole(Int32.self)
            case .int64: whole(Int64.self)
            case .uint8: whole(UInt8.self)
            case .uint16: whole(UInt16.self)
            case .uint32: whole(UInt32.self)
            case .uint64: whole(UInt64.self)
            case .bool: aligned(load(UInt8.self).map { $0 == 0 ? "false" : "true" })
            }
        }
    }

    /// Real and imaginary parts, each in a format of its own: `1.5+2.j`.
    private func complex(_ numbers: [(Double, Double)]) -> [String] {
        let real = FloatFormat(numbers.map(\.0), dtype.realType)
        let imaginary = FloatFormat(
            numbers.map(\.1), dtype.realType, alwaysSigned: true)
        return numbers.map { number in
            let text = imaginary.text(number.1)
            let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.endIndex
            return real.text(number.0) + text[..<end] + "j" + text[end...]
        }
    }

    private func aligned(_ texts: [String]) -> [String] {
        let width = texts.map(\.count).max() ?? 0
        return texts.map { String(repeating: " ", count: width - $0.count) + $0 }
    }
}
