import LaminaGraph

// Rows of a table are the one form in which positions are looked up: `count` neighbouring axes taken
// as one, with the axes before them counted into the row numbers, so that nothing is transposed.

/// The rows of a table `[leading axes · looked-up axes, trailing axes…]` that positions point to.
struct RowLookup {
    let leading: Shape
    /// The size of the looked-up axes taken as one.
    let size: Int
    let trailing: Shape
    /// The positions' own shape.
    let shape: Shape
    /// `[leading, positions]`, or `[positions]` where there is one leading row; -1 for none.
    let rows: Tensor

    /// - Parameter positions: int32 from 0 on, on the axes from `axis` on taken as one; -1 for none.
    init(
        _ positions: Tensor, in x: Shape, axis: Int, count: Int, op: String
    ) throws(OpError) {
        leading = Shape(x[..<axis])
        size = x[axis..<axis + count].reduce(1, *)
        trailing = Shape(x[(axis + count)...])
        shape = positions.shape
        let outer = leading.elementCount
        guard outer * size <= Int(Int32.max) else {
            throw OpError(
                op: op, problem: "\(outer * size) rows are more than int32 can number",
                operands: ["x": "\(x)"], fix: "look up one part of the leading axes at a time")
        }
        let flat = positions.reshaped([positions.shape.elementCount])
        guard outer != 1 else {
            rows = flat
            return
        }
        let first = Tensor.iota([outer, 1]) * size
        let isNone = Tensor.compare(.less, flat, .whole(0))
        rows = select(isNone, flat, flat + first)
    }

    private var table: Shape { Shape([leading.elementCount * size] + trailing) }
    private var rowsShape: Shape { Shape(Array(rows.shape) + trailing) }

    /// The shape of the rows: `[leading…, positions…, trailing…]`.
    var resultShape: Shape { Shape(Array(leading) + shape + trailing) }

    /// - Shape: `[leading…, looked up…, trailing…]` to ``resultShape``.
    func gather(_ x: Tensor) -> Tensor {
        x.reshaped(table).gatheredRows(rows).reshaped(resultShape)
    }

    /// `x` with values of ``resultShape`` joined to the elements they point to.
    func scatter(_ mode: ScatterMode, _ values: Tensor, into x: Tensor) -> Tensor {
        Tensor.record(.scatterRows(mode), x.reshaped(table), rows, values.reshaped(rowsShape))
            .reshaped(x.shape)
    }

    /// Zeros of a shape `[leading…, looked up…, trailing…]` with the elements of `y`
    /// `[leading…, positions…, trailing…]` added where they point to.
    func scatterAdd(_ y: Tensor, to shape: Shape) -> Tensor {
        scatter(.add, y, into: .zeros(shape, dtype: y.dtype))
    }
}

extension Tensor {
    /// The elements at positions on `count` neighbouring axes taken as one.
    func gathered(
        at positions: IndexPositions, fromAxis axis: Int, count: Int, op: String
    ) throws(OpError) -> Tensor {
        let size = shape[axis..<axis + count].reduce(1, *)
        return try RowLookup(
            positions.resolved(size: size), in: shape, axis: axis, count: count, op: op
        ).gather(self)
    }

    /// Rows of a table `[rows, …]` at int32 indices of any shape; an index outside gives zeros.
    package func gatheredRows(_ indices: Tensor) -> Tensor {
        .record(.gatherRows, self, indices.asType(.int32))
    }
}
