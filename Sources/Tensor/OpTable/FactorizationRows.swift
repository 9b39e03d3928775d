import LaminaGraph

// A positive definite matrix is made of any other inside the row; factors whose signs or basis are
// not NumPy's are compared by what does not depend on them.

let factorizationRows: [OpRow] = factorRows + solutionRows + determinantRows

private func definite(_ a: Tensor) -> Tensor {
    let n = a.shape[a.rank - 1]
    return matmul(a, Matrices.transposed(a)) + Double(n) * Tensor.eye(n, dtype: a.dtype)
}

private let definiteInPython = "a @ np.swapaxes(a, -1, -2) + a.shape[-1] * np.eye(a.shape[-1])"

private let factorRows: [OpRow] = {
    let file = "Operations/LinearAlgebra/Factorizations.swift"
    let square: [[Operand]] = [[.normal([0, 0])], [.normal([1, 1])], [.normal([2, 0, 3, 3])]]
    return [
        OpRow(
            "cholesky", in: file, [.normal([2, 3, 3])], also: square + [[.normal([7, 7])]],
            golden: "np.linalg.cholesky(\(definiteInPython))",
            wrong: [
                WrongCall("a's are 3 x 4") { _ in cholesky(.ones([3, 4])) },
                WrongCall("a has 1 axes") { _ in cholesky(.ones([3])) },
            ], slack: 10
        ) { cholesky(definite($0[0])) },
        OpRow(
            "lu", in: file, [.normal([2, 3, 3])],
            also: square + [[.normal([3, 0])], [.normal([17, 2])]],
            golden: "np.stack([(lambda p, l, u: l @ np.tanh(u))(*scipy.linalg.lu(x)) for x in a])",
            wrong: [WrongCall("a has 1 axes") { _ in lu(.ones([3])).lower }], slack: 100
        ) {
            let (_, l, u) = lu($0[0])
            return matmul(l, tanh(u))
        },
        OpRow(
            "lu, tall", in: file, [.normal([5, 3])],
            golden: "(lambda p, l, u: np.tanh(l) @ u)(*scipy.linalg.lu(a))", slack: 100
        ) {
            let (_, l, u) = lu($0[0])
            return matmul(tanh(l), u)
        },
        OpRow(
            "lu, wide", in: file, [.normal([3, 5])],
            golden: "(lambda p, l, u: np.tanh(l) @ np.tanh(u))(*scipy.linalg.lu(a))", slack: 100
        ) {
            let (_, l, u) = lu($0[0])
            return matmul(tanh(l), tanh(u))
        },
        OpRow(
            "qr", in: file, [.normal([2, 4, 3])],
            also: square + [[.normal([3, 0])], [.normal([0, 3])], [.normal([17, 2])]],
            golden: "(lambda q, r: np.tanh(q) @ r)(*np.linalg.qr(a))",
            wrong: [WrongCall("a has 1 axes") { _ in qr(.ones([3])).q }], slack: 100
        ) {
            let (q, r) = qr($0[0])
            return matmul(tanh(q), r)
        },
        OpRow(
            "qr, wide", in: file, [.normal([3, 5])],
            golden: "(lambda q, r: q @ np.tanh(r))(*np.linalg.qr(a))", slack: 100
        ) {
            let (q, r) = qr($0[0])
            return matmul(q, tanh(r))
        },
        OpRow(
            "qr, complete", in: file, [.normal([5, 3])], also: [[.normal([3, 0])]],
            golden: "(lambda q: np.tanh(q[:, :3] @ q[:, :3].T) + q[:, 3:] @ q[:, 3:].T)"
                + "(np.linalg.qr(a, 'complete')[0])", slack: 100
        ) {
            let n = $0[0].shape[1]
            let q = qr($0[0], .complete).q
            let (inside, outside) = (q.slice(0..<n, axis: 1), q.slice(n..<q.shape[1], axis: 1))
            return tanh(matmul(inside, inside.transposed()))
                + matmul(outside, outside.transposed())
        },
        OpRow(
            "svd", in: file, [.normal([2, 4, 3])],
            also: square + [[.normal([3, 0])], [.normal([0, 3])], [.normal([2, 9])]],
            golden: "(lambda u, s, v: (np.tanh(u) ** 2) @ (np.abs(v) * s[..., None]))"
                + "(*np.linalg.svd(a, full_matrices=False))",
            wrong: [WrongCall("a has 1 axes") { _ in svd(.ones([3])).s }], slack: 1000
        ) {
            let (u, s, vt) = svd($0[0])
            return matmul(tanh(u).square(), abs(vt) * s.expandedDims(axis: -1))
        },
        OpRow(
            "svd, signs", in: file, [.normal([3, 5])], slack: 1000
        ) {
            let (u, s, vt) = svd($0[0])
            return concatenated([tanh(u), vt, s.expandedDims(axis: -1)], axis: -1)
        },
        OpRow(
            "svd, complete", in: file, [.normal([5, 3])],
            golden: "(lambda u: np.tanh(u[:, :2] @ u[:, :2].T) + u[:, 3:] @ u[:, 3:].T)"
                + "(np.linalg.svd(a)[0])", slack: 1000
        ) {
            let u = svd($0[0], .complete).u
            let (inside, outside) = (u.slice(0..<2, axis: 1), u.slice(3..<5, axis: 1))
            return tanh(matmul(inside, inside.transposed()))
                + matmul(outside, outside.transposed())
        },
        OpRow(
            "singularValues", in: file, [.normal([2, 3, 4])],
            also: square + [[.normal([3, 0])], [.normal([17, 2])]],
            golden: "np.linalg.svd(a, compute_uv=False)",
            wrong: [WrongCall("a has 1 axes") { _ in singularValues(.ones([3])) }], slack: 10
        ) { singularValues($0[0]) },
        OpRow(
            "eigh", in: file, [.normal([2, 3, 3])], also: square + [[.normal([6, 6])]],
            golden: "(lambda w, v: (np.tanh(v) ** 2) * w[..., None, :])"
                + "(*np.linalg.eigh((a + np.swapaxes(a, -1, -2)) / 2))",
            wrong: [WrongCall("a's are 3 x 4") { _ in eigh(.ones([3, 4])).values }], slack: 1000
        ) {
            let (w, v) = eigh($0[0])
            return tanh(v).square() * w.expandedDims(axis: -2)
        },
        OpRow("eigh, signs", in: file, [.normal([4, 4])], slack: 1000) { eigh($0[0]).vectors },
        OpRow(
            "eigenvaluesSymmetric", in: file, [.normal([2, 3, 3])], also: square,
            golden: "np.linalg.eigvalsh((a + np.swapaxes(a, -1, -2)) / 2)",
            wrong: [
                WrongCall("a's are 3 x 4") { _ in eigenvaluesSymmetric(.ones([3, 4])) }
            ], slack: 10
        ) { eigenvaluesSymmetric($0[0]) },
    ]
}()

