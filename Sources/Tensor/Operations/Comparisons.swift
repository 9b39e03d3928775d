package import LaminaGraph

/// `condition ? a : b`, element by element, of tensors that broadcast to one shape. NumPy and
/// PyTorch: `where`. The operand that is not taken has gradient 0.
public func select(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    let (a, b) = Tensor.aligned(a, b, op: "select")
    let shape = orTrap { () throws(OpError) in
        try Shape.broadcast(condition.shape, a.shape, op: "select")
    }
    return .record(
        .select, condition.broadcast(to: shape), a.broadcast(to: shape), b.broadcast(to: shape))
}

/// `condition ? a : b` with a number where the condition is false.
public func select(_ condition: Tensor, _ a: Tensor, _ b: Double) -> Tensor {
    select(condition, a, a.scalar(like: b, isWhole: false))
}

extension Tensor {
    package static func compare(_ op: Comparison, _ a: Tensor, _ b: Tensor) -> Tensor {
        let (a, b) = aligned(a, b, op: "\(op)")
        return record(.compare(op), a, b)
    }

    /// `true` where the elements are equal; NaN equals nothing.
    public func isEqual(to other: Tensor) -> Tensor { .compare(.equal, self, other) }
    /// `true` where the elements differ.
    public func isNotEqual(to other: Tensor) -> Tensor { .compare(.notEqual, self, other) }
    /// `true` where the left element is smaller.
    public static func .< (a: Tensor, b: Tensor) -> Tensor { compare(.less, a, b) }
    /// `true` where the left element is smaller or equal.
    public static func .<= (a: Tensor, b: Tensor) -> Tensor { compare(.lessOrEqual, a, b) }
    /// `true` where the left element is larger.
    public static func .> (a: Tensor, b: Tensor) -> Tensor { compare(.greater, a, b) }
    /// `true` where the left element is larger or equal.
    public static func .>= (a: Tensor, b: Tensor) -> Tensor { compare(.greaterOrEqual, a, b) }

    /// `true` where the element is smaller than the number.
    public static func .< (a: Tensor, b: Double) -> Tensor {
        a .< a.scalar(like: b, isWhole: false)
    }
    /// `true` where the element is smaller than the number or equal.
    public static func .<= (a: Tensor, b: Double) -> Tensor {
        a .<= a.scalar(like: b, isWhole: false)
    }
    /// `true` where the element is larger than the number.
    public static func .> (a: Tensor, b: Double) -> Tensor {
        a .> a.scalar(like: b, isWhole: false)
    }
    /// `true` where the element is larger than the number or equal.
    public static func .>= (a: Tensor, b: Double) -> Tensor {
        a .>= a.scalar(like: b, isWhole: false)
    }
}
