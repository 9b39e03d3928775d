public import LaminaGraph

// The same elements in the same row-major order under other axes: nothing is moved or copied.

extension Tensor {
    /// The same elements in row-major order under another shape.
    ///
    /// - Shape: any shape with as many elements; one size may be -1 and is then computed.
    ///
    /// ```swift
    /// Tensor.iota([6]).reshaped([2, -1]).shape  // [2, 3]
    /// ```
    ///
    /// NumPy, PyTorch: `reshape`, `view`.
    public func reshaped(_ shape: Shape) -> Tensor {
        operation { () throws(OpError) in
            let target = try self.shape.resolve(reshape: shape, op: "reshaped", of: spec)
            return target == self.shape ? self : .record(.reshape(target), self)
        }
    }

    /// Neighbouring axes merged into one: `[n, h, w, c]` from axis 1 gives `[n, h w c]`.
    ///
    /// - Shape: `[…, first, …, last, …]` to `[…, first ⋯ last, …]`; a scalar gives `[1]`.
    ///
    /// PyTorch: `flatten(start_dim, end_dim)`; NumPy: `ravel`.
    public func flattened(from first: Int = 0, to last: Int = -1) -> Tensor {
        operation { () throws(OpError) in
            if rank == 0 { return reshaped([1]) }
            let first = try shape.resolve(axis: first, op: "flattened")
            let last = try shape.resolve(axis: last, op: "flattened")
            guard first <= last else {
                throw OpError(
                    op: "flattened", problem: "axis \(first) comes after axis \(last)",
                    operands: ["x": "\(spec)"], fix: "name the first of the axes in from:")
            }
            let merged = shape[first...last].reduce(1, *)
            return reshaped(Shape(shape[..<first] + [merged] + shape[(last + 1)...]))
        }
    }

    /// One axis taken apart into several; one of the sizes may be -1 and is then computed.
    ///
    /// - Shape: `[…, n, …]` to `[…, sizes, …]`, where the product of `sizes` is `n`.
    ///
    /// ```swift
    /// let heads = Tensor.zeros([8, 12 * 64]).unflattened(axis: -1, into: [12, -1])
    /// heads.shape  // [8, 12, 64]
    /// ```
    ///
    /// PyTorch: `unflatten`.
    public func unflattened(axis: Int, into sizes: Shape) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "unflattened")
            let parts = try Shape([shape[axis]])
                .resolve(reshape: sizes, op: "unflattened", of: spec)
            guard parts.elementCount == shape[axis] else {
                throw OpError(
                    op: "unflattened",
                    problem: "axis \(axis) has \(shape[axis]) elements, and \(parts) "
                        + "\(parts.elementCount)",
                    operands: ["x": "\(spec)"], fix: "pass -1 for one size to have it computed")
            }
            return reshaped(Shape(Array(shape[..<axis]) + parts + shape[(axis + 1)...]))
        }
    }

    /// The tensor without its axes of size 1.
    ///
    /// A batch of one example loses its batch axis too: name the axes where sizes may vary.
    public func squeezed() -> Tensor { reshaped(Shape(shape.filter { $0 != 1 })) }

    /// The tensor without one axis, whose size must be 1.
    ///
    /// NumPy, PyTorch: `squeeze`; PyTorch leaves an axis of another size in place.
    public func squeezed(axis: Int) -> Tensor { squeezed(axes: [axis]) }

    /// The tensor without some axes, whose sizes must be 1.
    public func squeezed(axes: [Int]) -> Tensor {
        operation { () throws(OpError) in
            let axes = try shape.resolve(axes: axes, op: "squeezed")
            if let axis = axes.first(where: { shape[$0] != 1 }) {
                throw OpError(
                    op: "squeezed", problem: "axis \(axis) has size \(shape[axis]), not 1",
                    operands: ["x": "\(spec)"],
                    fix: "pick one element of it with a subscript, or reduce it")
            }
            return reshaped(shape.reduced(axes: axes))
        }
    }

    /// The tensor with an axis of size 1 put in at a place of the result.
    ///
    /// NumPy: `expand_dims`; PyTorch: `unsqueeze`.
    public func expandedDims(axis: Int) -> Tensor { expandedDims(axes: [axis]) }

    /// The tensor with axes of size 1 put in; `axes` are their places in the result.
    ///
    /// ```swift
    /// Tensor.zeros([3, 4]).expandedDims(axes: [0, -1]).shape  // [1, 3, 4, 1]
    /// ```
    public func expandedDims(axes: [Int]) -> Tensor {
        operation { () throws(OpError) in
            let rank = try requireRank(self.rank + axes.count, op: "expandedDims")
            var isNew = [Bool](repeating: false, count: rank)
            for axis in axes {
                let place = axis < 0 ? axis + rank : axis
                guard isNew.indices.contains(place) else {
                    throw OpError(
                        op: "expandedDims",
                        problem: "axis \(axis) is out of range for rank \(rank)",
                        operands: ["x": "\(spec)"],
                        fix: "use an axis from \(-rank) to \(rank - 1)")
                }
                guard !isNew[place] else {
                    throw OpError(
                        op: "expandedDims", problem: "axis \(place) is listed twice",
                        operands: ["x": "\(spec)"], fix: "name each new axis once")
                }
                isNew[place] = true
            }
            var sizes = shape[...]
            return reshaped(Shape(isNew.map { $0 ? 1 : sizes.removeFirst() }))
        }
    }

    /// The tensor with axes of size 1 in front until it has `rank` of them.
    ///
    /// NumPy: `atleast_1d`, `atleast_2d`.
    public func atLeast(rank: Int) -> Tensor {
        operation { () throws(OpError) in
            let missing = Swift.max(0, try requireRank(rank, op: "atLeast") - self.rank)
            return reshaped(Shape(Array(repeating: 1, count: missing) + shape))
        }
    }

    /// The rank, if a tensor may have it.
    func requireRank(_ rank: Int, op: String) throws(OpError) -> Int {
        guard rank <= InlineInts.capacity else {
            throw OpError(
                op: op, problem: "the result would have \(rank) axes",
                operands: ["x": "\(spec)"],
                fix: "a tensor has at most \(InlineInts.capacity): merge some with flattened first")
        }
        return rank
    }
}

extension Shape {
    /// The shape that a request with one size -1 comes to, of as many elements as this shape.
    fileprivate func resolve(
        reshape request: Shape, op: String, of x: TensorSpec
    ) throws(OpError) -> Shape {
        let unknown = request.indices.filter { request[$0] == -1 }
        guard unknown.count <= 1, request.allSatisfy({ $0 >= -1 }) else {
            throw OpError(
                op: op, problem: "\(request) has more than one unknown or a negative size",
                operands: ["x": "\(x)"], fix: "leave at most one size to be computed with -1")
        }
        guard let axis = unknown.first else { return request }
        let known = request.reduce(1) { $1 == -1 ? $0 : $0 * $1 }
        guard known > 0, elementCount % known == 0 else {
            throw OpError(
                op: op, problem: "\(elementCount) elements do not divide into \(request)",
                operands: ["x": "\(x)"], fix: "the known sizes must divide \(elementCount)")
        }
        var sizes = request.sizes
        sizes[axis] = elementCount / known
        return Shape(sizes)
    }
}
