import LaminaGraph

// What gathering and scattering share: integer tensors as positions along axes, and those as the
// numbers of a table's rows.

extension Tensor {
    /// Integers as int32 positions along an axis of `size` elements: negative ones count from the
    /// end, and what then lies outside becomes -1, which reads zeros and writes nowhere.
    func positions(in size: Int, op: String) throws(OpError) -> Tensor {
        guard dtype.isInteger else {
            throw OpError(
                op: op, problem: "indices are \(dtype), not integers",
                operands: ["indices": "\(spec)"],
                fix: dtype == .bool
                    ? "turn a mask into positions with nonzero()" : "use asType(.int32)")
        }
        // A small type could not hold the size; a large one is cut only when it fits.
        let own = dtype.byteCount < 4 ? asType(.int32) : self
        let zero = own.whole(0)
        let counted = own.dtype.isUnsigned ? own : select(own .< zero, own + size, own)
        let isInside = Tensor.binary(.and, counted .>= zero, counted .< own.whole(size))
        return select(isInside, counted.asType(.int32), Tensor.constant(-1, .int32))
    }

    /// A whole number in the tensor's own type: beside a `Double`, integers would be compared as
    /// float32, which rounds them beyond 2²⁴.
    func whole(_ number: Int) -> Tensor { .constant(Double(number), dtype) }

    /// Rows of a table `[rows, …]`, numbered from one position for each of the table's first axes, of
    /// these sizes; -1 where a position is -1.
    static func rowNumbers(
        _ positions: [Tensor], sizes: [Int], op: String
    ) throws(OpError) -> Tensor {
        let rows = sizes.reduce(1, *)
        guard rows <= Int(Int32.max) else {
            throw OpError(
                op: op, problem: "\(rows) rows are more than int32 positions can tell apart",
                operands: ["axes": "\(sizes)"], fix: "index parts of at most \(Int32.max) rows")
        }
        guard positions.count > 1 else { return positions[0] }
        var number = positions[0]
        let zero = number.whole(0)
        var isInside = number .>= zero
        for (position, size) in zip(positions, sizes).dropFirst() {
            number = number * size + position
            isInside = .binary(.and, isInside, position .>= zero)
        }
        return select(isInside, number, number.whole(-1))
    }

    /// Rows of the table that the axes up to `axis` make when they are one, from positions along
    /// `axis`: the axes before it, then the positions' own.
    func rowNumbers(along axis: Int, of shape: Shape, op: String) throws(OpError) -> Tensor {
        let positions = try positions(in: shape[axis], op: op)
        let lead = Array(shape[..<axis])
        guard !lead.isEmpty else { return positions }
        guard lead.count + rank <= InlineInts.capacity else {
            throw OpError(
                op: op, problem: "the result would have more than \(InlineInts.capacity) axes",
                operands: ["x": "\(shape)", "indices": "\(spec)"],
                fix: "flatten the indices first")
        }
        let full = Shape(lead + Array(self.shape))
        let places = lead.indices.map { Tensor.iota(full, axis: $0) }
        return try Self.rowNumbers(
            places + [positions.broadcast(to: full)], sizes: lead + [shape[axis]], op: op)
    }

    /// Element numbers of a tensor of this shape, from positions along `axis` with the same number
    /// of axes; the others broadcast.
    func elementNumbers(along axis: Int, of shape: Shape, op: String) throws(OpError) -> Tensor {
        guard rank == shape.rank else {
            throw OpError(
                op: op, problem: "indices have \(rank) axes, and x has \(shape.rank)",
                operands: ["x": "\(shape)", "indices": "\(spec)"],
                fix: "give the indices an axis for each of x's; taking(_:axis:) needs none")
        }
        let others = try Shape.broadcast(
            shape.removing(axis: axis), self.shape.removing(axis: axis), op: op)
        let full = Shape(others[..<axis] + [self.shape[axis]] + others[axis...])
        let positions = try positions(in: shape[axis], op: op).broadcast(to: full)
        // Where x itself has one element, all read that one.
        let places = shape.indices.map { other in
            other == axis
                ? positions
                : shape[other] == 1
                    ? Tensor.zeros(full, dtype: .int32) : Tensor.iota(full, axis: other)
        }
        return places.isEmpty
            ? positions : try Self.rowNumbers(places, sizes: Array(shape), op: op)
    }

    /// The elements at positions along an axis that are known to lie inside.
    func elements(at positions: Tensor, along axis: Int) -> Tensor {
        reshaped([shape.elementCount])
            .gatheredRows(positions.elementNumbers(in: shape, along: axis))
    }
}
