/// Reference of integer arithmetic, in the element's own Swift type: results wrap.
extension Primitive {
    static func integerReference<T: FixedWidthInteger>(
        _ op: Binary, _ a: [Double], _ b: [Double], _: T.Type
    ) -> [Double] {
        // Elements near 2^64 were rounded up to it on their way into a Double.
        zip(a, b).map { Double(integerValue(op, T(clamping: $0), T(clamping: $1))) }
    }

    private static func integerValue<T: FixedWidthInteger>(_ op: Binary, _ a: T, _ b: T) -> T {
        switch op {
        case .add: a &+ b
        case .subtract: a &- b
        case .multiply: a &* b
        // The quotient is rounded towards zero; min / -1 wraps to min.
        case .divide: b == 0 ? 0 : a.dividedReportingOverflow(by: b).partialValue
        case .power: integerPower(a, b)
        case .maximum: max(a, b)
        case .minimum: min(a, b)
        case .remainder: floorRemainder(a, b)
        case .and: a & b
        case .or: a | b
        case .xor: a ^ b
        // A negative count, or one past the width, shifts everything out but the sign.
        case .shiftLeft: b < 0 || b >= T.bitWidth ? 0 : a << b
        case .shiftRight: b < 0 || b >= T.bitWidth ? (a < 0 ? ~0 : 0) : a >> b
        case .atan2, .hypot, .copySign, .nextAfter:
            preconditionFailure("\(op) has no meaning for integers")
        }
    }

    /// The remainder with the sign of the divisor; 0 for a divisor of 0.
    private static func floorRemainder<T: FixedWidthInteger>(_ a: T, _ b: T) -> T {
        guard b != 0 else { return 0 }
        let r = a.remainderReportingOverflow(dividingBy: b).partialValue
        return r != 0 && (r < 0) != (b < 0) ? r + b : r
    }

    /// Repeated multiplication; a negative exponent gives the whole part of the fraction.
    private static func integerPower<T: FixedWidthInteger>(_ base: T, _ exponent: T) -> T {
        if exponent < 0 {
            if base == 1 { return 1 }
            // Only a signed base gets here with all bits set: -1.
            return base == ~0 ? (exponent & 1 == 0 ? 1 : base) : 0
        }
        var (result, square, rest): (T, T, T) = (1, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result &*= square }
            square &*= square
            rest >>= 1
        }
        return result
    }
}
