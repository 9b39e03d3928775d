public import LaminaGraph

// Slices whose position is a tensor: another position runs the same plan, which a decoding loop
// needs. A part that would lie partly outside is moved inside.

extension Tensor {
    /// The part of these sizes that begins at `starts`. JAX: `lax.dynamic_slice`.
    ///
    /// - Parameter starts: an integer for each axis, `[rank]`. Each is moved into `0...n - size`, as
    ///   in StableHLO; a negative one therefore becomes 0.
    /// - Shape: `sizes`, none above the axis's own.
    /// - dtypes: any.
    /// - Gradient: at the place the part came from, 0 elsewhere.
    ///
    /// ```swift
    /// let x = Tensor([1, 2, 3, 4])
    /// x.dynamicSlice(at: Tensor([2] as [Int32]), sizes: [2]).array()  // [3, 4]
    /// ```
    public func dynamicSlice(at starts: Tensor, sizes: Shape) -> Tensor {
        operation { () throws(OpError) in
            let starts = try starts.asStarts(of: self, op: "dynamicSlice")
            return .record(.dynamicSlice(sizes: sizes.sizes), self, starts)
        }
    }

    /// The part of `size` elements along one axis that begins at `start`, a tensor of one integer;
    /// the other axes are taken whole. JAX: `lax.dynamic_slice_in_dim`.
    public func dynamicSlice(at start: Tensor, size: Int, axis: Int) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "dynamicSlice")
            var sizes = shape.sizes
            sizes[axis] = size
            let starts = try start.asStart(along: axis, of: self, op: "dynamicSlice")
            return .record(.dynamicSlice(sizes: sizes), self, starts)
        }
    }

    /// The tensor with `update` written over the part that begins at `starts`. JAX:
    /// `lax.dynamic_update_slice`.
    ///
    /// - Parameter starts: an integer for each axis, `[rank]`, moved inside as by
    ///   ``dynamicSlice(at:sizes:)``.
    /// - Shape: that of `x`; `update` has as many axes, none longer.
    /// - dtypes: any; that of `update` must convert to that of `x` without loss.
    /// - Gradient: `x` has none where it is written over.
    public func dynamicUpdate(_ update: Tensor, at starts: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let starts = try starts.asStarts(of: self, op: "dynamicUpdate")
            return .record(.dynamicUpdate, self, try update.asPart(of: self), starts)
        }
    }

    /// The tensor with `update` written over it from `start` on along one axis, a tensor of one
    /// integer, and from 0 on along the others. JAX: `lax.dynamic_update_slice_in_dim`.
    ///
    /// ```swift
    /// let cache = Tensor.zeros([4, 2])
    /// let position = Tensor([3] as [Int32])
    /// cache.dynamicUpdate(.ones([1, 2]), at: position, axis: 0)
    /// ```
    public func dynamicUpdate(_ update: Tensor, at start: Tensor, axis: Int) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "dynamicUpdate")
            let starts = try start.asStart(along: axis, of: self, op: "dynamicUpdate")
            return .record(.dynamicUpdate, self, try update.asPart(of: self), starts)
        }
    }

    private func asPart(of x: Tensor) throws(OpError) -> Tensor {
        guard DType.promoted(x.dtype, dtype) == x.dtype else {
            throw OpError(
                op: "dynamicUpdate", problem: "a \(dtype) update does not fit into \(x.dtype)",
                operands: ["x": "\(x.spec)", "update": "\(spec)"],
                fix: "convert x with asType(.\(DType.promoted(x.dtype, dtype))), or the update")
        }
        return asType(x.dtype)
    }

    private func asStarts(of x: Tensor, op: String) throws(OpError) -> Tensor {
        guard shape == [x.rank], dtype.isInteger else {
            throw OpError(
                op: op, problem: "starts \(spec) are not an integer for each of \(x.rank) axes",
                operands: ["x": "\(x.spec)", "starts": "\(spec)"],
                fix: "pass integers of shape [\(x.rank)]")
        }
        return clampedToInt32()
    }

    private func asStart(along axis: Int, of x: Tensor, op: String) throws(OpError) -> Tensor {
        guard shape.elementCount == 1, dtype.isInteger else {
            throw OpError(
                op: op, problem: "start \(spec) is not one integer",
                operands: ["x": "\(x.spec)", "start": "\(spec)"],
                fix: "pass a tensor of one integer, or a start for each axis without axis:")
        }
        return clampedToInt32().reshaped([1]).padded(low: [axis], high: [x.rank - 1 - axis])
    }

    /// Beyond int32 every start is moved inside anyway, but must not wrap around before.
    private func clampedToInt32() -> Tensor {
        guard dtype.byteCount >= 4, dtype != .int32 else { return asType(.int32) }
        let low = dtype.isUnsigned ? self : maximum(self, whole(-Int(Int32.max)))
        return minimum(low, whole(Int(Int32.max))).asType(.int32)
    }
}
