package import LaminaGraph

extension Tensor {
    /// Both operands in their common type and shape.
    package static func aligned(_ a: Tensor, _ b: Tensor, op: String) -> (Tensor, Tensor) {
        let dtype = DType.promoted(a.dtype, b.dtype)
        let shape = orTrap { () throws(OpError) in
            try Shape.broadcast(a.shape, b.shape, op: op, dtypes: (a.dtype, b.dtype))
        }
        return (
            a.asType(dtype).broadcast(to: shape), b.asType(dtype).broadcast(to: shape)
        )
    }

    package static func binary(_ op: Binary, _ a: Tensor, _ b: Tensor) -> Tensor {
        let (a, b) = aligned(a, b, op: "\(op)")
        return record(.binary(op), a, b)
    }

    /// A Swift number beside a tensor takes the tensor's type, unless the type cannot hold it: a
    /// fraction beside integers gives float32, a number beside bool int32.
    package func scalar(like value: Double, isWhole: Bool) -> Tensor {
        switch dtype {
        case .bool: .constant(value, isWhole ? .int32 : .float32)
        case let own where own.isInteger && !isWhole: .constant(value, .float32)
        default: .constant(value, dtype)
        }
    }

    /// The sum, element by element, of tensors that broadcast to one shape.
    public static func + (a: Tensor, b: Tensor) -> Tensor { binary(.add, a, b) }
    /// The difference, element by element.
    public static func - (a: Tensor, b: Tensor) -> Tensor { binary(.subtract, a, b) }
    /// The product, element by element.
    public static func * (a: Tensor, b: Tensor) -> Tensor { binary(.multiply, a, b) }
    /// The quotient, element by element; integers divide towards zero.
    public static func / (a: Tensor, b: Tensor) -> Tensor { binary(.divide, a, b) }
    /// The remainder with the sign of the divisor.
    public static func % (a: Tensor, b: Tensor) -> Tensor { binary(.remainder, a, b) }
    /// The negative of each element.
    public static prefix func - (a: Tensor) -> Tensor { record(.unary(.negate), a) }

    /// Adds a number to every element.
    public static func + (a: Tensor, b: Double) -> Tensor { a + a.scalar(like: b, isWhole: false) }
    /// Subtracts a number from every element.
    public static func - (a: Tensor, b: Double) -> Tensor { a - a.scalar(like: b, isWhole: false) }
    /// Multiplies every element by a number.
    public static func * (a: Tensor, b: Double) -> Tensor { a * a.scalar(like: b, isWhole: false) }
    /// Divides every element by a number.
    public static func / (a: Tensor, b: Double) -> Tensor { a / a.scalar(like: b, isWhole: false) }
    /// Adds every element to a number.
    public static func + (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) + b }
    /// Subtracts every element from a number.
    public static func - (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) - b }
    /// Multiplies a number by every element.
    public static func * (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) * b }
    /// Divides a number by every element.
    public static func / (a: Double, b: Tensor) -> Tensor { b.scalar(like: a, isWhole: false) / b }

    /// Adds a number to every element.
    public static func + (a: Tensor, b: Int) -> Tensor {
        a + a.scalar(like: Double(b), isWhole: true)
    }
    /// Subtracts a number from every element.
    public static func - (a: Tensor, b: Int) -> Tensor {
        a - a.scalar(like: Double(b), isWhole: true)
    }
    /// Multiplies every element by a number.
    public static func * (a: Tensor, b: Int) -> Tensor {
        a * a.scalar(like: Double(b), isWhole: true)
    }
    /// Divides every element by a number.
    public static func / (a: Tensor, b: Int) -> Tensor {
        a / a.scalar(like: Double(b), isWhole: true)
    }
    /// Adds every element to a number.
    public static func + (a: Int, b: Tensor) -> Tensor {
        b.scalar(like: Double(a), isWhole: true) + b
    }
    /// Subtracts every element from a number.
    public static func - (a: Int, b: Tensor) -> Tensor {
        b.scalar(like: Double(a), isWhole: true) - b
    }
    /// Multiplies a number by every element.
    public static func * (a: Int, b: Tensor) -> Tensor {
        b.scalar(like: Double(a), isWhole: true) * b
    }
    /// Divides a number by every element.
    public static func / (a: Int, b: Tensor) -> Tensor {
        b.scalar(like: Double(a), isWhole: true) / b
    }
}

/// `a` to the power `b`, element by element.
///
/// - Gradient: to `a` it is `b aᵇ⁻¹` (0 where `b` is 0), to `b` it is `aᵇ ln a` (0 where `a` is 0).
public func pow(_ a: Tensor, _ b: Tensor) -> Tensor { .binary(.power, a, b) }

/// Each element to the power `exponent`.
public func pow(_ a: Tensor, _ exponent: Double) -> Tensor {
    pow(a, a.scalar(like: exponent, isWhole: false))
}

/// The larger of two elements; NaN if either is. A tie shares the gradient half and half.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { .binary(.maximum, a, b) }

/// The smaller of two elements; NaN if either is. A tie shares the gradient half and half.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { .binary(.minimum, a, b) }
