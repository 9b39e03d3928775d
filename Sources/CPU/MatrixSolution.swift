import LaminaGraph

/// Triangular solutions of one stack of matrices. LAPACK's own stop at a zero on the diagonal, where
/// infinity or NaN is wanted, and cost a transpose, since right-hand sides lie row after row here.
struct MatrixSolution<T: LAPACKElement> {
    private let problem: MatrixProblem

    /// Right-hand sides in one piece: their rows of one block stay in the cache.
    private static var pieceWidth: Int { 64 }

    /// Nil for a factorisation.
    init?(_ problem: MatrixProblem) {
        switch problem.routine {
        case .triangularSolve, .factoredSolve: self.problem = problem
        case .cholesky, .lu, .qr, .svd, .singularValues, .symmetricEigen, .symmetricEigenvalues:
            return nil
        }
    }

    var pieceCount: Int { (problem.k + Self.pieceWidth - 1) / Self.pieceWidth }

    /// Solves for the right-hand sides of one piece of one matrix.
    func solve(
        _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>, lane: Int, piece: Int
    ) {
        let (n, k) = (problem.n, problem.k)
        let columns = piece * Self.pieceWidth..<min((piece + 1) * Self.pieceWidth, k)
        func matrix(_ place: Int, _ size: Int) -> UnsafeMutablePointer<T>? {
            memory[place].map { $0.assumingMemoryBound(to: T.self) + lane * size }
        }
        switch problem.routine {
        case .triangularSolve(let lower, let transposed, let unitDiagonal):
            guard let a = matrix(0, n * n), let b = matrix(1, n * k), let x = matrix(2, n * k)
            else { return }
            for i in 0..<n { for j in columns { x[i * k + j] = b[i * k + j] } }
            substitute(
                a, x, columns, lower: lower, transposed: transposed, unitDiagonal: unitDiagonal)
        case .factoredSolve(let transposed):
            guard let lu = matrix(1, n * n), let b = matrix(3, n * k), let x = matrix(4, n * k),
                let order = memory[2].map({ $0.assumingMemoryBound(to: Int32.self) + lane * n })
            else { return }
            if transposed {
                solveTransposed(lu, order, b, x, columns)
                return
            }
            for i in 0..<n {
                let row = Int(order[i])
                for j in columns { x[i * k + j] = b[row * k + j] }
            }
            substitute(lu, x, columns, lower: true, transposed: false, unitDiagonal: true)
            substitute(lu, x, columns, lower: false, transposed: false, unitDiagonal: false)
        case .cholesky, .lu, .qr, .svd, .singularValues, .symmetricEigen, .symmetricEigenvalues:
            break
        }
    }

    /// `uᵀ lᵀ p x = b`, in a workspace whose rows are put back in the matrix's order.
    private func solveTransposed(
        _ lu: UnsafeMutablePointer<T>, _ order: UnsafePointer<Int32>, _ b: UnsafeMutablePointer<T>,
        _ x: UnsafeMutablePointer<T>, _ columns: Range<Int>
    ) {
        let (n, k, width) = (problem.n, problem.k, columns.count)
        let work = UnsafeMutablePointer<T>.allocate(capacity: n * width)
        defer { work.deallocate() }
        for i in 0..<n {
            for j in 0..<width { work[i * width + j] = b[i * k + columns.lowerBound + j] }
        }
        let all = 0..<width
        substitute(
            lu, work, all, stride: width, lower: false, transposed: true, unitDiagonal: false)
        substitute(lu, work, all, stride: width, lower: true, transposed: true, unitDiagonal: true)
        for i in 0..<n {
            let row = Int(order[i])
            for j in 0..<width { x[row * k + columns.lowerBound + j] = work[i * width + j] }
        }
    }

    private func substitute(
        _ a: UnsafeMutablePointer<T>, _ x: UnsafeMutablePointer<T>, _ columns: Range<Int>,
        stride: Int? = nil, lower: Bool, transposed: Bool, unitDiagonal: Bool
    ) {
        let (n, width) = (problem.n, stride ?? problem.k)
        let (rowStep, columnStep) = transposed ? (1, n) : (n, 1)
        let isForward = lower != transposed
        let count = columns.count
        for step in 0..<n {
            let i = isForward ? step : n - 1 - step
            let target = x + i * width + columns.lowerBound
            let known = isForward ? 0..<i : i + 1..<n
            let row = a + i * rowStep
            var j = known.lowerBound
            // Four rows at a time, so that the target's row is loaded and stored a fourth as often.
            while j + 4 <= known.upperBound {
                let (a0, a1) = (row[j * columnStep], row[(j + 1) * columnStep])
                let (a2, a3) = (row[(j + 2) * columnStep], row[(j + 3) * columnStep])
                let source = x + j * width + columns.lowerBound
                for c in 0..<count {
                    let near = a0 * source[c] + a1 * source[width + c]
                    let far = a2 * source[2 * width + c] + a3 * source[3 * width + c]
                    target[c] -= near + far
                }
                j += 4
            }
            while j < known.upperBound {
                let factor = row[j * columnStep]
                let source = x + j * width + columns.lowerBound
                for c in 0..<count { target[c] -= factor * source[c] }
                j += 1
            }
            if !unitDiagonal {
                let pivot = row[i * columnStep]
                for c in 0..<count { target[c] /= pivot }
            }
        }
    }
}
