import LaminaGraph

/// The determinant of square matrices.
///
/// - Shape: `[…, n, n]` to `[…]`; of `n = 0` it is 1. Integers become float32.
/// - Special values: overflows where ``slogdet(_:)`` does not.
/// - Gradient: the matrix of cofactors, finite for singular matrices too. (Forward mode, and the
///   second derivative, need a regular matrix from `n = 4` on.)
/// - Traps: matrices that are not square.
///
/// NumPy, PyTorch: `linalg.det`.
public func det(_ a: Tensor) -> Tensor {
    operation { () throws(OpError) in
        let n = try squareSize("det", a)
        let x = a.wideForAlgebra
        if n <= 3 { return polynomialDeterminant(x, n).returned(as: a) }
        return Tensor.composite("det", [], [x]) { operands in
            eliminated(operands[0]).determinant
        } backward: { operands, _, gradient in
            let slope = Matrices.transposed(adjugate(operands[0]))
            return gradient.expandedDims(axis: -1).expandedDims(axis: -1) * slope
        }.returned(as: a)
    }
}

/// The determinant of up to three rows as the sum of products it is.
private func polynomialDeterminant(_ a: Tensor, _ n: Int) -> Tensor {
    let leading = Shape(a.shape.dropLast(2))
    func element(_ i: Int, _ j: Int) -> Tensor {
        a.slice(i..<i + 1, axis: -2).slice(j..<j + 1, axis: -1).reshaped(leading)
    }
    func minor(_ i: Int, _ j: Int) -> Tensor {
        element(1, i) * element(2, j) - element(1, j) * element(2, i)
    }
    switch n {
    case 0: return .ones(leading, dtype: a.dtype)
    case 1: return element(0, 0)
    case 2: return element(0, 0) * element(1, 1) - element(0, 1) * element(1, 0)
    default:
        let first = element(0, 0) * minor(1, 2) - element(0, 1) * minor(0, 2)
        return first + element(0, 2) * minor(0, 1)
    }
}

/// 1 or -1 for an even or odd number of row exchanges.
private func parity(_ pivots: Tensor, _ dtype: DType) -> Tensor {
    let unmoved = Tensor.iota(pivots.shape, axis: pivots.rank - 1)
    let swaps = pivots.isNotEqual(to: unmoved).asType(.int32).sum(axis: -1)
    return (1 - (swaps % .constant(2, .int32)) * 2).asType(dtype)
}

/// The factors of `a`, its determinant, and the same without the last pivot.
private func eliminated(_ a: Tensor) -> (factors: [Tensor], determinant: Tensor, leading: Tensor) {
    let n = a.shape[a.rank - 1]
    let factors = Tensor.matrix(.lu, a)
    let diagonal = factors[0].diagonal()
    let leading =
        parity(factors[1], a.dtype) * diagonal.slice(0..<n - 1, axis: -1).product(axes: [-1])
    let last = diagonal.slice(n - 1..<n, axis: -1).reshaped(leading.shape)
    return (factors, leading * last, leading)
}

/// `det(a) a⁻¹`, which a matrix of rank `n - 1` has too, and of lower rank is 0.
///
/// Dividing the last unknown by the last pivot and multiplying it by all pivots is multiplying it by
/// the others, so no division by a zero pivot is needed.
/// - Source: JAX's `_cofactor_solve`.
private func adjugate(_ a: Tensor) -> Tensor {
    let n = a.shape[a.rank - 1]
    let (factors, determinant, leading) = eliminated(a)
    func spread(_ x: Tensor) -> Tensor { x.expandedDims(axis: -1).expandedDims(axis: -1) }
    let zero = Tensor.zeros(leading.shape, dtype: a.dtype)
    let isDegenerate = leading.isEqual(to: zero)
    let safe = select(isDegenerate, leading + 1, leading)
    let corner =
        Tensor.ones([1, 1], dtype: a.dtype)
        .padded(low: [n - 1, n - 1], high: [0, 0]) .> 0
    let upper = select(corner, spread(1 / safe), factors[0])
    let identity = Tensor.eye(n, dtype: a.dtype).broadcast(to: a.shape)
    let rows = Tensor.triangularSolution(
        factors[0], Matrices.rows(of: identity, factors[2]), lower: true, unitDiagonal: true)
    let scaled = concatenated(
        [rows.slice(0..<n - 1, axis: -2) * spread(determinant), rows.slice(n - 1..<n, axis: -2)],
        axis: -2)
    let solution = Tensor.triangularSolution(upper, scaled, lower: false)
    return select(spread(isDegenerate), 0 * identity, solution)
}

/// The determinant's sign and the logarithm of its absolute value: of large matrices, whose
/// determinant overflows or vanishes.
///
/// - Shape: `[…, n, n]` to `sign` `[…]`, one of -1, 0 and 1, and `logAbsDet` `[…]`.
/// - Special values: 0 and -∞ for a singular matrix, whose gradient is not finite.
/// - Gradient: of `logAbsDet` it is `a⁻ᵀ`, of `sign` 0.
///
/// NumPy, PyTorch: `linalg.slogdet`.
public func slogdet(_ a: Tensor) -> (sign: Tensor, logAbsDet: Tensor) {
    let (sign, logAbsDet) = operation { () throws(OpError) in
        _ = try squareSize("slogdet", a)
        let factors = Tensor.matrix(.lu, a.wideForAlgebra)
        let diagonal = factors[0].diagonal()
        let signs = LaminaTensor.sign(diagonal).product(axes: [-1])
        return (
            (parity(factors[1], diagonal.dtype) * signs).returned(as: a),
            log(abs(diagonal)).sum(axis: -1).returned(as: a)
        )
    }
    return (sign, logAbsDet)
}
