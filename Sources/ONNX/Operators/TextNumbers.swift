import Glibc
import LaminaGraph
import LaminaTensor

/// Numbers written as text, and read from it.
enum TextNumbers {
    /// The numbers that texts such as `3.14`, `1e-5` or `NaN` mean.
    static func numbers(
        _ texts: [String], _ shape: Shape, _ type: OnnxElementType
    ) throws -> OnnxValue {
        guard let dtype = type.dtype else {
            throw OnnxFault("text is not cast to \(type)", fix: "cast it to float32 first")
        }
        if dtype.isInteger {
            let numbers = try texts.map { text in
                guard let number = Int64(text) else {
                    throw OnnxFault("'\(text)' is no whole number", fix: "give numbers")
                }
                return number
            }
            return .tensor(Tensor(numbers, shape: shape).asType(dtype))
        }
        let numbers = try texts.map { text in
            guard let number = Double(text.lowercased()) else {
                throw OnnxFault("'\(text)' is no number", fix: "give numbers")
            }
            return number
        }
        return .tensor(Tensor(numbers, shape: shape).asType(dtype))
    }

    /// The shortest digits that mean the same numbers.
    static func texts(_ x: Tensor) -> OnnxValue {
        let texts: [String] =
            switch x.dtype {
            case .float32, .float16, .bfloat16: x.array().map { text($0) }
            case .float64: x.array(as: Double.self).map { text($0) }
            case .bool: x.array(as: Bool.self).map { $0 ? "True" : "False" }
            case .uint64: x.array(as: UInt64.self).map { "\($0)" }
            default: x.array(as: Int64.self).map { "\($0)" }
            }
        return .strings(texts, x.shape)
    }

    /// Six digits after the point, as C++'s `to_string` writes it.
    static func fixed(_ x: Float) -> String {
        var text = [CChar](repeating: 0, count: 64)
        _ = withVaList([Double(x)]) { vsnprintf(&text, text.count, "%.6f", $0) }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// As Python writes it.
    private static func text<T: BinaryFloatingPoint & CustomStringConvertible>(_ x: T) -> String {
        x.isInfinite ? (x < 0 ? "-inf" : "inf") : x.isNaN ? "nan" : x.description
    }
}
