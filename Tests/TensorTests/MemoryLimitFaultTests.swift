import Glibc
import LaminaGraph
import LaminaTensor
import Testing

/// `LAMINA_MEMORY_LIMIT`, each in a process of its own: the setting is read once.
@Suite struct MemoryLimitFaultTests {
    @Test func aPlanThatPassesTheLimitNamesItsLargestTensors() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            setenv("LAMINA_MEMORY_LIMIT", "16M", 1)
            exceed()
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("passes the limit of 16 MiB (LAMINA_MEMORY_LIMIT)"), "\(text)")
        #expect(text.contains("16 MiB  matmul float32 [2048, 2048]"), "\(text)")
        #expect(text.contains("MemoryLimitFaultTests.swift:\(largestLine)"), "\(text)")
        #expect(text.contains("fix     use a smaller batch"), "\(text)")
    }

    @Test func insideCheckedItIsThrownAndNothingStays() async {
        await #expect(processExitsWith: .success) {
            setenv("LAMINA_MEMORY_LIMIT", "16M", 1)
            let x = Tensor.ones([2048, 1])
            eval(x)
            let before = EngineStatistics.current.byteCount
            for _ in 0..<3 {
                let error = #expect(throws: OpError.self) {
                    try checked {
                        let y = matmul(x, x.transposed())
                        #expect((y * y).sum().array()[0].isNaN)
                    }
                }
                #expect(error?.op == "memory")
                #expect(EngineStatistics.current.byteCount == before)
            }
            // What fits goes on.
            #expect(matmul(x.transposed(), x).scalar() == 2048)
        }
    }

    @Test func aCompiledStepThatDoesNotFitWritesNoVariable() async {
        await #expect(processExitsWith: .success) {
            setenv("LAMINA_MEMORY_LIMIT", "16M", 1)
            let weight = Variable(Tensor.ones([1]))
            let step = compile { (x: Tensor) -> Tensor in
                let sum = tanh(matmul(x, x.transposed())).sum()
                weight.value = weight.value + sum
                return sum
            }
            #expect(step(Tensor.zeros([4, 1])).scalar() == 0)
            #expect(throws: OpError.self) {
                try checked { #expect(step(Tensor.ones([4096, 1])).scalar().isNaN) }
            }
            #expect(weight.value.array() == [1])
            #expect(step(Tensor.zeros([4, 1])).scalar() == 0)
        }
    }

    @Test func aLoopsBodyCountsBeforeItRuns() async {
        await #expect(processExitsWith: .success) {
            setenv("LAMINA_MEMORY_LIMIT", "16M", 1)
            let run = compile { (x: Tensor) in
                scan(x, over: Tensor.zeros([3])) { x, _ in
                    (matmul(x, matmul(x.transposed(), x) * 0.5).sum() + x, x.sum())
                }.carry.sum()
            }
            #expect(throws: OpError.self) {
                try checked { _ = run(Tensor.ones([1, 3000])).scalar() }
            }
        }
    }

    @Test func aTensorFromSwiftNumbersCountsToo() async {
        await #expect(processExitsWith: .success) {
            setenv("LAMINA_MEMORY_LIMIT", "1M", 1)
            let numbers = [Float](repeating: 1, count: 1 << 20)
            #expect(throws: OpError.self) { try checked { _ = Tensor(numbers) } }
            let bytes = [UInt8](repeating: 1, count: 1 << 22)
            #expect(throws: OpError.self) {
                try Tensor(bytes: bytes, shape: [1 << 22], dtype: .uint8)
            }
        }
    }

    @Test func aWrongLimitIsNamed() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            setenv("LAMINA_MEMORY_LIMIT", "lots", 1)
            eval(Tensor([1]) + 1)
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("LAMINA_MEMORY_LIMIT: 'lots' is no amount of memory"), "\(text)")
    }

    /// What the system refuses can be thrown as well.
    @Test func aTensorBeyondAnyMachineIsThrown() {
        let error = #expect(throws: OpError.self) {
            try checked { _ = (Tensor.zeros([1 << 28, 1 << 28]) + 1).array() }
        }
        #expect(error?.op == "memory")
    }
}

private let largestLine = #line + 5

/// A function of its own, which keeps its lines.
@inline(never) private func exceed() {
    let x = Tensor.ones([2048, 1])
    print((tanh(matmul(x, x.transposed())) + 1).sum().scalar())
}
