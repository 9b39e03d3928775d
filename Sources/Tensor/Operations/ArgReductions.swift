import LaminaGraph

// The places of extremes. NaN counts as the extreme, as in NumPy, and the first of ties is named.

extension Tensor {
    /// The index of the largest element in row-major order, int32. NumPy, PyTorch: `argmax`.
    ///
    /// - Special values: the first NaN if there is one; the first of ties.
    /// - Traps: when there are no elements.
    public func argMax() -> Tensor { argReduced(largest: true, axis: nil, keepDims: false) }

    /// The index of the largest element along one axis, int32.
    ///
    /// - Special values: the first NaN if there is one; the first of ties.
    /// - Traps: when the axis is empty.
    public func argMax(axis: Int, keepDims: Bool = false) -> Tensor {
        argReduced(largest: true, axis: axis, keepDims: keepDims)
    }

    /// The index of the smallest element in row-major order, int32. NumPy, PyTorch: `argmin`.
    ///
    /// - Special values: the first NaN if there is one; the first of ties.
    /// - Traps: when there are no elements.
    public func argMin() -> Tensor { argReduced(largest: false, axis: nil, keepDims: false) }

    /// The index of the smallest element along one axis, int32.
    ///
    /// - Special values: the first NaN if there is one; the first of ties.
    /// - Traps: when the axis is empty.
    public func argMin(axis: Int, keepDims: Bool = false) -> Tensor {
        argReduced(largest: false, axis: axis, keepDims: keepDims)
    }

    private func argReduced(largest: Bool, axis: Int?, keepDims: Bool) -> Tensor {
        operation { () throws(OpError) in
            let op = largest ? "argMax" : "argMin"
            // Without an axis the indices are those of the flattened tensor.
            let x = axis == nil ? reshaped([shape.elementCount]) : self
            let place = try x.shape.resolve(axis: axis ?? 0, op: op)
            try x.requireElements([place], op: op)
            let result = Tensor.record(.argReduce(largest: largest, axis: place), x)
            return keepDims ? result.expandedDims(axis: place) : result
        }
    }
}
