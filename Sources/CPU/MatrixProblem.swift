import CLaminaKernels
import LaminaGraph

/// A stack of equal matrices and what is computed of each: `a [m, n]`, and `k` right-hand sides where
/// the routine takes some.
struct MatrixProblem: BitwiseCopyable {
    var routine: MatrixRoutine
    var dtype: lk_dtype
    var batch, m, n, k: Int

    /// Runs over the operands, then the results. One matrix is one thread's, and a piece of wide
    /// right-hand sides is too: the same bits on any number of threads.
    func run(_ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
        _ = lapackIsSingleThreaded
        if dtype == LK_FLOAT64 {
            run(memory, Double.self)
        } else {
            run(memory, Float.self)
        }
    }

    private func run<T: LAPACKElement>(
        _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ type: T.Type
    ) {
        let solution = MatrixSolution<T>(self)
        let pieces = solution?.pieceCount ?? 1
        let task = Task { index in
            let (lane, piece) = (index / pieces, index % pieces)
            if let solution {
                solution.solve(memory, lane: lane, piece: piece)
            } else {
                MatrixFactors<T>(self, memory, lane: lane).run()
            }
        }
        withExtendedLifetime(task) {
            lk_parallel_for(
                Int64(batch * pieces),
                { context, index in
                    guard let context else { return }
                    Unmanaged<Task>.fromOpaque(context).takeUnretainedValue().body(Int(index))
                }, Unmanaged.passUnretained(task).toOpaque())
        }
    }

    /// The body of a parallel loop, behind the pool's C pointer.
    private final class Task {
        let body: (Int) -> Void
        init(_ body: @escaping (Int) -> Void) { self.body = body }
    }
}

extension Lowering {
    mutating func lowerMatrix(_ node: Int, _ routine: MatrixRoutine) {
        let operands = graph.nodes[node].inputs
        let a = graph.nodes[operands[0]].spec
        let rank = a.shape.rank
        let (m, n) = (a.shape[rank - 2], a.shape[rank - 1])
        let last = graph.nodes[operands[operands.count - 1]].spec.shape
        let problem = MatrixProblem(
            routine: routine, dtype: a.dtype.kernelType,
            batch: a.shape.dropLast(2).reduce(1, *), m: m, n: n, k: last[last.rank - 1])
        let specs = operands.map { graph.nodes[$0].spec }
        let results = orTrap { () throws(OpError) in try routine.resultSpecs(of: specs) }
        let reads = operands.map { contiguous($0) }
        let writes = routine.resultCount == 1 ? [define(node)] : define(node, results: results)
        emit(.matrix(storage.store(problem)), reads, writes)
    }
}
