import LaminaGraph

/// The matrix product over the last two axes, `c[…, i, j] = Σ_k a[…, i, k] b[…, k, j]`.
///
/// - Shape: `[…, m, k]` and `[…, k, n]` to `[…, m, n]`; the leading axes broadcast. A vector on the
///   left counts as one row, on the right as one column, and its axis disappears.
/// - Precision: float32 and float64 accumulate in their own type, half types in float32. Integers
///   wrap around; `bool` has no product.
/// - Gradient: `g bᵀ` and `aᵀ g`.
/// - Special values: without terms, `k = 0`, every element is 0.
/// - Traps: scalars, inner sizes that differ, leading axes that do not broadcast.
///
/// NumPy, PyTorch: `matmul`.
///
/// ```swift
/// let a = Tensor([1, 2, 3, 4], shape: [2, 2])
/// matmul(a, Tensor([1, 1])).array()  // [3, 7]
/// ```
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let leading = try productShape("matmul", a, b)
        if a.rank == 1 {
            let product = matmul(a.expandedDims(axis: 0), b)
            let axis = product.rank - (b.rank == 1 ? 1 : 2)
            return product.reshaped(product.shape.removing(axis: axis))
        }
        if b.rank == 1 {
            let product = matmul(a, b.expandedDims(axis: 1))
            return product.reshaped(product.shape.removing(axis: product.rank - 1))
        }
        let dtype = DType.promoted(a.dtype, b.dtype)
        let (a, b) = (a.asType(dtype), b.asType(dtype))
        // A stack of matrices times one matrix is one tall product.
        if a.rank > 2, b.rank == 2, !a.shape.contains(0) {
            let rows = a.reshaped([-1, b.shape[0]])
            let product = Tensor.matmul(rows, b)
            return product.reshaped(Shape(a.shape.dropLast() + [b.shape[1]]))
        }
        return .matmul(
            a.broadcast(to: Shape(leading + a.shape.suffix(2))),
            b.broadcast(to: Shape(leading + b.shape.suffix(2))))
    }
}

/// The leading axes of a matrix product, if there is one.
private func productShape(_ op: String, _ a: Tensor, _ b: Tensor) throws(OpError) -> Shape {
    func fail(_ problem: String, _ fix: String) -> OpError {
        OpError(
            op: op, problem: problem, operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"], fix: fix)
    }
    guard a.rank > 0, b.rank > 0 else {
        throw fail("a scalar has no matrix product", "use * to scale")
    }
    guard a.dtype != .bool || b.dtype != .bool else {
        throw fail("bool has no product", "count with asType(.int32)")
    }
    let (k, rows) = (a.shape[a.rank - 1], b.shape[Swift.max(b.rank - 2, 0)])
    guard k == rows else {
        let isSwapped = b.rank > 1 && b.shape[b.rank - 1] == k
        throw fail(
            "inner dimensions differ (\(k) and \(rows))",
            b.rank == 1
                ? "give rhs \(k) elements"
                : "give rhs \(k) rows"
                    + (isSwapped ? "; a weight stored [out, in] needs transposed()" : ""))
    }
    let (x, y) = (Shape(a.shape.dropLast(2)), Shape(b.shape.dropLast(2)))
    for (m, n) in zip(x.reversed(), y.reversed()) where m != n && m != 1 && n != 1 {
        throw fail(
            "the leading axes \(x) and \(y) do not broadcast (\(m) and \(n))",
            "make the sizes of the leading axes equal, or one of them 1")
    }
    return try Shape.broadcast(x, y, op: op)
}

extension Tensor {
    package static func matmul(
        _ a: Tensor, _ b: Tensor, transposeLHS: Bool = false, transposeRHS: Bool = false
    ) -> Tensor {
        record(.matmul(transposeLHS: transposeLHS, transposeRHS: transposeRHS), a, b)
    }
}
