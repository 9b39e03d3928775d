import LaminaGraph

/// The matrix product over the last two axes, `c[…, i, j] = Σ_k a[…, i, k] b[…, k, j]`.
///
/// - Shape: `[…, m, k]` and `[…, k, n]` to `[…, m, n]`; the leading axes broadcast. A vector on the
///   left counts as one row, on the right as one column, and its axis disappears.
/// - Precision: float32 and float64 accumulate in their own type, half types in float32.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
    orTrap { () throws(OpError) in
        guard a.rank > 0, b.rank > 0 else {
            throw OpError(
                op: "matmul", problem: "a scalar has no matrix product",
                operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"], fix: "use * to scale")
        }
    }
    if a.rank == 1 {
        let product = matmul(a.expandedDims(axis: 0), b)
        return product.reshaped(product.shape.removing(axis: product.rank - (b.rank == 1 ? 1 : 2)))
    }
    if b.rank == 1 {
        let product = matmul(a, b.expandedDims(axis: 1))
        return product.reshaped(product.shape.removing(axis: product.rank - 1))
    }
    let dtype = DType.promoted(a.dtype, b.dtype)
    let (a, b) = (a.asType(dtype), b.asType(dtype))
    // A stack of matrices times one matrix is one tall product.
    if a.rank > 2, b.rank == 2, a.shape[a.rank - 1] == b.shape[0] {
        let rows = a.reshaped([-1, b.shape[0]])
        let product = Tensor.matmul(rows, b)
        return product.reshaped(Shape(a.shape.dropLast() + [b.shape[1]]))
    }
    let leading = orTrap { () throws(OpError) in
        try Shape.broadcast(
            Shape(a.shape.dropLast(2)), Shape(b.shape.dropLast(2)), op: "matmul")
    }
    return .matmul(
        a.broadcast(to: Shape(leading + a.shape.suffix(2))),
        b.broadcast(to: Shape(leading + b.shape.suffix(2))))
}

extension Tensor {
    package static func matmul(
        _ a: Tensor, _ b: Tensor, transposeLHS: Bool = false, transposeRHS: Bool = false
    ) -> Tensor {
        record(.matmul(transposeLHS: transposeLHS, transposeRHS: transposeRHS), a, b)
    }
}
