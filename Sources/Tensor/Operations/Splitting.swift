import LaminaGraph

// Parts of a tensor along one axis. Parts are views: nothing is copied until a kernel needs it.

extension Tensor {
    /// The part between positions along one axis: `x.slice(2..<5, axis: 1)`.
    ///
    /// For an axis known when the program is written a subscript says the same: `x[.all, 2..<5]`.
    /// PyTorch: `narrow`; JAX: `slice_in_dim`.
    public func slice(_ range: Range<Int>, axis: Int = 0) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "slice")
            guard range.lowerBound >= 0, range.upperBound <= shape[axis] else {
                throw OpError(
                    op: "slice",
                    problem: "\(range) does not lie inside axis \(axis) of size \(shape[axis])",
                    operands: ["x": "\(spec)"],
                    fix: "use positions from 0 to \(shape[axis])")
            }
            return slice(range, by: 1, along: axis)
        }
    }

    /// The positions of a range that are multiples of `step` from its start; all are checked.
    func slice(_ range: Range<Int>, by step: Int, along axis: Int) -> Tensor {
        var (starts, limits) = (InlineInts(shape.map { _ in 0 }), shape.sizes)
        var strides = InlineInts(shape.map { _ in 1 })
        (starts[axis], limits[axis], strides[axis]) = (range.lowerBound, range.upperBound, step)
        if range == 0..<shape[axis], step == 1 { return self }
        return .record(.slice(starts: starts, limits: limits, strides: strides), self)
    }

    /// The tensor cut into `count` equal parts along one axis, whose size `count` must divide.
    ///
    /// NumPy: `split`; PyTorch: `chunk`. For a shorter last part, ``chunked(size:axis:)``.
    public func split(into count: Int, axis: Int = 0) -> [Tensor] {
        operation(count: Swift.max(0, count)) { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "split")
            guard count > 0, shape[axis] % count == 0 else {
                throw OpError(
                    op: "split",
                    problem: "axis \(axis) of size \(shape[axis]) has no \(count) equal parts",
                    operands: ["x": "\(spec)"],
                    fix: "use chunked(size:axis:) for a shorter last part, or split(sizes:axis:)")
            }
            let size = shape[axis] / count
            return parts((0..<count).map { $0 * size..<($0 + 1) * size }, axis: axis)
        }
    }

    /// The tensor cut into parts of these sizes along one axis; one size may be -1 and takes the rest.
    ///
    /// ```swift
    /// let (q, kv) = (0, 1)
    /// let parts = Tensor.zeros([5, 12]).split(sizes: [4, -1], axis: 1)
    /// (parts[q].shape, parts[kv].shape)  // ([5, 4], [5, 8])
    /// ```
    ///
    /// PyTorch: `split`.
    public func split(sizes: [Int], axis: Int = 0) -> [Tensor] {
        operation(count: sizes.count) { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "split")
            let rest = shape[axis] - sizes.reduce(0) { $1 == -1 ? $0 : $0 + $1 }
            let unknown = sizes.count { $0 == -1 }
            guard sizes.allSatisfy({ $0 >= -1 }), unknown == 1 ? rest >= 0 : rest == 0,
                unknown <= 1
            else {
                throw OpError(
                    op: "split",
                    problem: "parts of \(sizes) do not fill axis \(axis) of size \(shape[axis])",
                    operands: ["x": "\(spec)"],
                    fix: "sizes must add up to \(shape[axis]); one may be -1 and takes the rest")
            }
            var start = 0
            let ranges = sizes.map { size in
                let range = start..<start + (size == -1 ? rest : size)
                start = range.upperBound
                return range
            }
            return parts(ranges, axis: axis)
        }
    }

    /// The tensor cut before each of these positions along one axis, which must not fall: one part
    /// more than there are positions.
    ///
    /// NumPy: `split` with indices; PyTorch: `tensor_split`.
    public func split(at positions: [Int], axis: Int = 0) -> [Tensor] {
        operation(count: positions.count + 1) { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "split")
            let cuts = [0] + positions + [shape[axis]]
            guard zip(cuts, cuts.dropFirst()).allSatisfy({ $0 <= $1 }) else {
                throw OpError(
                    op: "split",
                    problem: "\(positions) are not rising positions of axis \(axis) "
                        + "of size \(shape[axis])",
                    operands: ["x": "\(spec)"],
                    fix: "give rising positions from 0 to \(shape[axis])")
            }
            return parts(zip(cuts, cuts.dropFirst()).map { $0..<$1 }, axis: axis)
        }
    }

    /// The tensor cut into parts of `size` along one axis; the last may be shorter.
    ///
    /// An axis without elements gives no parts. PyTorch: `split`.
    public func chunked(size: Int, axis: Int = 0) -> [Tensor] {
        operation(count: 1) { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "chunked")
            guard size > 0 else {
                throw OpError(
                    op: "chunked", problem: "a part of size \(size) has no elements",
                    operands: ["x": "\(spec)"], fix: "give a size of at least 1")
            }
            let starts = Swift.stride(from: 0, to: shape[axis], by: size)
            return parts(starts.map { $0..<Swift.min($0 + size, shape[axis]) }, axis: axis)
        }
    }

    /// The tensors that lie side by side along one axis, which disappears.
    ///
    /// - Shape: `[…, n, …]` to `n` tensors `[…]`. PyTorch: `unbind`; the inverse of `stacked`.
    public func unstacked(axis: Int = 0) -> [Tensor] {
        operation(count: 1) { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "unstacked")
            return parts((0..<shape[axis]).map { $0..<$0 + 1 }, axis: axis)
                .map { $0.squeezed(axis: axis) }
        }
    }

    private func parts(_ ranges: [Range<Int>], axis: Int) -> [Tensor] {
        ranges.map { slice($0, by: 1, along: axis) }
    }
}