private let solutionRows: [OpRow] = {
    let file = "Operations/LinearAlgebra/Solve.swift"
    let squares = "Operations/LinearAlgebra/LeastSquares.swift"
    let right: [[Operand]] = [
        [.normal([0, 0]), .normal([0, 2])], [.normal([1, 1]), .normal([1])],
        [.normal([3, 3]), .normal([3, 0])], [.normal([2, 1, 3, 3]), .normal([2, 3, 1])],
    ]
    return [
        OpRow(
            "solve", in: file, [.normal([2, 3, 3]), .normal([2, 3, 2])],
            also: right + [[.normal([5, 5]), .normal([5, 70])]], golden: "np.linalg.solve(a, b)",
            wrong: [
                WrongCall("a has 3 rows and b has 2") { solve($0[0], .ones([2])) },
                WrongCall("a's are 3 x 4") { _ in solve(.ones([3, 4]), .ones([3])) },
            ], slack: 1000
        ) { solve($0[0], $0[1]) },
        OpRow(
            "solve, broadcast", in: file, [.normal([3, 3]), .normal([2, 3, 1])],
            golden: "np.linalg.solve(a, b)", slack: 1000
        ) { solve($0[0], $0[1]) },
        OpRow(
            "solve, vector", in: file, [.normal([4, 4]), .normal([4])],
            golden: "np.linalg.solve(a, b)", slack: 1000
        ) { solve($0[0], $0[1]) },
        OpRow(
            "triangularSolve", in: file, [.uniform(0.5..<2, [2, 3, 3]), .normal([2, 3, 2])],
            also: right, golden: "np.linalg.solve(np.tril(a), b)",
            wrong: [
                WrongCall("a has 3 rows and b has 2") { triangularSolve($0[0], .ones([2])) }
            ], slack: 100
        ) { triangularSolve($0[0], $0[1]) },
        OpRow(
            "triangularSolve, upper", in: file, [.uniform(0.5..<2, [4, 4]), .normal([4])],
            golden: "np.linalg.solve(np.triu(a), b)", slack: 100
        ) { triangularSolve($0[0], $0[1], lower: false) },
        OpRow(
            "triangularSolve, transposed", in: file, [.normal([4, 4]), .normal([4, 2])],
            golden: "np.linalg.solve(np.tril(a, -1).T + np.eye(4), b)", slack: 100
        ) { triangularSolve($0[0], $0[1], transposed: true, unitDiagonal: true) },
        OpRow(
            "triangularSolve, upper transposed", in: file,
            [.uniform(0.5..<2, [6, 6]), .normal([6, 2])],
            golden: "np.linalg.solve(np.triu(a).T, b)", slack: 1000
        ) { triangularSolve($0[0], $0[1], lower: false, transposed: true) },
        OpRow(
            "choleskySolve", in: file, [.uniform(0.5..<2, [3, 3]), .normal([3, 2])],
            also: right, golden: "np.linalg.solve(np.tril(a) @ np.tril(a).T, b)",
            wrong: [WrongCall("a has 3 rows and b has 2") { choleskySolve($0[0], .ones([2])) }],
            slack: 1000
        ) { choleskySolve($0[0], $0[1]) },
        OpRow(
            "inverse", in: file, [.normal([2, 3, 3])],
            also: [[.normal([0, 0])], [.normal([1, 1])]],
            golden: "np.linalg.inv(a)",
            wrong: [WrongCall("a's are 3 x 4") { _ in inverse(.ones([3, 4])) }], slack: 1000
        ) { inverse($0[0]) },
        OpRow(
            "matrixPower, negative", in: "Operations/LinearAlgebra/MatrixChain.swift",
            [.normal([3, 3])], golden: "np.linalg.matrix_power(a, -3)", slack: 1000
        ) { matrixPower($0[0], -3) },
        OpRow(
            "matrixNorm, nuclear", in: "Operations/LinearAlgebra/MatrixReductions.swift",
            [.normal([2, 3, 4])], golden: "np.linalg.norm(a, 'nuc', axis=(1, 2))"
        ) { $0[0].matrixNorm(.nuclear) },
        OpRow(
            "matrixNorm, spectral", in: "Operations/LinearAlgebra/MatrixReductions.swift",
            [.normal([2, 3, 4])], golden: "np.linalg.norm(a, 2, axis=(1, 2))"
        ) { $0[0].matrixNorm(.spectral) },
        OpRow(
            "pinv", in: squares, [.normal([2, 4, 3])],
            also: [[.normal([0, 3])], [.normal([1, 1])], [.normal([2, 5])]],
            golden: "np.linalg.pinv(a)",
            wrong: [WrongCall("rcond is -1.0") { pinv($0[0], rcond: -1) }], slack: 1000
        ) { pinv($0[0]) },
        OpRow(
            "pinv, wide", in: squares, [.normal([2, 4])], golden: "np.linalg.pinv(a)", slack: 100
        ) { pinv($0[0]) },
        OpRow(
            "leastSquares", in: squares, [.normal([5, 3]), .normal([5, 2])],
            also: [[.normal([2, 4]), .normal([2])], [.normal([1, 1]), .normal([1])]],
            golden: "np.concatenate([np.linalg.lstsq(a, b, rcond=None)[0], "
                + "np.linalg.lstsq(a, b, rcond=None)[1][None]])",
            wrong: [WrongCall("a has 5 rows and b has 4") { leastSquares($0[0], .ones([4])).rank }],
            slack: 1000
        ) {
            let fit = leastSquares($0[0], $0[1])
            return concatenated([fit.solution, fit.residuals.expandedDims(axis: 0)])
        },
        OpRow(
            "matrixRank", in: squares, [.normal([2, 4, 3])],
            also: [[.normal([0, 3])], [.values([1, 2, 2, 4], [2, 2])]],
            golden: "np.linalg.matrix_rank(a)",
            wrong: [WrongCall("a has 1 axes") { _ in matrixRank(.ones([3])) }],
            without: .derivatives("gives integers")
        ) { matrixRank($0[0]) },
        OpRow(
            "conditionNumber", in: squares, [.normal([2, 4, 3])], also: [[.normal([1, 1])]],
            golden: "np.linalg.cond(a)",
            wrong: [
                WrongCall("the matrices have no elements") { _ in conditionNumber(.ones([0, 2])) }
            ], slack: 1000
        ) { conditionNumber($0[0]) },
        OpRow(
            "conditionNumber, one", in: squares, [.normal([3, 3])],
            golden: "np.linalg.cond(a, 1)", slack: 1000
        ) { conditionNumber($0[0], .one) },
    ]
}()

