import Glibc
import LaminaGraph
import LaminaTensor
import Testing

/// Tasks that are cancelled, that write the same variables, and that write what a variable cannot hold.
@Suite struct InterruptionTests {
    /// A plan runs to its end once it has begun: the variables it writes belong together, and their locks
    /// are free.
    @Test func aCancelledTaskLeavesItsVariablesWhole() async {
        let (once, twice) = (Variable(Tensor.zeros([1000])), Variable(Tensor.zeros([1000])))
        let step = compile { (x: Tensor) -> Tensor in
            once.value = once.value + x
            twice.value = twice.value + 2 * x
            return x
        }
        let task = Task {
            var steps = 0
            while !Task.isCancelled {
                eval(step(Tensor(1)))
                steps += 1
            }
            return steps
        }
        while once.value.array()[0] < 20 { await Task.yield() }
        task.cancel()
        // While it may still run.
        let snapshot = Variable.snapshot([once, twice]).map { $0.array() }
        #expect(snapshot[1] == snapshot[0].map { 2 * $0 })
        let steps = await task.value
        #expect(once.value.array() == Array(repeating: Float(steps), count: 1000))
        eval(step(Tensor(1)))
        #expect(twice.value.array()[999] == Float(2 * steps + 2))
    }

    @Test func noWriteOfSeveralTasksIsLost() async {
        let (a, b) = (Variable(Tensor(0)), Variable(Tensor.zeros([64])))
        let forwards = compile { (x: Tensor) -> Tensor in
            a.value = a.value + x
            b.value = b.value + a.value * 0 + x
            return x
        }
        // Names the variables in the other order.
        let backwards = compile { (x: Tensor) -> Tensor in
            b.value = b.value + x
            a.value = a.value + x
            return x
        }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    for _ in 0..<100 { eval((number % 2 == 0 ? forwards : backwards)(Tensor(1))) }
                }
            }
        }
        #expect(a.value.scalar() == 800)
        #expect(b.value.array() == Array(repeating: 800, count: 64))
    }

    @Test func aVariableKeepsItsShape() throws {
        let weight = Variable(Tensor([1, 2]))
        let error = #expect(throws: OpError.self) {
            try checked { weight.value = Tensor([1, 2, 3]) }
        }
        let text = try #require(error).explanation
        #expect(text.contains("Variable: a variable keeps its shape and type"))
        #expect(text.contains("old  float32 [2]") && text.contains("new  float32 [3]"))
        #expect(weight.value.array() == [1, 2])
        #expect(throws: OpError.self) { try checked { weight.value = Tensor([1, 2] as [Double]) } }
    }

    @Test func anotherShapeStopsAProgramThatDoesNotAsk() async throws {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let weight = Variable(Tensor([1, 2]))
            weight.value = Tensor([1, 2, 3])
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("a variable keeps its shape and type"), "\(text)")
    }
}
