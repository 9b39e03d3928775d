import Glibc

/// Reference of the element-wise primitives on one element after the other.
extension Primitive {
    static func unaryReference(_ op: Unary, _ x: [Double], _ dtype: DType) -> [Double] {
        if op == .populationCount, let type = dtype.integerType { return bitCounts(x, type) }
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
        case .tan: { tan($0) }
        case .asin: { asin($0) }
        case .acos: { acos($0) }
        case .atan: { atan($0) }
        case .sinh: { sinh($0) }
        case .cosh: { cosh($0) }
        case .asinh: { asinh($0) }
        case .acosh: { acosh($0) }
        case .atanh: { atanh($0) }
        case .exp2: { exp2($0) }
        case .log2: { log2($0) }
        case .log10: { log10($0) }
        case .cbrt: { cbrt($0) }
        case .erfc: { erfc($0) }
        case .erfInverse: { errorFunctionInverse($0) }
        case .logGamma: { lgamma($0).0 }
        case .trunc: { $0.rounded(.towardZero) }
        case .populationCount: preconditionFailure("\(op) has no meaning but for integers")
        }
    }

    private static func bitCounts<T: FixedWidthInteger>(_ x: [Double], _: T.Type) -> [Double] {
        x.map { Double(T(clamping: $0).nonzeroBitCount) }
    }

    /// The y with `erf(y) = x` by halving an interval, on the complement where that is small.
    private static func errorFunctionInverse(_ x: Double) -> Double {
        guard x.magnitude < 1 else { return x.magnitude == 1 ? x * .infinity : .nan }
        // The error function is 2/√π y there, and halving would take a thousand steps.
        if x.magnitude < 1e-9 { return x * Double.pi.squareRoot() / 2 }
        let rest = 1 - x.magnitude
        var (low, high) = (0.0, 6.0)
        while true {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { return x < 0 ? -high : high }
            let isBelow = rest < 0.5 ? erfc(middle) > rest : erf(middle) < x.magnitude
            if isBelow { low = middle } else { high = middle }
        }
    }

    static func binaryReference(
        _ op: Binary, _ a: [Double], _ b: [Double], _ dtype: DType
    ) -> [Double] {
        // A bool is an integer of one bit, and 8 bits hold it.
        if let type = dtype == .bool ? UInt8.self : dtype.integerType {
            return integerReference(op, a, b, type)
        }
        if op == .nextAfter { return zip(a, b).map { neighbour(of: $0, towards: $1, dtype) } }
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
        case .atan2: { atan2($0, $1) }
        case .hypot: { hypot($0, $1) }
        case .copySign: { Double(signOf: $1, magnitudeOf: $0) }
        case .nextAfter: preconditionFailure("\(op) depends on the type")
        case .and, .or, .xor, .shiftLeft, .shiftRight:
            preconditionFailure("\(op) has no meaning for a floating-point type")
        }
    }

    /// The next number of the type on the way from `a` to `b`.
    private static func neighbour(of a: Double, towards b: Double, _ dtype: DType) -> Double {
        dtype == .float32 ? Double(nextafterf(Float(a), Float(b))) : nextafter(a, b)
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
