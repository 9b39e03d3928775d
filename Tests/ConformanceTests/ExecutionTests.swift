import LaminaGraph
import LaminaTensor
import LaminaTestSupport
import Synchronization
import Testing

/// How a program is made and on how many threads it runs must not change a bit.
@Suite struct ExecutionTests {
    /// One program for the whole operation, traced, against the operation as recorded.
    @Test(arguments: rows(for: .compiled)) func compiledGivesTheSameBits(_ row: OpRow) {
        for dtype in row.triedTypes {
            for sample in row.cases(seed: 3, dtype: dtype) {
                let program = compile { (x: [Tensor]) in row.operation(x) }
                expectSameBits(program(sample.inputs), sample.value(), "\(sample.name), compiled")
            }
        }
    }

    /// Many examples at once, so that there is work for two threads; one example where the operation
    /// has no batches. Loops are cut by shape, never by the number of threads.
    @Test(arguments: rows(for: .threads)) func twoThreadsGiveTheSameBits(_ row: OpRow) {
        let isBatched = row.reason(against: .vmap) == nil
        // Kernels cut their work into pieces of some 16,000 elements.
        let largest = row.operands.map(\.shape.elementCount).max() ?? 1
        let lanes = min(4000, 40_000 / max(1, largest))
        let operands = row.operands.map {
            isBatched ? $0.with(shape: Shape([lanes] + $0.shape)) : $0
        }
        let inputs = row.samples(of: operands, seed: 4, dtype: row.dtypes[0])
        eval(inputs)
        let function = { () -> Tensor in
            let result =
                isBatched
                ? vmap { (x: [Tensor]) in row.operation(x) }(inputs) : row.operation(inputs)
            eval(result)
            return result
        }
        let (one, two) = threads.withLock { _ in
            (withThreads(1, function), withThreads(2, function))
        }
        expectSameBits(two, one, "\(row.name), two threads")
    }
}

/// Held while the number of threads is another one: it is the process's.
private let threads = Mutex(())
