import LaminaGraph

/// The sum of products along one axis, `Σᵢ aᵢ bᵢ`; the other axes broadcast.
///
/// - Shape: `[…, n]` and `[…, n]` to `[…]`; `axis` counts in each operand by itself, so give it from
///   the end where the ranks differ.
/// - Precision: as ``matmul(_:_:)``.
/// - Traps: where the two sizes along `axis` differ.
///
/// NumPy: `vecdot` (and `dot`, `vdot` of two vectors); PyTorch: `linalg.vecdot`, `dot`.
///
/// ```swift
/// dot(Tensor([1, 2, 3]), Tensor([4, 5, 6])).scalar()  // 32
/// ```
public func dot(_ a: Tensor, _ b: Tensor, axis: Int = -1) -> Tensor {
    operation { () throws(OpError) in
        let (a, b) = try vectors("dot", a, b, axis)
        let product = matmul(a.expandedDims(axis: -2), b.expandedDims(axis: -1))
        return product.reshaped(Shape(product.shape.dropLast(2)))
    }
}

/// Both operands with `axis`, along which they are equally long, moved to the end.
private func vectors(
    _ op: String, _ a: Tensor, _ b: Tensor, _ axis: Int
) throws(OpError) -> (Tensor, Tensor) {
    let i = try a.shape.resolve(axis: axis, op: op)
    let j = try b.shape.resolve(axis: axis, op: op)
    guard a.shape[i] == b.shape[j] else {
        throw OpError(
            op: op,
            problem: "axis \(axis) has \(a.shape[i]) elements in lhs and \(b.shape[j]) in rhs",
            operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"],
            fix: "make the sizes of axis \(axis) equal")
    }
    func moved(_ x: Tensor, _ axis: Int) -> Tensor {
        x.transposed(x.shape.indices.filter { $0 != axis } + [axis])
    }
    return (moved(a, i), moved(b, j))
}

/// The sum of products over the last axes, for every pair of vectors of `a` and `b`:
/// `c[i…, j…] = Σ_k a[i…, k] b[j…, k]`.
///
/// - Shape: `[i…, n]` and `[j…, n]` to `[i…, j…]`. With a scalar it is the element-wise product.
/// - Precision: as ``matmul(_:_:)``.
///
/// NumPy, PyTorch: `inner`.
public func inner(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        if a.rank == 0 || b.rank == 0 { return a * b }
        return try tensordot("inner", a, [a.rank - 1], b, [b.rank - 1])
    }
}

/// All products of an element of one vector with one of another, `c[…, i, j] = a[…, i] b[…, j]`.
///
/// - Shape: `[…, m]` and `[…, n]` to `[…, m, n]`; the leading axes broadcast. (NumPy's `outer`
///   flattens its operands instead; of vectors it is the same.)
/// - Traps: scalars.
///
/// ```swift
/// outer(Tensor([1, 2]), Tensor([3, 4, 5])).array()  // [3, 4, 5, 6, 8, 10]
/// ```
public func outer(_ a: Tensor, _ b: Tensor) -> Tensor {
    operation { () throws(OpError) in
        guard a.rank > 0, b.rank > 0 else {
            throw OpError(
                op: "outer", problem: "a scalar is no vector",
                operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"], fix: "use * to scale")
        }
        return a.expandedDims(axis: -1) * b.expandedDims(axis: -2)
    }
}

/// The product of matrices with vectors, `y[…, i] = Σ_k a[…, i, k] x[…, k]`.
///
/// - Shape: `[…, m, k]` and `[…, k]` to `[…, m]`; the leading axes broadcast, unlike in
///   ``matmul(_:_:)``, which takes a stack of vectors for a matrix.
/// - Traps: where the matrices' columns and the vectors' elements differ in number.
///
/// NumPy: `matvec`.
public func matvec(_ a: Tensor, _ x: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try checkMatrixVector("matvec", a, x, size: a.rank < 2 ? 0 : a.shape[a.rank - 1])
        let product = matmul(a, x.expandedDims(axis: -1))
        return product.reshaped(Shape(product.shape.dropLast()))
    }
}

/// The product of vectors with matrices, `y[…, j] = Σ_k x[…, k] a[…, k, j]`.
///
/// - Shape: `[…, k]` and `[…, k, n]` to `[…, n]`; the leading axes broadcast.
/// - Traps: where the vectors' elements and the matrices' rows differ in number.
///
/// NumPy: `vecmat`.
public func vecmat(_ x: Tensor, _ a: Tensor) -> Tensor {
    operation { () throws(OpError) in
        try checkMatrixVector("vecmat", a, x, size: a.rank < 2 ? 0 : a.shape[a.rank - 2])
        let product = matmul(x.expandedDims(axis: -2), a)
        return product.reshaped(product.shape.removing(axis: product.rank - 2))
    }
}

private func checkMatrixVector(
    _ op: String, _ a: Tensor, _ x: Tensor, size: Int
) throws(OpError) {
    func fail(_ problem: String, _ fix: String) -> OpError {
        OpError(
            op: op, problem: problem, operands: ["matrix": "\(a.spec)", "vector": "\(x.spec)"],
            fix: fix)
    }
    guard a.rank > 1, x.rank > 0 else {
        throw fail("needs a matrix and a vector", "give at least two axes and one")
    }
    guard x.shape[x.rank - 1] == size else {
        throw fail(
            "the matrix takes \(size) elements, and the vector has \(x.shape[x.rank - 1])",
            "give a vector of \(size)")
    }
}

/// The vector at right angles to two vectors in space,
/// `(a₂b₃ - a₃b₂, a₃b₁ - a₁b₃, a₁b₂ - a₂b₁)`.
///
/// - Shape: two tensors that broadcast to one shape, of size 3 along `axis`, to that shape.
/// - Traps: another size than 3.
///
/// NumPy: `cross`; PyTorch: `linalg.cross`.
public func cross(_ a: Tensor, _ b: Tensor, axis: Int = -1) -> Tensor {
    operation { () throws(OpError) in
        let shape = try Shape.broadcast(a.shape, b.shape, op: "cross", dtypes: (a.dtype, b.dtype))
        let axis = try shape.resolve(axis: axis, op: "cross")
        guard shape[axis] == 3 else {
            throw OpError(
                op: "cross", problem: "axis \(axis) has \(shape[axis]) elements, not 3",
                operands: ["lhs": "\(a.spec)", "rhs": "\(b.spec)"],
                fix: "name the axis that holds the three coordinates")
        }
        func rolled(_ x: Tensor, by count: Int) -> Tensor {
            let x = x.broadcast(to: shape)
            return concatenated(
                [x.slice(count..<3, axis: axis), x.slice(0..<count, axis: axis)], axis: axis)
        }
        return rolled(a, by: 1) * rolled(b, by: 2) - rolled(a, by: 2) * rolled(b, by: 1)
    }
}
