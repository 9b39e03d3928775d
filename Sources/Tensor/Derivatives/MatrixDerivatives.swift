import LaminaGraph

extension Tensor {
    /// All results of a factorisation or a triangular solution.
    static func matrix(_ routine: MatrixRoutine, _ operands: Tensor...) -> [Tensor] {
        recordAll(.matrix(routine), operands)
    }

    /// `op(a)⁻¹ b` for triangular `a`.
    static func triangularSolution(
        _ a: Tensor, _ b: Tensor, lower: Bool, transposed: Bool = false, unitDiagonal: Bool = false
    ) -> Tensor {
        matrix(
            .triangularSolve(lower: lower, transposed: transposed, unitDiagonal: unitDiagonal), a, b
        )[0]
    }
}

/// Derivatives of factorisations and triangular solutions.
///
/// The forward rule of a factorisation is linear in the tangent, so its transpose is the reverse
/// rule, found by differentiating the forward rule: each formula stands here once.
extension MatrixRoutine {
    func pullback(
        _ x: [Tensor], results y: [Tensor], gradients g: [Tensor?], needed: [Bool]
    ) -> [Tensor?] {
        switch self {
        case .triangularSolve(let lower, let transposed, let unitDiagonal):
            guard let g = g[0] else { return [nil, nil] }
            let gb = Tensor.triangularSolution(
                x[0], g, lower: lower, transposed: !transposed, unitDiagonal: unitDiagonal)
            return [needed[0] ? -triangle(Self.outer(gb, y[0], transposed)) : nil, gb]
        case .factoredSolve(let transposed):
            guard let g = g[0] else { return [nil, nil, nil, nil] }
            let gb = Tensor.matrix(.factoredSolve(transposed: !transposed), x[0], x[1], x[2], g)[0]
            return [needed[0] ? -Self.outer(gb, y[0], transposed) : nil, nil, nil, gb]
        case .cholesky, .lu, .qr, .svd, .singularValues, .symmetricEigen, .symmetricEigenvalues:
            let point = Tensor.zeros(x[0].shape, dtype: x[0].dtype).marked()
            let tangents = pushforward(x, results: y, tangents: [point])
            let reached = zip(tangents, g).compactMap { tangent, gradient in
                tangent.flatMap { tangent in gradient.map { (tangent, $0) } }
            }
            return LaminaTensor.pullback(of: reached, to: [point])
        }
    }

    func pushforward(
        _ x: [Tensor], results y: [Tensor], tangents t: [Tensor?]
    ) -> [Tensor?] {
        switch self {
        case .triangularSolve(_, let transposed, _):
            let right = Self.difference(
                t[1], t[0].map { Self.product(triangle($0), y[0], transposed) })
            return [right.map { Tensor.recordAll(.matrix(self), [x[0], $0])[0] }]
        case .factoredSolve(let transposed):
            let right = Self.difference(t[3], t[0].map { Self.product($0, y[0], transposed) })
            return [right.map { Tensor.recordAll(.matrix(self), [x[0], x[1], x[2], $0])[0] }]
        case .cholesky: return t[0].map { [Self.choleskyTangent(y[0], $0)] } ?? [nil]
        case .lu: return [t[0].map { Self.luTangent(y[0], y[2], $0) }, nil, nil]
        case .qr: return t[0].map { Self.qrTangents(y[0], y[1], $0) } ?? [nil, nil]
        case .svd: return t[0].map { Self.svdTangents(y[0], y[1], y[2], $0) } ?? [nil, nil, nil]
        case .singularValues:
            return [
                t[0].map {
                    let parts = Tensor.matrix(.svd(complete: false), x[0])
                    return Self.rayleigh(parts[0], $0, Matrices.transposed(parts[2]))
                }
            ]
        case .symmetricEigen: return t[0].map { Self.eigenTangents(y[0], y[1], $0) } ?? [nil, nil]
        case .symmetricEigenvalues:
            return [
                t[0].map {
                    let vectors = Tensor.matrix(.symmetricEigen, x[0])[1]
                    return Self.rayleigh(vectors, $0, vectors)
                }
            ]
        }
    }

    // MARK: Solutions