private let determinantRows: [OpRow] = {
    let file = "Operations/LinearAlgebra/Determinants.swift"
    let exponential = "Operations/LinearAlgebra/MatrixExponential.swift"
    return [
        OpRow(
            "det", in: file, [.normal([2, 5, 5])],
            also: [[.normal([0, 0])], [.normal([3, 1, 1])], [.normal([0, 4, 4])]],
            golden: "np.linalg.det(a)",
            wrong: [WrongCall("a's are 3 x 4") { _ in det(.ones([3, 4])) }], slack: 100
        ) { det($0[0]) },
        OpRow("det, of two rows", in: file, [.normal([3, 2, 2])], golden: "np.linalg.det(a)") {
            det($0[0])
        },
        OpRow("det, of three rows", in: file, [.normal([2, 3, 3])], golden: "np.linalg.det(a)") {
            det($0[0])
        },
        OpRow(
            "slogdet", in: file, [.normal([4, 3, 3])],
            also: [[.normal([0, 0])], [.normal([3, 1, 1])]],
            golden: "np.stack(np.linalg.slogdet(a))",
            wrong: [WrongCall("a's are 3 x 4") { _ in slogdet(.ones([3, 4])).sign }], slack: 100
        ) {
            let (sign, logAbsDet) = slogdet($0[0])
            return concatenated([sign.expandedDims(axis: 0), logAbsDet.expandedDims(axis: 0)])
        },
        OpRow(
            "matrixExponential", in: exponential, [.normal([2, 3, 3])],
            also: [[.normal([0, 0])], [.normal([1, 1])]],
            golden: "np.stack([scipy.linalg.expm(x) for x in a])",
            wrong: [WrongCall("a's are 3 x 4") { _ in matrixExponential(.ones([3, 4])) }],
            slack: 100
        ) { matrixExponential($0[0]) },
        OpRow(
            "matrixExponential, scaled", in: exponential, [.uniform(-9..<3, [3, 3])],
            golden: "scipy.linalg.expm(a)", slack: 10000
        ) { matrixExponential($0[0]) },
    ]
}()
