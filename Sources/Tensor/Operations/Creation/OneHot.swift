public import LaminaGraph

extension Tensor {
    /// 1 at the place each index names and 0 elsewhere. PyTorch: `one_hot`; JAX: `one_hot`.
    ///
    /// ```swift
    /// Tensor([2, 0] as [Int32]).oneHot(classes: 3)  // [[0, 0, 1], [1, 0, 0]]
    /// ```
    /// - Shape: indices of any shape; the result has a new axis of `classes`, the last unless
    ///   `axis` names another.
    /// - Special values: an index outside `0..<classes` gives zeros alone.
    /// - Traps: when the indices are no integers or `classes` is negative.
    public func oneHot(classes: Int, axis: Int = -1, dtype: DType = .float32) -> Tensor {
        operation { () throws(OpError) in
            guard self.dtype.isInteger, classes >= 0 else {
                throw OpError(
                    op: "oneHot",
                    problem: classes < 0
                        ? "\(classes) is no number of classes"
                        : "\(self.dtype) is no type of indices",
                    operands: ["x": "\(spec)"],
                    fix: classes < 0
                        ? "use a number from 0 on" : "convert the indices with asType(.int32)")
            }
            let column = expandedDims(axis: axis)
            let position = axis < 0 ? axis + rank + 1 : axis
            var sizes = [Int](repeating: 1, count: rank + 1)
            sizes[position] = classes
            let number = Tensor.iota(Shape(sizes), axis: position, dtype: .int64)
            return column.asType(.int64).isEqual(to: number).asType(dtype)
        }
    }
}