    /// The part of a triangular solution's matrix that it reads.
    private func triangle(_ x: Tensor) -> Tensor {
        guard case .triangularSolve(let lower, _, let unitDiagonal) = self else { return x }
        return lower
            ? x.lowerTriangle(offset: unitDiagonal ? -1 : 0)
            : x.upperTriangle(offset: unitDiagonal ? 1 : 0)
    }

    /// `g xᵀ`, or its transpose.
    private static func outer(_ g: Tensor, _ x: Tensor, _ transposed: Bool) -> Tensor {
        transposed
            ? .matmul(x, g, transposeRHS: true) : .matmul(g, x, transposeRHS: true)
    }

    private static func product(_ a: Tensor, _ x: Tensor, _ transposed: Bool) -> Tensor {
        .matmul(a, x, transposeLHS: transposed)
    }

    private static func difference(_ a: Tensor?, _ b: Tensor?) -> Tensor? {
        guard let b else { return a }
        return a.map { $0 - b } ?? -b
    }

    // MARK: Factorisations

    /// `dl = l Φ(l⁻¹ da l⁻ᵀ)`, where `Φ` takes the lower triangle and half the diagonal.
    ///
    /// - Source: Murray (2016), arXiv:1602.07527, eq. 8.
    private static func choleskyTangent(_ l: Tensor, _ da: Tensor) -> Tensor {
        let left = Tensor.triangularSolution(l, da, lower: true)
        let both = Tensor.triangularSolution(l, Matrices.transposed(left), lower: true)
        return .matmul(l, Matrices.halvedLower(both))
    }

    /// With `x = l⁻¹ (p da) u⁻¹`: `dl = l tril(x, -1)` and `du = triu(x) u`. Of matrices that are not
    /// square, `l` and `u` are completed by ones on the diagonal, as in JAX.
    private static func luTangent(_ lu: Tensor, _ order: Tensor, _ da: Tensor) -> Tensor {
        let (m, n) = (lu.shape[lu.rank - 2], lu.shape[lu.rank - 1])
        let none = [Int](repeating: 0, count: lu.rank)
        var high = none
        var (l, u) = (lu, lu)
        if m > n {
            high[lu.rank - 1] = m - n
            (l, u) = (lu.padded(low: none, high: high), lu.slice(0..<n, axis: -2))
        } else if n > m {
            high[lu.rank - 2] = n - m
            let rest = Tensor.eye(n, dtype: lu.dtype).slice(m..<n).padded(
                low: [m, 0], high: [0, 0])
            (l, u) = (lu.slice(0..<m, axis: -1), lu.padded(low: none, high: high) + rest)
        }
        let left = Tensor.triangularSolution(
            l, Matrices.rows(of: da, order), lower: true, unitDiagonal: true)
        let both = Matrices.transposed(
            .triangularSolution(u, Matrices.transposed(left), lower: false, transposed: true))
        let strict = both.lowerTriangle(offset: -1)
        let dl = strict + Tensor.matmul(l.lowerTriangle(offset: -1), strict)
        return dl + Tensor.matmul(both.upperTriangle(), u.upperTriangle())
    }

    /// With `x = da r⁻¹` and the antisymmetric `w` that has the lower triangle of `qᵀ x`:
    /// `dq = x - q (qᵀ x - w)` and `dr = (qᵀ x - w) r`.
    ///
    /// Columns of a complete `q` beyond `a`'s are turned the least: what they span moves rightly.
    /// - Source: JAX's `qr_jvp_rule`; needs at least as many rows as columns.
    private static func qrTangents(_ q: Tensor, _ r: Tensor, _ da: Tensor) -> [Tensor?] {
        let (columns, n) = (q.shape[q.rank - 1], r.shape[r.rank - 1])
        let (q1, r1) = (q.slice(0..<n, axis: -1), r.slice(0..<n, axis: -2))
        let x = Matrices.transposed(
            .triangularSolution(r1, Matrices.transposed(da), lower: false, transposed: true))
        let inside = Tensor.matmul(q1, x, transposeLHS: true)
        let strict = inside.lowerTriangle(offset: -1)
        let upper = inside - (strict - Matrices.transposed(strict))
        let dq1 = x - Tensor.matmul(q1, upper)
        let dr1 = Tensor.matmul(upper, r1)
        guard columns > n else { return [dq1, dr1] }
        var high = [Int](repeating: 0, count: r.rank)
        high[r.rank - 2] = columns - n
        return [withComplement(q, q1, dq1), dr1.padded(low: high.map { _ in 0 }, high: high)]
    }

