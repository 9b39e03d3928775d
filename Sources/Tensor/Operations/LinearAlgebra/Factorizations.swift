import LaminaGraph

// Factorisations of matrices in the last two axes, by LAPACK. Everything but float64 is computed in
// float32. A matrix with an infinity or NaN has factors of NaN.

/// The lower triangular `l` with `a = l lᵀ`, of symmetric positive definite matrices.
///
/// The symmetric part `(a + aᵀ) / 2` is factorised, as in JAX, so that the gradient is symmetric.
///
/// - Shape: `[…, n, n]` to the same.
/// - Special values: NaN on and below the diagonal where `a` is not positive definite, as in JAX.
/// - Gradient: Murray (2016), arXiv:1602.07527.
/// - Traps: matrices that are not square.
///
/// NumPy, PyTorch: `linalg.cholesky`.
///
/// ```swift
/// cholesky(Tensor([4, 2, 2, 5], shape: [2, 2])).array()  // [2, 0, 1, 2]
/// ```
public func cholesky(_ a: Tensor) -> Tensor {
    operation { () throws(OpError) in
        _ = try squareSize("cholesky", a)
        return Tensor.matrix(.cholesky, Matrices.symmetrized(a.wideForAlgebra))[0].returned(as: a)
    }
}

/// Gauss's elimination with row exchanges: `a[permutation] = lower upper`.
///
/// - Shape: `[…, m, n]` to `permutation` `[…, m]` (int32), `lower` `[…, m, k]` with ones on the
///   diagonal, and `upper` `[…, k, n]`, where `k = min(m, n)`.
/// - Special values: a singular matrix has zeros on `upper`'s diagonal; there the gradient is not
///   finite.
/// - Gradient: the exchanges are taken as fixed.
///
/// SciPy: `linalg.lu` with `p_indices`; PyTorch: `linalg.lu`.
public func lu(_ a: Tensor) -> (permutation: Tensor, lower: Tensor, upper: Tensor) {
    let (order, l, u) = operation { () throws(OpError) in
        let (m, n) = try matrixSize("lu", a)
        let k = Swift.min(m, n)
        let parts = Tensor.matrix(.lu, a.wideForAlgebra)
        let l = parts[0].slice(0..<k, axis: -1).lowerTriangle(offset: -1)
        let u = parts[0].slice(0..<k, axis: -2).upperTriangle()
        let ones = Tensor.eye(m, columns: k, dtype: l.dtype)
        return (parts[2], (l + ones).returned(as: a), u.returned(as: a))
    }
    return (order, l, u)
}

/// Which columns ``qr(_:_:)`` and ``svd(_:_:)`` give.
public enum FactorShape: Sendable {
    /// As many as the smaller side of the matrix.
    case reduced
    /// All, to square orthogonal matrices. Those beyond the reduced ones are one orthonormal basis of
    /// many, so use only what depends on the space they span; the derivative is that of this space.
    case complete
}

/// Orthonormal columns times an upper triangle, `a = q r`.
///
/// The signs are LAPACK's, so `r`'s diagonal may be negative.
///
/// - Shape: `[…, m, n]` to `q` `[…, m, k]` and `r` `[…, k, n]`, `k = min(m, n)`; complete, `k = m`.
/// - Gradient: not finite where the first `min(m, n)` columns depend on one another.
///
/// NumPy, PyTorch: `linalg.qr`.
public func qr(_ a: Tensor, _ shape: FactorShape = .reduced) -> (q: Tensor, r: Tensor) {
    let (q, r) = operation { () throws(OpError) in
        let (m, n) = try matrixSize("qr", a)
        let x = a.wideForAlgebra
        // Of a wide matrix the first columns alone make q, and the derivative follows from theirs.
        let square = n > m ? x.slice(0..<m, axis: -1) : x
        let parts = Tensor.matrix(.qr(complete: shape == .complete), square)
        guard n > m else { return (parts[0].returned(as: a), parts[1].returned(as: a)) }
        let rest = matmul(Matrices.transposed(parts[0]), x.slice(m..<n, axis: -1))
        let r = concatenated([parts[1], rest], axis: -1)
        return (parts[0].returned(as: a), r.returned(as: a))
    }
    return (q, r)
}

