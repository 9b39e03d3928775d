import LaminaGraph

/// The pseudo-inverse of Moore and Penrose, `v diag(1 / s) uᵀ` over the singular values above
/// `rcond · max s`.
///
/// - Shape: `[…, m, n]` to `[…, n, m]`.
/// - Parameter rcond: singular values up to this part of the largest count as 0; by default the type's
///   rounding error times the larger side.
/// - Gradient: that for constant rank; where singular values are left out, small changes that would
///   raise the rank are ignored. Source: Golub & Pereyra (1973), eq. 4.12.
///
/// NumPy, PyTorch: `linalg.pinv`.
public func pinv(_ a: Tensor, rcond: Double? = nil) -> Tensor {
    operation { () throws(OpError) in
        let (m, n) = try matrixSize("pinv", a)
        let x = a.wideForAlgebra
        if m == 0 || n == 0 { return Matrices.transposed(x).returned(as: a) }
        let rcond = try resolve("pinv", rcond, a, m, n)
        let bits = rcond.attribute
        return Tensor.composite("pinv", [bits], [x]) { operands in
            let parts = Tensor.matrix(.svd(complete: false), operands[0])
            let scaled =
                Matrices.transposed(parts[2])
                * inverted(parts[1], rcond).expandedDims(axis: -2)
            return matmul(scaled, Matrices.transposed(parts[0]))
        } backward: { operands, y, gradient in
            pinvGradient(operands[0], y, gradient)
        }.returned(as: a)
    }
}

/// `1 / s`, and 0 for what counts as 0.
private func inverted(_ s: Tensor, _ rcond: Double) -> Tensor {
    let cut = rcond * s.max(axis: -1, keepDims: true)
    let isSmall = s .<= cut
    return select(isSmall, 0 * s, 1 / select(isSmall, s * 0 + 1, s))
}

/// `-pᵀ g pᵀ + (1 - a p) gᵀ p pᵀ + pᵀ p gᵀ (1 - p a)` for the pseudo-inverse `p`.
private func pinvGradient(_ a: Tensor, _ p: Tensor, _ g: Tensor) -> Tensor {
    let (pt, gt) = (Matrices.transposed(p), Matrices.transposed(g))
    let inside = matmul(matmul(pt, g), pt)
    let left = matmul(matmul(gt, p), pt)
    let right = matmul(pt, matmul(p, gt))
    let outsideColumns = left - matmul(a, matmul(p, left))
    let outsideRows = right - matmul(matmul(right, p), a)
    return outsideColumns + outsideRows - inside
}

private func resolve(
    _ op: String, _ rcond: Double?, _ a: Tensor, _ m: Int, _ n: Int
) throws(OpError) -> Double {
    let rounding = a.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
    guard let rcond else { return rounding * Double(Swift.max(m, n)) }
    guard rcond >= 0 else {
        throw OpError(
            op: op, problem: "rcond is \(rcond)", operands: ["a": "\(a.spec)"],
            fix: "give the smallest part of the largest singular value that counts, from 0 on")
    }
    return rcond
}

