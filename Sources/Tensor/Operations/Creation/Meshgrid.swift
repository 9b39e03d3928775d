import LaminaGraph

/// The order of the axes of a grid.
public enum GridIndexing: Sendable {
    /// The first vector runs along axis 1, the second along axis 0, as in a picture: NumPy's default.
    case xy
    /// Vector `i` runs along axis `i`.
    case ij
}

/// The coordinates of a grid's points, one tensor for each vector. NumPy, PyTorch: `meshgrid`.
///
/// ```swift
/// let grid = meshgrid([Tensor([1, 2, 3]), Tensor([10, 20])])
/// // grid[0]: [[1, 2, 3], [1, 2, 3]], grid[1]: [[10, 10, 10], [20, 20, 20]]
/// ```
/// - Shape: vectors `[n₀], [n₁], …` to tensors `[n₀, n₁, …]`, or with `.xy` `[n₁, n₀, …]`.
/// - Gradient: the sum over the repeated axes.
/// - Traps: when an operand has other than one axis.
public func meshgrid(_ vectors: [Tensor], indexing: GridIndexing = .xy) -> [Tensor] {
    operation(count: vectors.count) { () throws(OpError) in
        if let odd = vectors.firstIndex(where: { $0.rank != 1 }) {
            throw OpError(
                op: "meshgrid",
                problem: "operand \(odd) has \(vectors[odd].rank) axes, not 1",
                operands: ["operand \(odd)": "\(vectors[odd].spec)"],
                fix: "pass vectors; flattened() makes one")
        }
        var order = Array(vectors.indices)
        if indexing == .xy, vectors.count > 1 { order.swapAt(0, 1) }
        let shape = Shape(order.map { vectors[$0].shape[0] })
        return vectors.indices.map { number in
            let axis = order[number]
            let column = Shape(order.indices.map { $0 == axis ? vectors[number].shape[0] : 1 })
            return vectors[number].reshaped(column).broadcast(to: shape)
        }
    }
}
