import LaminaGraph

/// The rows of a table at indices of any shape: `y[i, …] = table[indices[i], …]`.
///
/// ```swift
/// let table = Tensor([1, 2, 3, 4, 5, 6], shape: [3, 2])
/// embedding(Tensor([2, 0] as [Int32]), table: table).array()  // [5, 6, 1, 2]
/// ```
/// - Shape: indices `[a, b]` and a table `[rows, features]` give `[a, b, features]`.
/// - Parameter paddingIndex: a row that the gradient leaves alone, counted from the end if
///   negative.
/// - Gradient: to the table, where rows that are looked up several times add up; indices have none.
/// - Special values: an index outside `0..<rows`, a negative one too, gives zeros and no gradient.
/// - PyTorch: `torch.nn.functional.embedding`, which stops at an index outside.
public func embedding(
    _ indices: Tensor, table: Tensor, paddingIndex: Int? = nil
) -> Tensor {
    operation { () throws(OpError) in
        guard indices.dtype.isInteger else {
            throw OpError(
                op: "embedding", problem: "indices are \(indices.dtype), not integers",
                operands: ["indices": "\(indices.spec)", "table": "\(table.spec)"],
                fix: "convert them with asType(.int32)")
        }
        guard let rows = table.shape.first else {
            throw OpError(
                op: "embedding", problem: "a table of rank 0 has no rows",
                operands: ["indices": "\(indices.spec)", "table": "\(table.spec)"],
                fix: "give the table the shape [rows, features]")
        }
        let found = table.gatheredRows(clamped(indices, rows: rows))
        guard let paddingIndex else { return found }
        guard (-rows..<rows).contains(paddingIndex) else {
            throw OpError(
                op: "embedding",
                problem: "paddingIndex \(paddingIndex) is not a row of a table of \(rows)",
                operands: ["indices": "\(indices.spec)", "table": "\(table.spec)"],
                fix: "use a row from \(-rows) to \(rows - 1)")
        }
        let padding = paddingIndex < 0 ? paddingIndex + rows : paddingIndex
        let ones = found.shape.dropFirst(indices.rank).map { _ in 1 }
        let isPadding = indices.isEqual(to: .constant(Double(padding), indices.dtype))
        let mask = isPadding.reshaped(Shape(indices.shape + ones)).broadcast(to: found.shape)
        return select(mask, found.stopGradient(), found)
    }
}

/// The indices as int32. Those that an int32 cannot hold lie outside the table, and stay so.
private func clamped(_ indices: Tensor, rows: Int) -> Tensor {
    switch indices.dtype {
    case .int64:
        let least = maximum(indices, .constant(-1, .int64))
        return minimum(least, .constant(Double(rows), .int64)).asType(.int32)
    case .uint32, .uint64:
        return minimum(indices, .constant(Double(rows), indices.dtype)).asType(.int32)
    default: return indices.asType(.int32)
    }
}
