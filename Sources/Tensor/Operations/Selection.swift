import LaminaGraph

/// `condition ? a : b`, element by element, of tensors that broadcast to one shape. NumPy and
/// PyTorch: `where`.
///
/// ```swift
/// let isPositive = x .> 0
/// select(isPositive, log(select(isPositive, x, 1)), 0)  // gradient 0 where x <= 0
/// ```
///
/// - dtypes: `a` and `b` in their common type; a condition that is no bool is refused.
/// - Gradient: goes to the operand that was taken; the other gets 0. A function whose derivative is
///   infinite turns that 0 into `0 · ∞ = NaN`, as in JAX: give it a harmless argument where its
///   result is not taken, as above.
/// - Traps: a condition of numbers; shapes that do not broadcast.
public func select(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        guard condition.dtype == .bool else {
            throw OpError(
                op: "select", problem: "the condition is \(condition.dtype), not bool",
                operands: ["condition": "\(condition.spec)", "a": "\(a.spec)", "b": "\(b.spec)"],
                fix: "compare, as in x .> 0, or convert with asType(.bool)")
        }
        let (a, b) = try Tensor.aligned(a, b, op: "select")
        let shape = try Shape.broadcast(condition.shape, a.shape, op: "select")
        return .record(
            .select, condition.broadcast(to: shape), a.broadcast(to: shape), b.broadcast(to: shape))
    }
}

/// `condition ? a : b` with a number where the condition is false.
public func select(_ condition: Tensor, _ a: Tensor, _ b: Double) -> Tensor {
    select(condition, a, a.scalar(like: b, isWhole: false))
}

/// `condition ? a : b` with a number where the condition is false.
public func select(_ condition: Tensor, _ a: Tensor, _ b: Int) -> Tensor {
    select(condition, a, a.scalar(like: b))
}

/// `condition ? a : b` with a number where the condition is true.
public func select(_ condition: Tensor, _ a: Double, _ b: Tensor) -> Tensor {
    select(condition, b.scalar(like: a, isWhole: false), b)
}

/// `condition ? a : b` with a number where the condition is true.
public func select(_ condition: Tensor, _ a: Int, _ b: Tensor) -> Tensor {
    select(condition, b.scalar(like: a), b)
}