/// The singular value decomposition `a = u diag(s) vᵀ`, with orthonormal columns in `u` and `v` and
/// `s` not negative, in falling order.
///
/// The first element of each column of `u` that is at least half as large as the column's largest is
/// positive, so that the result is the same on every machine.
///
/// - Shape: `[…, m, n]` to `u` `[…, m, k]`, `s` `[…, k]` and `vt` `[…, k, n]`, `k = min(m, n)`; complete,
///   `u` is `[…, m, m]` and `vt` `[…, n, n]`.
/// - Gradient: of `s` always finite. Vectors of equal singular values are not unique, and none flows
///   from one to the other, as in JAX: what depends on the space they span together comes out right.
///   Of a matrix that is not square, the vectors' gradient needs singular values above 0. Source:
///   Townsend (2016), Differentiating the singular value decomposition.
///
/// NumPy, PyTorch: `linalg.svd`.
public func svd(
    _ a: Tensor, _ shape: FactorShape = .reduced
) -> (u: Tensor, s: Tensor, vt: Tensor) {
    let (u, s, vt) = operation { () throws(OpError) in
        _ = try matrixSize("svd", a)
        let parts = Tensor.matrix(.svd(complete: shape == .complete), a.wideForAlgebra)
        return (parts[0].returned(as: a), parts[1].returned(as: a), parts[2].returned(as: a))
    }
    return (u, s, vt)
}

/// The singular values alone, in falling order: the square roots of `aᵀ a`'s largest eigenvalues.
///
/// - Shape: `[…, m, n]` to `[…, min(m, n)]`.
/// - Gradient: `uᵢ vᵢᵀ`, finite for repeated values too, of which any choice of vectors serves.
///
/// NumPy, PyTorch: `linalg.svdvals`.
public func singularValues(_ a: Tensor) -> Tensor {
    operation { () throws(OpError) in
        _ = try matrixSize("singularValues", a)
        return Tensor.matrix(.singularValues, a.wideForAlgebra)[0].returned(as: a)
    }
}

/// Eigenvalues and orthonormal eigenvectors of symmetric matrices, `a v = v diag(w)`, with the
/// eigenvalues in rising order and the vectors as columns.
///
/// The symmetric part `(a + aᵀ) / 2` is decomposed, as in JAX. The first element of each vector that
/// is at least half as large as its largest is positive, so that the result is the same everywhere.
///
/// - Shape: `[…, n, n]` to `values` `[…, n]` and `vectors` `[…, n, n]`.
/// - Gradient: of the values always finite. Vectors of equal eigenvalues are not unique, and none
///   flows from one to the other (JAX gives NaN): what depends on the space they span together comes
///   out right.
///
/// NumPy, PyTorch: `linalg.eigh`.
public func eigh(_ a: Tensor) -> (values: Tensor, vectors: Tensor) {
    let (w, v) = operation { () throws(OpError) in
        _ = try squareSize("eigh", a)
        let parts = Tensor.matrix(.symmetricEigen, Matrices.symmetrized(a.wideForAlgebra))
        return (parts[0].returned(as: a), parts[1].returned(as: a))
    }
    return (w, v)
}

/// The eigenvalues of symmetric matrices, in rising order; see ``eigh(_:)``.
///
/// - Shape: `[…, n, n]` to `[…, n]`.
/// - Gradient: `vᵢ vᵢᵀ`.
///
/// NumPy, PyTorch: `linalg.eigvalsh`.
public func eigenvaluesSymmetric(_ a: Tensor) -> Tensor {
    operation { () throws(OpError) in
        _ = try squareSize("eigenvaluesSymmetric", a)
        return Tensor.matrix(.symmetricEigenvalues, Matrices.symmetrized(a.wideForAlgebra))[0]
            .returned(as: a)
    }
}