/// The `x` that brings `a x` nearest to `b`: least squares, of least norm where several are equally
/// near.
///
/// - Shape: `[…, m, n]` and `[…, m, k]` to `[…, n, k]`; a `b` of one axis is one vector.
/// - Parameter rcond: singular values up to this part of the largest count as 0; by default the type's
///   rounding error times the larger side.
/// - Returns: the solution, of least `‖x‖`; the residuals `‖a x - b‖²` of each right-hand side, `[…, k]`
///   (NumPy leaves them out for some shapes); how many singular values count, int32 `[…]`; and the
///   singular values of `a` in falling order, `[…, min(m, n)]`.
/// - Gradient: as ``pinv(_:rcond:)``, for constant rank.
/// - Traps: where `a` and `b` differ in rows.
///
/// NumPy, PyTorch: `linalg.lstsq`.
public func leastSquares(
    _ a: Tensor, _ b: Tensor, rcond: Double? = nil
) -> (solution: Tensor, residuals: Tensor, rank: Tensor, singularValues: Tensor) {
    let parts = operation(count: 4) { () throws(OpError) in
        let (m, n) = try matrixSize("leastSquares", a)
        let rcond = try resolve("leastSquares", rcond, a, m, n)
        let rows = b.rank == 0 ? 0 : b.shape[b.rank == 1 ? 0 : b.rank - 2]
        guard b.rank > 0, rows == m else {
            throw OpError(
                op: "leastSquares", problem: "a has \(m) rows and b has \(rows)",
                operands: ["a": "\(a.spec)", "b": "\(b.spec)"], fix: "give b \(m) rows")
        }
        let dtype = DType.promoted(a.dtype, b.dtype)
        let (x, y) = (a.asType(dtype).wideForAlgebra, b.asType(dtype).wideForAlgebra)
        let solution = matmul(pinv(x, rcond: rcond), y)
        let difference = matmul(x, solution) - y
        let residuals = (difference * difference).sum(axis: b.rank == 1 ? 0 : -2)
        let values = LaminaTensor.singularValues(x)
        let isReal = dtype.isFloatingPoint
        return [
            isReal ? solution.asType(dtype) : solution,
            isReal ? residuals.asType(dtype) : residuals,
            countAbove(rcond, values), isReal ? values.asType(dtype) : values,
        ]
    }
    return (parts[0], parts[1], parts[2], parts[3])
}

/// How many singular values exceed `rcond · max s`.
private func countAbove(_ rcond: Double, _ s: Tensor) -> Tensor {
    if s.shape.contains(0) { return .zeros(Shape(s.shape.dropLast()), dtype: .int32) }
    return (s .> rcond * s.max(axis: -1, keepDims: true)).asType(.int32).sum(axis: -1)
}

/// The number of independent rows: of singular values above `rcond · max s`.
///
/// - Shape: `[…, m, n]` to int32 `[…]`.
/// - Parameter rcond: by default the type's rounding error times the larger side.
/// - Special values: 0 for a matrix with an infinity or NaN.
///
/// NumPy, PyTorch: `linalg.matrix_rank`, with `rtol`.
public func matrixRank(_ a: Tensor, rcond: Double? = nil) -> Tensor {
    operation { () throws(OpError) in
        let (m, n) = try matrixSize("matrixRank", a)
        let rcond = try resolve("matrixRank", rcond, a, m, n)
        return countAbove(rcond, Tensor.matrix(.singularValues, a.wideForAlgebra)[0])
    }
}

/// How much a relative error of `b` may grow in the solution of `a x = b`: `‖a‖ ‖a⁻¹‖`.
///
/// - Shape: `[…, n, n]` to `[…]`; in the spectral norm, where it is the largest singular value over the
///   smallest, `[…, m, n]` too.
/// - Special values: ∞ for a singular matrix in the spectral norm, else what ``inverse(_:)`` gives.
///
/// NumPy, PyTorch: `linalg.cond`.
public func conditionNumber(_ a: Tensor, _ norm: MatrixNorm = .spectral) -> Tensor {
    operation { () throws(OpError) in
        let (m, n) = try matrixSize("conditionNumber", a)
        guard m > 0, n > 0 else {
            throw OpError(
                op: "conditionNumber", problem: "the matrices have no elements",
                operands: ["a": "\(a.spec)"], fix: "skip empty matrices")
        }
        let x = a.wideForAlgebra
        guard norm == .spectral else {
            _ = try squareSize("conditionNumber", a)
            return (x.matrixNorm(norm) * inverse(x).matrixNorm(norm)).returned(as: a)
        }
        let s = singularValues(x)
        let k = s.shape[s.rank - 1]
        let ratio = s.slice(0..<1, axis: -1) / s.slice(k - 1..<k, axis: -1)
        return ratio.reshaped(Shape(s.shape.dropLast())).returned(as: a)
    }
}