    /// `[dq1, -q1 dq1ᵀ q2]`: the columns that complete `q1` stay orthogonal to it, and else at rest.
    private static func withComplement(_ q: Tensor, _ q1: Tensor, _ dq1: Tensor) -> Tensor {
        let q2 = q.slice(q1.shape[q.rank - 1]..<q.shape[q.rank - 1], axis: -1)
        let overlap = Tensor.matmul(dq1, q2, transposeLHS: true)
        return concatenated([dq1, -Tensor.matmul(q1, overlap)], axis: -1)
    }

    /// `dλᵢ = uᵢᵀ da vᵢ`, for each pair of columns.
    private static func rayleigh(_ u: Tensor, _ da: Tensor, _ v: Tensor) -> Tensor {
        (u * Tensor.matmul(da, v)).sum(axis: -2)
    }

    /// `1 / (xⱼ - xᵢ)`, and 0 where the two are equal.
    private static func inverseGaps(_ x: Tensor) -> Tensor {
        inverted(x.expandedDims(axis: -2) - x.expandedDims(axis: -1))
    }

    /// `1 / x`, and 0 at 0.
    private static func inverted(_ x: Tensor) -> Tensor {
        let zero = Tensor.zeros(x.shape, dtype: x.dtype)
        let isZero = x.isEqual(to: zero)
        return select(isZero, zero, 1 / select(isZero, x + 1, x))
    }

    /// `dw = diag(vᵀ da v)` and `dv = v (F ∘ vᵀ da v)`, `Fᵢⱼ = 1 / (wⱼ - wᵢ)`.
    ///
    /// - Source: Giles (2008), 3.1.
    private static func eigenTangents(_ w: Tensor, _ v: Tensor, _ da: Tensor) -> [Tensor?] {
        let inside = Tensor.matmul(v, Tensor.matmul(da, v), transposeLHS: true)
        return [rayleigh(v, da, v), Tensor.matmul(v, inverseGaps(w) * inside)]
    }

    /// With `x = uᵀ da v`: `ds = diag(x)`, `du = u (F ∘ (x s + s xᵀ)) + (1 - u uᵀ) da v s⁻¹`, and `dv`
    /// in the same way of the transpose; `Fᵢⱼ = 1 / (sⱼ² - sᵢ²)`.
    ///
    /// - Source: Townsend (2016), Differentiating the singular value decomposition.
    private static func svdTangents(
        _ u: Tensor, _ s: Tensor, _ vt: Tensor, _ da: Tensor
    ) -> [Tensor?] {
        let (m, n) = (da.shape[da.rank - 2], da.shape[da.rank - 1])
        let k = Swift.min(m, n)
        let u1 = u.slice(0..<k, axis: -1)
        let v1 = Matrices.transposed(vt.slice(0..<k, axis: -2))
        let dav = Tensor.matmul(da, v1)
        let x = Tensor.matmul(u1, dav, transposeLHS: true)
        let row = s.expandedDims(axis: -2)
        let column = s.expandedDims(axis: -1)
        // As a product of sum and difference, close singular values lose no digits.
        let gaps = inverted((row - column) * (row + column))
        let (xs, sx) = (x * row, column * x)
        var du = Tensor.matmul(u1, gaps * (xs + Matrices.transposed(xs)))
        var dv = Tensor.matmul(v1, gaps * (sx + Matrices.transposed(sx)))
        if m > k { du = du + (dav - Tensor.matmul(u1, x)) / row }
        if n > k {
            let dau = Tensor.matmul(da, u1, transposeLHS: true)
            dv = dv + (dau - Tensor.matmul(v1, Matrices.transposed(x))) / row
        }
        if u.shape[u.rank - 1] > k { du = withComplement(u, u1, du) }
        if vt.shape[vt.rank - 2] > k { dv = withComplement(Matrices.transposed(vt), v1, dv) }
        return [du, rayleigh(u1, da, v1), Matrices.transposed(dv)]
    }
}
