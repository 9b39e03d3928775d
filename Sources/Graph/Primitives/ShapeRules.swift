/// Shape rules of the primitives that move elements without changing them.
extension Primitive {
    static func reshapeSpec(_ x: TensorSpec, to shape: Shape) throws(OpError) -> TensorSpec {
        guard shape.elementCount == x.shape.elementCount, shape.allSatisfy({ $0 >= 0 }) else {
            throw OpError(
                op: "reshaped",
                problem:
                    "\(x.shape.elementCount) elements do not fill \(shape), which has \(shape.elementCount)",
                operands: ["x": "\(x)"], fix: "pass -1 for one size to have it computed")
        }
        return TensorSpec(shape, x.dtype)
    }

    static func broadcastSpec(
        _ x: TensorSpec, to shape: Shape, axes: InlineInts
    ) throws(OpError) -> TensorSpec {
        let fits =
            axes.count == x.shape.rank && shape.allSatisfy { $0 >= 0 }
            && zip(axes, x.shape).allSatisfy {
                $0 >= 0 && $0 < shape.rank && ($1 == shape[$0] || $1 == 1)
            } && zip(axes, axes.dropFirst()).allSatisfy { $0 < $1 }
        guard fits else {
            throw OpError(
                op: "broadcast", problem: "\(x.shape) does not broadcast to \(shape)",
                operands: ["x": "\(x)"], fix: "sizes must agree from the last axis, or be 1")
        }
        return TensorSpec(shape, x.dtype)
    }

    static func transposeSpec(_ x: TensorSpec, _ axes: InlineInts) throws(OpError) -> TensorSpec {
        guard axes.sorted() == Array(0..<x.shape.rank) else {
            throw OpError(
                op: "transposed",
                problem: "\(axes) is not an order of the axes 0..<\(x.shape.rank)",
                operands: ["x": "\(x)"],
                fix: "name each axis once; to exchange two, use swappedAxes(_:_:)")
        }
        return TensorSpec(Shape(axes.map { x.shape[$0] }), x.dtype)
    }

    static func sliceSpec(
        _ x: TensorSpec, _ starts: InlineInts, _ limits: InlineInts, _ strides: InlineInts
    ) throws(OpError) -> TensorSpec {
        let rank = x.shape.rank
        func liesInside(_ axis: Int) -> Bool {
            let (start, limit) = (starts[axis], limits[axis])
            return 0 <= start && start <= limit && limit <= x.shape[axis] && strides[axis] > 0
        }
        guard starts.count == rank, limits.count == rank, strides.count == rank,
            x.shape.indices.allSatisfy(liesInside)
        else {
            throw OpError(
                op: "slice", problem: "\(starts)..<\(limits) by \(strides) does not lie inside",
                operands: ["x": "\(x)"], fix: "keep 0 <= start <= limit <= size on each axis")
        }
        let sizes = x.shape.indices.map { axis in
            (limits[axis] - starts[axis] + strides[axis] - 1) / strides[axis]
        }
        return TensorSpec(Shape(sizes), x.dtype)
    }

    static func reverseSpec(_ x: TensorSpec, _ axes: InlineInts) throws(OpError) -> TensorSpec {
        guard axes.allSatisfy(x.shape.indices.contains), Set(axes).count == axes.count else {
            throw OpError(
                op: "flipped", problem: "\(axes) are not different axes of \(x.shape)",
                operands: ["x": "\(x)"], fix: "name each axis to be turned round once")
        }
        return x
    }

    static func padSpec(
        _ x: TensorSpec, _ low: InlineInts, _ high: InlineInts
    ) throws(OpError) -> TensorSpec {
        let rank = x.shape.rank
        guard low.count == rank, high.count == rank, low.allSatisfy({ $0 >= 0 }),
            high.allSatisfy({ $0 >= 0 })
        else {
            throw OpError(
                op: "padded", problem: "one pair of sizes from 0 on is needed for each axis",
                operands: ["x": "\(x)"], fix: "give \(rank) pairs; cut with a slice instead")
        }
        return TensorSpec(Shape((0..<rank).map { low[$0] + x.shape[$0] + high[$0] }), x.dtype)
    }

    static func concatenateSpec(_ parts: [TensorSpec], axis: Int) throws(OpError) -> TensorSpec {
        guard let first = parts.first else {
            throw OpError(
                op: "concatenated", problem: "there is nothing to join", operands: [:],
                fix: "pass at least one tensor")
        }
        guard first.shape.indices.contains(axis) else {
            throw OpError(
                op: "concatenated", problem: "there is no axis \(axis)",
                operands: ["first": "\(first)"],
                fix: first.shape.rank == 0
                    ? "stack scalars along a new axis" : "use an axis of \(first.shape)")
        }
        for part in parts {
            let same =
                part.dtype == first.dtype && part.shape.rank == first.shape.rank
                && part.shape.removing(axis: axis) == first.shape.removing(axis: axis)
            guard same else {
                throw OpError(
                    op: "concatenated", problem: "only axis \(axis) may differ",
                    operands: ["first": "\(first)", "other": "\(part)"],
                    fix: "make the other sizes and the types equal")
            }
        }
        var sizes = first.shape.sizes
        sizes[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
        return TensorSpec(Shape(sizes), first.dtype)
    }
}
