import LaminaGraph

// Reading at positions that are tensors. Everywhere a negative index counts from the end, and an
// index outside gives zeros: a value cannot stop a plan that runs.

extension Tensor {
    /// The slices at `indices` along one axis: `y[.., i, ..] = x[.., indices[i], ..]`. NumPy: `take`;
    /// PyTorch: `index_select`.
    ///
    /// - Shape: `x` `[a, n, b]` and `indices` of any shape `[i, j]` to `[a, i, j, b]`, over axis 1.
    /// - dtypes: any; `indices` are integers.
    /// - Special values: -1 is the last slice; an index outside `-n..<n` gives zeros.
    /// - Gradient: added up where an index occurs more than once; none for `indices`.
    ///
    /// ```swift
    /// let x = Tensor([10, 20, 30])
    /// x.taking(Tensor([2, 0, -1] as [Int32])).array()  // [30, 10, 30]
    /// ```
    public func taking(_ indices: Tensor, axis: Int = 0) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "taking")
            let rows = try indices.rowNumbers(along: axis, of: shape, op: "taking")
            try Self.requireRoom(
                axis + indices.rank + rank - axis - 1, op: "taking", self, indices)
            return mergingAxes(through: axis).gatheredRows(rows)
        }
    }

    /// For each index its element of the same line: `y[i, j] = x[i, indices[i, j]]` over axis 1. NumPy:
    /// `take_along_axis`; PyTorch: `gather`, `take_along_dim`.
    ///
    /// It fits what ``argSort(axis:descending:)`` and ``argMax(axis:)`` give.
    /// - Shape: `x` and `indices` have the same number of axes; all but `axis` broadcast. The result
    ///   has the indices' size along `axis`.
    /// - dtypes: any; `indices` are integers.
    /// - Special values: a negative index counts from the end; outside `-n..<n` it gives 0.
    /// - Gradient: added up where an element is taken more than once; none for `indices`.
    public func takingAlong(axis: Int, _ indices: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let axis = try shape.resolve(axis: axis, op: "takingAlong")
            let numbers = try indices.elementNumbers(along: axis, of: shape, op: "takingAlong")
            return reshaped([shape.elementCount]).gatheredRows(numbers)
        }
    }

    /// The parts at index vectors: `y[i] = x[indices[i, 0], indices[i, 1], …]`. TensorFlow:
    /// `gather_nd`.
    ///
    /// - Shape: `x` `[n0, n1, b]` and `indices` `[i, 2]` to `[i, b]`: the indices' last axis has one
    ///   number for each of the first axes of `x`.
    /// - dtypes: any; `indices` are integers.
    /// - Special values: negative numbers count from the end; where one lies outside, zeros.
    /// - Gradient: added up where a part is taken more than once; none for `indices`.
    ///
    /// ```swift
    /// let x = Tensor([1, 2, 3, 4], shape: [2, 2])
    /// x.gatheredND(Tensor([0, 1, 1, 0] as [Int32], shape: [2, 2])).array()  // [2, 3]
    /// ```
    public func gatheredND(_ indices: Tensor) -> Tensor {
        operation { () throws(OpError) in
            let rows = try indices.rowNumbers(ofVectorsInto: shape, op: "gatheredND")
            let count = indices.shape[indices.rank - 1]
            try Self.requireRoom(indices.rank - 1 + rank - count, op: "gatheredND", self, indices)
            return mergingAxes(through: count - 1).gatheredRows(rows)
        }
    }

    /// The table whose rows are indexed by all axes up to one: `[a, n, b]` as `[a n, b]`.
    func mergingAxes(through axis: Int) -> Tensor {
        let rows = shape[...axis].reduce(1, *)
        return reshaped(Shape([rows] + shape[(axis + 1)...]))
    }

    /// Rows numbered by vectors along the last axis, one number for each of the first axes.
    func rowNumbers(ofVectorsInto shape: Shape, op: String) throws(OpError) -> Tensor {
        guard let count = self.shape.last, count >= 1, count <= shape.rank else {
            throw OpError(
                op: op,
                problem: "index vectors of \(self.shape.last ?? 0) numbers, and x has "
                    + "\(shape.rank) axes",
                operands: ["x": "\(shape)", "indices": "\(spec)"],
                fix: "give the indices a last axis of 1 to \(shape.rank) numbers")
        }
        let lead = Shape(self.shape.dropLast())
        var positions: [Tensor] = []
        for axis in 0..<count {
            let numbers = slice(axis..<axis + 1, axis: -1).reshaped(lead)
            positions.append(try numbers.positions(in: shape[axis], op: op))
        }
        return try Self.rowNumbers(positions, sizes: Array(shape[..<count]), op: op)
    }

    static func requireRoom(
        _ rank: Int, op: String, _ x: Tensor, _ indices: Tensor
    ) throws(OpError) {
        guard rank <= InlineInts.capacity else {
            throw OpError(
                op: op,
                problem: "the result would have \(rank) axes, more than \(InlineInts.capacity)",
                operands: ["x": "\(x.spec)", "indices": "\(indices.spec)"],
                fix: "flatten the indices first, and reshape the result")
        }
    }
}
