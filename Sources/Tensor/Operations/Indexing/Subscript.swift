import LaminaGraph

extension Tensor {
    /// A part of the tensor, or elements picked from it, by one index for each axis.
    ///
    /// ```swift
    /// let x = Tensor.zeros([4, 28, 28, 3])
    /// x[0].shape                             // [28, 28, 3]
    /// x[-1, 4..<24, 4..<24].shape             // [20, 20, 3]
    /// x[.ellipsis, 0].shape                  // [4, 28, 28]
    /// x[.all, .strided(by: 2), .strided(by: -1)].shape  // [4, 14, 28, 3]
    /// x[[3, 0, 0]].shape                     // [3, 28, 28, 3]
    /// ```
    ///
    /// ``TensorIndex`` lists the indices. They mean what they mean in NumPy, but for one thing: a
    /// range must lie inside its axis, as in Swift's arrays, where NumPy cuts it off.
    ///
    /// Numbers, ranges, strides and new axes make a view: nothing is copied. Several index tensors
    /// broadcast together and give one element for each place of their common shape, which stands
    /// in the result where the tensors stand, or in front if ranges, new axes or the ellipsis part
    /// them; beside index tensors a number counts as one.
    ///
    /// - Index tensors: their values are read when the result is computed; negative ones count
    ///   from the end, and one outside its axis picks 0. Embedding lookup is `table[tokens]`.
    /// - Masks: the result's shape depends on the mask's values, which are computed at once.
    ///   Inside `compile` and `vmap` they are not known: `select(mask, x, 0)` keeps the shape.
    /// - Gradient: goes back to where the elements were picked; one picked twice gets the sum.
    /// - Traps: an index out of range or a range that does not lie inside, too many indices, an index
    ///   tensor of fractions, a mask of another shape than the axes it covers.
    public subscript(_ indices: any TensorIndex...) -> Tensor {
        operation { () throws(OpError) in
            try element(at: try IndexPlan(indices, of: self, op: "subscript"), op: "subscript")
        }
    }

    /// The elements that a plan picks.
    func element(at plan: IndexPlan, op: String) throws(OpError) -> Tensor {
        let part = sliced(plan)
        if plan.lookups.isEmpty { return part.reshaped(plan.resultShape(lookups: [])) }
        return try LookupPlan(plan, op: op).gather(part)
    }

    /// The slice of every axis, none taken away, those with negative steps turned round.
    func sliced(_ plan: IndexPlan) -> Tensor {
        if plan.isWhole { return self }
        let ranges = plan.ranges
        let part = Tensor.record(
            .slice(
                starts: InlineInts(ranges.map(\.start)), limits: InlineInts(ranges.map(\.limit)),
                strides: InlineInts(ranges.map(\.step))), self)
        let reversed = plan.reversedAxes
        return reversed.isEmpty ? part : .record(.reverse(axes: reversed), part)
    }
}
