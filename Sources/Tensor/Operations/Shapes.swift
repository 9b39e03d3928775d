public import LaminaGraph

// Operations that move elements and leave them as they are.

extension Tensor {
    /// The same elements in row-major order under another shape; one size may be -1 and is then
    /// computed. NumPy: `reshape`.
    public func reshaped(_ shape: Shape) -> Tensor {
        let target = orTrap { () throws(OpError) in try resolve(reshape: shape) }
        return target == self.shape ? self : .record(.reshape(target), self)
    }

    private func resolve(reshape shape: Shape) throws(OpError) -> Shape {
        let unknown = shape.indices.filter { shape[$0] == -1 }
        guard unknown.count <= 1, shape.allSatisfy({ $0 >= -1 }) else {
            throw OpError(
                op: "reshaped", problem: "\(shape) has more than one unknown or a negative size",
                operands: ["x": "\(spec)"], fix: "leave at most one size to be computed with -1")
        }
        guard let axis = unknown.first else { return shape }
        let known = shape.reduce(1) { $1 == -1 ? $0 : $0 * $1 }
        let count = self.shape.elementCount
        guard known > 0, count % known == 0 else {
            throw OpError(
                op: "reshaped", problem: "\(count) elements do not divide into \(shape)",
                operands: ["x": "\(spec)"], fix: "the known sizes must divide \(count)")
        }
        var sizes = shape.sizes
        sizes[axis] = count / known
        return Shape(sizes)
    }

    /// The axes from `first` on merged into one: `[n, h, w, c]` from axis 1 gives `[n, h w c]`.
    public func flattened(from first: Int = 0) -> Tensor {
        let first = orTrap { () throws(OpError) in
            rank == 0 ? 0 : try shape.resolve(axis: first, op: "flattened")
        }
        return reshaped(Shape(shape.prefix(first) + [shape.dropFirst(first).reduce(1, *)]))
    }

    /// The axes in another order; by default all of them reversed. NumPy: `transpose`.
    public func transposed(_ axes: [Int]? = nil) -> Tensor {
        let order = axes.map { $0.map { $0 < 0 ? $0 + rank : $0 } } ?? shape.indices.reversed()
        return order == Array(shape.indices)
            ? self : .record(.transpose(InlineInts(order)), self)
    }

    /// The tensor repeated to a larger shape: sizes agree from the last axis, or are 1.
    public func broadcast(to shape: Shape) -> Tensor {
        if shape == self.shape { return self }
        let offset = shape.rank - rank
        let axes = InlineInts(self.shape.indices.map { $0 + offset })
        return .record(.broadcast(shape, axes: axes), self)
    }

    /// The tensor with an axis of size 1 put in. NumPy: `expand_dims`; PyTorch: `unsqueeze`.
    public func expandedDims(axis: Int) -> Tensor {
        let position = axis < 0 ? axis + rank + 1 : axis
        orTrap { () throws(OpError) in
            guard (0...rank).contains(position) else {
                throw OpError(
                    op: "expandedDims", problem: "axis \(axis) is out of range for rank \(rank)",
                    operands: ["x": "\(spec)"], fix: "use an axis from \(-rank - 1) to \(rank)")
            }
        }
        return reshaped(Shape(shape.prefix(position) + [1] + shape.dropFirst(position)))
    }

    /// The part between positions along one axis: `x.slice(2..<5, axis: 1)`.
    public func slice(_ range: Range<Int>, axis: Int = 0) -> Tensor {
        let axis = orTrap { () throws(OpError) in try shape.resolve(axis: axis, op: "slice") }
        var (starts, limits) = (InlineInts(shape.map { _ in 0 }), shape.sizes)
        (starts[axis], limits[axis]) = (range.lowerBound, range.upperBound)
        return .record(
            .slice(starts: starts, limits: limits, strides: InlineInts(shape.map { _ in 1 })), self)
    }

    /// The tensor grown by `low[i]` elements before and `high[i]` after, on axis `i`.
    public func padded(low: [Int], high: [Int], value: Double = 0) -> Tensor {
        .record(.pad(low: InlineInts(low), high: InlineInts(high), value: value), self)
    }

    /// Rows of a table `[rows, …]` at int32 indices of any shape; an index outside gives zeros.
    public func gatheredRows(_ indices: Tensor) -> Tensor {
        .record(.gatherRows, self, indices.asType(.int32))
    }
}

/// The tensors joined along an axis they all have.
public func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    let axis = orTrap { () throws(OpError) in
        try (tensors.first?.shape ?? []).resolve(axis: axis, op: "concatenated")
    }
    return tensors.count == 1 ? tensors[0] : .record(.concatenate(axis: axis), tensors)
}
