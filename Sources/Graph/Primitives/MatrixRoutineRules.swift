/// Shape rules of the factorisations and triangular solutions.
extension MatrixRoutine {
    /// What the routine yields for operands of these specs, or why it cannot.
    package func resultSpecs(of inputs: [TensorSpec]) throws(OpError) -> [TensorSpec] {
        let a = inputs[0]
        guard a.dtype == .float32 || a.dtype == .float64 else {
            throw OpError(
                op: name, problem: "computes in float32 and float64, not \(a.dtype)",
                operands: ["a": "\(a)"], fix: "convert with asType(.float32)")
        }
        guard a.shape.rank >= 2 else {
            throw OpError(
                op: name, problem: "needs matrices, and a has \(a.shape.rank) axes",
                operands: ["a": "\(a)"], fix: "give [..., m, n]")
        }
        let (m, n) = (a.shape[a.shape.rank - 2], a.shape[a.shape.rank - 1])
        let k = min(m, n)
        func spec(_ sizes: Int..., dtype: DType? = nil) -> TensorSpec {
            TensorSpec(Shape(a.shape.dropLast(2) + sizes), dtype ?? a.dtype)
        }
        switch self {
        case .cholesky, .symmetricEigen, .symmetricEigenvalues, .triangularSolve, .factoredSolve:
            guard m == n else {
                throw OpError(
                    op: name, problem: "needs square matrices, and a's are \(m) x \(n)",
                    operands: ["a": "\(a)"], fix: "give [..., n, n]")
            }
        case .lu, .qr, .svd, .singularValues: break
        }
        switch self {
        case .cholesky: return [a]
        case .lu: return [a, spec(k, dtype: .int32), spec(m, dtype: .int32)]
        case .qr(let complete):
            let columns = complete ? m : k
            return [spec(m, columns), spec(columns, n)]
        case .svd(let complete):
            return [spec(m, complete ? m : k), spec(k), spec(complete ? n : k, n)]
        case .singularValues: return [spec(k)]
        case .symmetricEigen: return [spec(n), a]
        case .symmetricEigenvalues: return [spec(n)]
        case .triangularSolve: return [try solutionSpec(a, inputs[1], size: n)]
        case .factoredSolve:
            guard inputs[1] == a, inputs[2] == spec(n, dtype: .int32) else {
                throw OpError(
                    op: name, problem: "the factors are those of another matrix",
                    operands: ["a": "\(a)", "lu": "\(inputs[1])", "order": "\(inputs[2])"],
                    fix: "report this: an operation was recorded wrongly")
            }
            return [try solutionSpec(a, inputs[3], size: n)]
        }
    }

    private func solutionSpec(
        _ a: TensorSpec, _ b: TensorSpec, size n: Int
    ) throws(OpError) -> TensorSpec {
        let rank = a.shape.rank
        guard b.dtype == a.dtype, b.shape.rank == rank, b.shape[rank - 2] == n,
            b.shape.dropLast(2).elementsEqual(a.shape.dropLast(2))
        else {
            throw OpError(
                op: name, problem: "the right-hand sides do not fit \(n) x \(n) matrices",
                operands: ["a": "\(a)", "b": "\(b)"],
                fix: "give b the same leading axes and type, and \(n) rows")
        }
        return b
    }
}
