import Glibc

/// Reference of the element-wise primitives on one element after the other.
extension Primitive {
    static func unaryReference(_ op: Unary, _ x: [Double], _ dtype: DType) -> [Double] {
        let function = unaryFunction(op)
        if op == .not && dtype == .bool { return x.map { 1 - $0 } }
        return x.map { dtype.rounded(function($0)) }
    }

    private static func unaryFunction(_ op: Unary) -> (Double) -> Double {
        switch op {
        case .negate: { -$0 }
        case .abs: { $0.magnitude }
        case .sign: { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
        case .exp: { exp($0) }
        case .log: { log($0) }
        case .expm1: { expm1($0) }
        case .log1p: { log1p($0) }
        case .sqrt: { $0.squareRoot() }
        case .rsqrt: { 1 / $0.squareRoot() }
        case .tanh: { tanh($0) }
        case .sigmoid: { 1 / (1 + exp(-$0)) }
        case .relu: { $0 < 0 ? 0 : $0 }
        case .sin: { sin($0) }
        case .cos: { cos($0) }
        case .erf: { erf($0) }
        case .floor: { $0.rounded(.down) }
        case .ceil: { $0.rounded(.up) }
        case .round: { $0.rounded(.toNearestOrEven) }
        // Two's complement: every bit flipped.
        case .not: { -$0 - 1 }
        case .isNaN: { $0.isNaN ? 1 : 0 }
        case .isFinite: { $0.isFinite ? 1 : 0 }
        }
    }

    static func binaryReference(
        _ op: Binary, _ a: [Double], _ b: [Double], _ dtype: DType
    ) -> [Double] {
        // A bool is an integer of one bit, and 8 bits hold it.
        if let type = dtype == .bool ? UInt8.self : dtype.integerType {
            return integerReference(op, a, b, type)
        }
        let function = floatingFunction(op)
        return zip(a, b).map { dtype.rounded(function($0, $1)) }
    }

    private static func floatingFunction(_ op: Binary) -> (Double, Double) -> Double {
        switch op {
        case .add: { $0 + $1 }
        case .subtract: { $0 - $1 }
        case .multiply: { $0 * $1 }
        case .divide: { $0 / $1 }
        case .power: { pow($0, $1) }
        case .maximum: { $0.isNaN || $0 > $1 ? $0 : $1 }
        case .minimum: { $0.isNaN || $0 < $1 ? $0 : $1 }
        case .remainder: { floorRemainder($0, $1) }
        case .and, .or, .xor, .shiftLeft, .shiftRight:
            preconditionFailure("\(op) has no meaning for a floating-point type")
        }
    }

    /// The remainder with the sign of the divisor, also where it is zero.
    private static func floorRemainder(_ a: Double, _ b: Double) -> Double {
        let r = fmod(a, b)
        if r == 0 { return copysign(r, b) }
        return (r < 0) != (b < 0) ? r + b : r
    }

    static func compareReference(_ op: Comparison, _ a: [Double], _ b: [Double]) -> [Double] {
        let holds: (Double, Double) -> Bool =
            switch op {
            case .equal: { $0 == $1 }
            case .notEqual: { $0 != $1 }
            case .less: { $0 < $1 }
            case .lessOrEqual: { $0 <= $1 }
            case .greater: { $0 > $1 }
            case .greaterOrEqual: { $0 >= $1 }
            }
        return zip(a, b).map { holds($0, $1) ? 1 : 0 }
    }

    static func selectReference(_ condition: [Double], _ a: [Double], _ b: [Double]) -> [Double] {
        condition.indices.map { condition[$0] != 0 ? a[$0] : b[$0] }
    }

    /// Floating-point numbers lose their fraction and stop at the integer type's ends (0 for NaN);
    /// integers wrap.
    static func convertReference(
        _ x: [Double], from source: DType, _ target: DType
    ) -> [Double] {
        if source.isFloatingPoint, let type = target.integerType { return clamped(x, type) }
        return x.map(target.rounded)
    }

    private static func clamped<T: FixedWidthInteger>(_ x: [Double], _: T.Type) -> [Double] {
        x.map { Double(T(clamping: $0)) }
    }
}
