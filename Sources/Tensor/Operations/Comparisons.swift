package import LaminaGraph

// Comparisons, element by element, of tensors that broadcast to one shape. The result is bool; with
// NaN every comparison but `isNotEqual` is false.

extension Tensor {
    package static func compare(_ op: Comparison, _ a: Tensor, _ b: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let (a, b) = try aligned(a, b, op: "\(op)")
            return record(.compare(op), a, b)
        }
    }

    /// `true` where the elements are equal; NaN equals nothing. NumPy: `equal`; PyTorch: `eq`.
    ///
    /// - Traps: shapes that do not broadcast.
    public func isEqual(to other: Tensor) -> Tensor { .compare(.equal, self, other) }
    /// `true` where the elements differ. NumPy: `not_equal`; PyTorch: `ne`.
    public func isNotEqual(to other: Tensor) -> Tensor { .compare(.notEqual, self, other) }
    /// `true` where the left element is smaller. NumPy: `less`; PyTorch: `lt`.
    public static func .< (a: Tensor, b: Tensor) -> Tensor { compare(.less, a, b) }
    /// `true` where the left element is smaller or equal. NumPy: `less_equal`; PyTorch: `le`.
    public static func .<= (a: Tensor, b: Tensor) -> Tensor { compare(.lessOrEqual, a, b) }
    /// `true` where the left element is larger. NumPy: `greater`; PyTorch: `gt`.
    public static func .> (a: Tensor, b: Tensor) -> Tensor { compare(.greater, a, b) }
    /// `true` where the left element is larger or equal. NumPy: `greater_equal`; PyTorch: `ge`.
    public static func .>= (a: Tensor, b: Tensor) -> Tensor { compare(.greaterOrEqual, a, b) }

    /// `true` where the element equals the number.
    public func isEqual(to other: Double) -> Tensor {
        isEqual(to: scalar(like: other, isWhole: false))
    }
    /// `true` where the element equals the number.
    public func isEqual(to other: Int) -> Tensor { isEqual(to: scalar(like: other)) }
    /// `true` where the element differs from the number.
    public func isNotEqual(to other: Double) -> Tensor {
        isNotEqual(to: scalar(like: other, isWhole: false))
    }
    /// `true` where the element differs from the number.
    public func isNotEqual(to other: Int) -> Tensor { isNotEqual(to: scalar(like: other)) }

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

    /// `true` where the element is smaller than the number.
    public static func .< (a: Tensor, b: Int) -> Tensor { a .< a.scalar(like: b) }
    /// `true` where the element is smaller than the number or equal.
    public static func .<= (a: Tensor, b: Int) -> Tensor { a .<= a.scalar(like: b) }
    /// `true` where the element is larger than the number.
    public static func .> (a: Tensor, b: Int) -> Tensor { a .> a.scalar(like: b) }
    /// `true` where the element is larger than the number or equal.
    public static func .>= (a: Tensor, b: Int) -> Tensor { a .>= a.scalar(like: b) }
}

/// `true` where `|a - b| ≤ atol + rtol |b|`. NumPy and PyTorch: `isclose`.
///
/// - Parameters:
///   - rtol: the difference allowed as a multiple of `|b|`.
///   - atol: the difference allowed whatever the size.
///   - equalNaN: whether NaN is close to NaN.
/// - Shape: the operands broadcast to one shape.
/// - Special values: an infinity is close to itself alone.
/// - Traps: a tolerance below 0.
public func isClose(
    _ a: Tensor, _ b: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false
) -> Tensor {
    operation { () throws(OpError) in
        guard rtol >= 0, atol >= 0 else {
            throw OpError(
                op: "isClose", problem: "the tolerances are \(rtol) and \(atol)",
                operands: ["a": "\(a.spec)", "b": "\(b.spec)"], fix: "give tolerances from 0 on")
        }
        let (a, b) = try Tensor.alignedReals(a, b, op: "isClose")
        let isNear = (abs(a - b) .<= atol + rtol * abs(b)) .& b.isFinite
        let isClose = isNear .| a.isEqual(to: b)
        return equalNaN ? isClose .| (a.isNaN .& b.isNaN) : isClose
    }
}
