/// Shape rules of the reductions.
extension Primitive {
    static func reduceSpec(
        _ op: Reduction, _ x: TensorSpec, axes: InlineInts
    ) throws(OpError) -> TensorSpec {
        guard zip(axes, axes.dropFirst()).allSatisfy({ $0 < $1 }),
            axes.allSatisfy({ $0 >= 0 && $0 < x.shape.rank })
        else {
            throw OpError(
                op: "\(op)", problem: "\(axes) are not rising axes of \(x.shape)",
                operands: ["x": "\(x)"], fix: "name each axis once")
        }
        switch op {
        case .max, .min:
            if let empty = axes.first(where: { x.shape[$0] == 0 }) {
                throw OpError(
                    op: "\(op)",
                    problem: "axis \(empty) is empty, and nothing has no \(op)",
                    operands: ["x": "\(x)"], fix: "skip empty batches")
            }
            try require(!x.dtype.isComplex, "\(op)", "needs ordered numbers", x)
        case .sum, .product:
            try require(x.dtype != .bool && !x.dtype.isComplex, "\(op)", "needs real numbers", x)
        case .any, .all:
            try require(x.dtype == .bool, "\(op)", "needs bool", x)
        }
        return TensorSpec(x.shape.reduced(axes: axes), x.dtype)
    }

    static func argReduceSpec(_ x: TensorSpec, axis: Int) throws(OpError) -> TensorSpec {
        guard axis >= 0, axis < x.shape.rank, x.shape[axis] > 0 else {
            throw OpError(
                op: "argMax", problem: "axis \(axis) is empty or missing", operands: ["x": "\(x)"],
                fix: "choose an axis with at least one element")
        }
        return TensorSpec(x.shape.removing(axis: axis), .int32)
    }
}
