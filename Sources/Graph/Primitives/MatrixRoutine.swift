/// What is computed of the matrices in the last two axes; leading axes are a batch. Operands and
/// results are float32 or float64 but for row numbers, which are int32.
///
/// A matrix with an element that is not finite has factors of NaN.
package enum MatrixRoutine: Hashable, Sendable, BitwiseCopyable {
    /// From symmetric `a`, of which the lower triangle is read, to lower triangular `l` with
    /// `a = l lᵀ`; NaN below and on the diagonal where `a` is not positive definite.
    case cholesky
    /// From `a [m, n]` to: `l` below the diagonal and `u` on and above it in one `[m, n]`; for each
    /// of the first `min(m, n)` rows the row it was swapped with; and the numbers of `a`'s rows in
    /// their new order, so that `a[order] = l u`. Rows are chosen by the largest element.
    case lu
    /// From `a [m, n]` to `q [m, k]` and `r [k, n]` by Householder's reflections, `k = min(m, n)`;
    /// `complete` gives `k = m`. The signs are LAPACK's.
    case qr(complete: Bool)
    /// From `a [m, n]` to `u [m, k]`, the singular values `[k]` in falling order, and `vᵀ [k, n]`,
    /// `k = min(m, n)`; `complete` gives square `u` and `vᵀ`. Columns
    /// of `u` have the sign of eigenvectors.
    case svd(complete: Bool)
    /// From `a [m, n]` to its singular values in falling order.
    case singularValues
    /// From symmetric `a`, of which the lower triangle is read, to the eigenvalues in rising order
    /// and the eigenvectors as columns. The first element of a vector that is at least half as large as
    /// its largest is positive: a sign that hung on the largest alone would hang on rounding where
    /// two are equally large.
    case symmetricEigen
    /// From symmetric `a` to its eigenvalues in rising order.
    case symmetricEigenvalues
    /// From triangular `a`, of which only that triangle is read, and `b [n, k]` to `x` with
    /// `op(a) x = b`.
    case triangularSolve(lower: Bool, transposed: Bool, unitDiagonal: Bool)
    /// From `a`, its `lu` and order of rows, and `b [n, k]` to `x` with `op(a) x = b`. The factors
    /// save work and carry no derivative; that is `a`'s.
    case factoredSolve(transposed: Bool)

    /// How many operands the routine takes.
    var operandCount: Int {
        switch self {
        case .cholesky, .lu, .qr, .svd, .singularValues, .symmetricEigen, .symmetricEigenvalues: 1
        case .triangularSolve: 2
        case .factoredSolve: 4
        }
    }

    /// How many results it has.
    package var resultCount: Int {
        switch self {
        case .lu, .svd: 3
        case .qr, .symmetricEigen: 2
        case .cholesky, .singularValues, .symmetricEigenvalues, .triangularSolve, .factoredSolve: 1
        }
    }

    /// The routine's name in printed graphs.
    package var name: String {
        switch self {
        case .cholesky: "cholesky"
        case .lu: "lu"
        case .qr: "qr"
        case .svd: "svd"
        case .singularValues: "singularValues"
        case .symmetricEigen: "symmetricEigen"
        case .symmetricEigenvalues: "symmetricEigenvalues"
        case .triangularSolve: "triangularSolve"
        case .factoredSolve: "factoredSolve"
        }
    }

    /// What the routine is told beside its operands.
    var attributes: [String] {
        switch self {
        case .cholesky, .lu, .singularValues, .symmetricEigen, .symmetricEigenvalues: []
        case .qr(let complete), .svd(let complete): complete ? ["complete"] : []
        case .triangularSolve(let lower, let transposed, let unitDiagonal):
            [lower ? "lower" : "upper"] + (transposed ? ["transposed"] : [])
                + (unitDiagonal ? ["unitDiagonal"] : [])
        case .factoredSolve(let transposed): transposed ? ["transposed"] : []
        }
    }
}
