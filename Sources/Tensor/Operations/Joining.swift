import LaminaGraph

/// The tensors joined along an axis they all have.
///
/// - Shape: the sizes of `axis` add up; all others agree. dtype: the types' common one.
///
/// NumPy: `concatenate`; PyTorch: `cat`.
public func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    operation { () throws(OpError) in
        guard let first = tensors.first else {
            throw OpError(
                op: "concatenated", problem: "there is nothing to join", operands: [:],
                fix: "pass at least one tensor")
        }
        guard first.rank > 0 else {
            throw OpError(
                op: "concatenated", problem: "a scalar has no axis to join along",
                operands: ["first": "\(first.spec)"], fix: "use stacked for a new axis")
        }
        let axis = try first.shape.resolve(axis: axis, op: "concatenated")
        for (number, tensor) in tensors.enumerated() {
            guard tensor.rank == first.rank,
                tensor.shape.removing(axis: axis) == first.shape.removing(axis: axis)
            else {
                throw OpError(
                    op: "concatenated",
                    problem: "tensor \(number) is \(tensor.shape) and the first \(first.shape): "
                        + "only axis \(axis) may differ",
                    operands: ["first": "\(first.spec)", "other": "\(tensor.spec)"],
                    fix: tensor.shape == first.shape
                        ? "use stacked for a new axis" : "make the other sizes equal")
            }
        }
        let dtype = tensors.reduce(first.dtype) { DType.promoted($0, $1.dtype) }
        return tensors.count == 1
            ? first : .record(.concatenate(axis: axis), tensors.map { $0.asType(dtype) })
    }
}

/// The tensors, all of one shape, side by side along a new axis.
///
/// - Shape: `n` tensors `[…]` to `[…, n, …]` with the new axis at place `axis` of the result. dtype:
///   the types' common one.
///
/// ```swift
/// stacked([Tensor([1, 2]), Tensor([3, 4])], axis: 1).array()  // [1, 3, 2, 4]
/// ```
///
/// NumPy, PyTorch: `stack`. The inverse is ``Tensor/unstacked(axis:)``.
public func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    operation { () throws(OpError) in
        guard let first = tensors.first else {
            throw OpError(
                op: "stacked", problem: "there is nothing to stack", operands: [:],
                fix: "pass at least one tensor")
        }
        let rank = try first.requireRank(first.rank + 1, op: "stacked")
        let place = axis < 0 ? axis + rank : axis
        guard (0..<rank).contains(place) else {
            throw OpError(
                op: "stacked", problem: "axis \(axis) is out of range for rank \(rank)",
                operands: ["first": "\(first.spec)"],
                fix: "use an axis from \(-rank) to \(rank - 1)")
        }
        if let number = tensors.firstIndex(where: { $0.shape != first.shape }) {
            throw OpError(
                op: "stacked",
                problem:
                    "tensor \(number) is \(tensors[number].shape) and the first \(first.shape)",
                operands: ["first": "\(first.spec)", "other": "\(tensors[number].spec)"],
                fix: "stack tensors of one shape, or use concatenated")
        }
        return concatenated(tensors.map { $0.expandedDims(axis: place) }, axis: place)
    }
}
