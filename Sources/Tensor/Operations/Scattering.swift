public import LaminaGraph

// Writing at positions that are tensors. The tensor itself stays as it is; the result is another one.
// A negative index counts from the end, and an update with an index outside is dropped.

extension Tensor {
    /// The tensor with slices joined in at `indices` along one axis: by default `y[.., indices[i], ..]
    /// = updates[.., i, ..]`. The counterpart of ``taking(_:axis:)``. PyTorch: `index_copy`,
    /// `index_add`, `index_reduce`; JAX: `x.at[indices].add(updates)`.
    ///
    /// - Parameter mode: how an update joins what is there. Updates of one element are joined in their
    ///   order on any number of threads, so that with `set` the last one stays.
    /// - Shape: `x` `[a, n, b]`, `indices` of any shape `[i, j]`, and `updates` that broadcast to
    ///   `[a, i, j, b]`, over axis 1.
    /// - dtypes: any, the updates' must convert to that of `x` without loss; `indices` are integers.
    /// - Special values: an index outside `-n..<n` is skipped; `maximum` and `minimum` keep NaN.
    /// - Gradient: with `set` it reaches the update that stayed; equal ones share that of `maximum`
    ///   and `minimum`; that of `multiply` is right also where factors are zero, but not its second
    ///   derivative there.
    ///
    /// ```swift
    /// let counts = Tensor.zeros([3])
    /// let at = Tensor([0, 2, 0] as [Int32])
    /// counts.scattered(.ones([3]), at: at, mode: .add).array()  // [2, 0, 1]
    /// ```
    public func scattered(
        _ updates: Tensor, at indices: Tensor, axis: Int = 0, mode: ScatterMode = .set
    ) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "scattered")
            let rows = try indices.rowNumbers(along: axis, of: shape, op: "scattered")
            try Self.requireRoom(rank - 1 + indices.rank, op: "scattered", self, indices)
            let table = mergingAxes(through: axis)
            let whole = Shape(Array(rows.shape) + table.shape.dropFirst())
            let given = try updates.asUpdates(of: self, whole, op: "scattered")
            return Tensor.record(.scatterRows(mode), table, rows, given).reshaped(shape)
        }
    }

    /// The tensor with elements joined in, each at its index of the same line: by default
    /// `y[i, indices[i, j]] = updates[i, j]` over axis 1. The counterpart of
    /// ``takingAlong(axis:_:)``. NumPy: `put_along_axis`; PyTorch: `scatter`, `scatter_add`,
    /// `scatter_reduce`.
    ///
    /// - Shape: `indices` has as many axes as `x`, equal to those of `x` or 1 but for `axis`;
    ///   `updates` broadcast to it.
    /// - dtypes, special values, gradient: as of ``scattered(_:at:axis:mode:)``.
    public func scatteredAlong(
        axis: Int, _ indices: Tensor, _ updates: Tensor, mode: ScatterMode = .set
    ) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "scatteredAlong")
            let numbers = try indices.elementNumbers(along: axis, of: shape, op: "scatteredAlong")
            guard numbers.shape.removing(axis: axis) == shape.removing(axis: axis) else {
                throw OpError(
                    op: "scatteredAlong",
                    problem: "indices \(indices.shape) are wider than x \(shape)",
                    operands: ["x": "\(spec)", "indices": "\(indices.spec)"],
                    fix: "broadcast x to the indices' other axes first")
            }
            let given = try updates.asUpdates(of: self, numbers.shape, op: "scatteredAlong")
            let table = reshaped([shape.elementCount])
            return Tensor.record(.scatterRows(mode), table, numbers, given).reshaped(shape)
        }
    }

    /// The tensor with parts joined in at index vectors: by default `y[indices[i, 0], indices[i, 1],
    /// …] = updates[i]`. The counterpart of ``gatheredND(_:)``. TensorFlow: `tensor_scatter_nd_update`.
    ///
    /// - Shape: `x` `[n0, n1, b]`, `indices` `[i, 2]`, and `updates` that broadcast to `[i, b]`.
    /// - dtypes, special values, gradient: as of ``scattered(_:at:axis:mode:)``.
    public func scatteredND(
        _ updates: Tensor, at indices: Tensor, mode: ScatterMode = .set
    ) -> Tensor {
        operation { () throws(OpError) in
            let rows = try indices.rowNumbers(ofVectorsInto: shape, op: "scatteredND")
            let count = indices.shape[indices.rank - 1]
            try Self.requireRoom(indices.rank - 1 + rank - count, op: "scatteredND", self, indices)
            let table = mergingAxes(through: count - 1)
            let whole = Shape(Array(rows.shape) + table.shape.dropFirst())
            let given = try updates.asUpdates(of: self, whole, op: "scatteredND")
            return Tensor.record(.scatterRows(mode), table, rows, given).reshaped(shape)
        }
    }

    /// In the type of what they change, and one for each place.
    private func asUpdates(
        of x: Tensor, _ whole: Shape, op: String
    ) throws(OpError) -> Tensor {
        guard DType.promoted(x.dtype, dtype) == x.dtype else {
            throw OpError(
                op: op, problem: "\(dtype) updates do not fit into \(x.dtype)",
                operands: ["x": "\(x.spec)", "updates": "\(spec)"],
                fix: "convert x with asType(.\(DType.promoted(x.dtype, dtype))), or the updates")
        }
        guard try Shape.broadcast(shape, whole, op: op) == whole else {
            throw OpError(
                op: op, problem: "updates \(shape) do not broadcast to \(whole)",
                operands: ["x": "\(x.spec)", "updates": "\(spec)"],
                fix: "give one update for each index: \(whole)")
        }
        return asType(x.dtype).broadcast(to: whole)
    }
}
