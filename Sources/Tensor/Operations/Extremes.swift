import LaminaGraph

// The larger and the smaller of two tensors, and what lies between limits.

/// The larger of two elements; NaN if either is. PyTorch: `maximum`.
///
/// - Shape: the operands broadcast to one shape.
/// - Gradient: goes to the larger; a tie shares it half and half, as in JAX and PyTorch.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { .binary(.maximum, a, b) }
/// The larger of each element and a number.
public func maximum(_ a: Tensor, _ b: Double) -> Tensor {
    maximum(a, a.scalar(like: b, isWhole: false))
}
/// The larger of each element and a number.
public func maximum(_ a: Tensor, _ b: Int) -> Tensor { maximum(a, a.scalar(like: b)) }

/// The smaller of two elements; NaN if either is. PyTorch: `minimum`.
///
/// - Shape: the operands broadcast to one shape.
/// - Gradient: goes to the smaller; a tie shares it half and half.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { .binary(.minimum, a, b) }
/// The smaller of each element and a number.
public func minimum(_ a: Tensor, _ b: Double) -> Tensor {
    minimum(a, a.scalar(like: b, isWhole: false))
}
/// The smaller of each element and a number.
public func minimum(_ a: Tensor, _ b: Int) -> Tensor { minimum(a, a.scalar(like: b)) }

/// The larger of two elements, of which a NaN is ignored; NaN if both are. NumPy and PyTorch: `fmax`.
///
/// - Gradient: as that of ``maximum(_:_:)-(Tensor,Tensor)``; beside a NaN the number has all of it.
public func fmax(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.aligned(a, b, op: "fmax")
        return select(a.isNaN, b, select(b.isNaN, a, maximum(a, b)))
    }
}

/// The smaller of two elements, of which a NaN is ignored; NaN if both are. NumPy and PyTorch: `fmin`.
///
/// - Gradient: as that of ``minimum(_:_:)-(Tensor,Tensor)``; beside a NaN the number has all of it.
public func fmin(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try Tensor.aligned(a, b, op: "fmin")
        return select(a.isNaN, b, select(b.isNaN, a, minimum(a, b)))
    }
}

/// Each element, or the nearer limit where it lies outside. NumPy: `clip`; PyTorch: `clamp`.
///
/// ```swift
/// clamp(Tensor([-1, 0.5, 3]), 0...1)  // [0, 0.5, 1]
/// ```
///
/// - Gradient: 1 inside, 0 outside, a half at a limit, as in JAX.
/// - Special values: NaN stays NaN.
public func clamp(_ x: Tensor, _ range: ClosedRange<Double>) -> Tensor {
    minimum(maximum(x, range.lowerBound), range.upperBound)
}

/// Each element, or the nearer limit where it lies outside; integers stay integers.
public func clamp(_ x: Tensor, _ range: ClosedRange<Int>) -> Tensor {
    minimum(maximum(x, range.lowerBound), range.upperBound)
}

/// Each element, or the limit where it lies below: `clamp(x, 0...)`.
public func clamp(_ x: Tensor, _ range: PartialRangeFrom<Double>) -> Tensor {
    maximum(x, range.lowerBound)
}

/// Each element, or the limit where it lies below; integers stay integers.
public func clamp(_ x: Tensor, _ range: PartialRangeFrom<Int>) -> Tensor {
    maximum(x, range.lowerBound)
}

/// Each element, or the limit where it lies above: `clamp(x, ...1)`.
public func clamp(_ x: Tensor, _ range: PartialRangeThrough<Double>) -> Tensor {
    minimum(x, range.upperBound)
}

/// Each element, or the limit where it lies above; integers stay integers.
public func clamp(_ x: Tensor, _ range: PartialRangeThrough<Int>) -> Tensor {
    minimum(x, range.upperBound)
}

/// Each element, or the nearer limit where it lies outside; every element has limits of its own.
///
/// - Shape: the three operands broadcast to one shape.
/// - Gradient: to `x` inside, to the limit outside, half and half at a limit.
/// - Special values: where the limits are in the wrong order, the upper one.
public func clamp(_ x: Tensor, from lower: Tensor, to upper: Tensor) -> Tensor {
    minimum(maximum(x, lower), upper)
}
