import LaminaGraph
import LaminaTensor
import Testing

/// Compiled functions of structures: a trace belongs to one structure of arguments, and gives its own results'.
@Suite struct CompileStructureTests {
    @Test func eachTraceHasItsOwnNumberOfResults() {
        let rows = compile { (x: Tensor) -> [Tensor] in
            (0..<x.shape[0]).map { x.slice($0..<$0 + 1) }
        }
        let (a, b) = (Tensor.ones([3, 1]), Tensor.ones([2, 1]))
        for _ in 0..<3 {
            #expect(rows(a).count == 3)
            #expect(rows(b).count == 2)
        }
    }

    @Test func aResultMayBeMissingInOneMode() {
        let f = compile { (x: Tensor) -> (Tensor, Tensor?) in
            (x + 1, TrainingMode.isOn ? x * 2 : nil)
        }
        let x = Tensor([1, 2])
        for _ in 0..<3 {
            #expect(withTraining { f(x).1?.array() } == [2, 4])
            #expect(f(x).1 == nil)
            #expect(f(x).0.array() == [2, 3])
        }
    }

    @Test func listsOfOtherLengthsAreOtherArguments() {
        let f = compile { (a: [Tensor], b: [Tensor]) in
            a.reduce(Tensor(0), +) - b.reduce(Tensor(0), +)
        }
        let (x, y, z) = (Tensor(1), Tensor(2), Tensor(4))
        for _ in 0..<3 {
            #expect(f([x, y], [z]).scalar() == -1)
            #expect(f([x], [y, z]).scalar() == -5)
        }
    }

    @Test func whatIsNilAndWhichKeysThereAreIsPartOfTheArguments() {
        let chosen = compile { (x: Tensor?, y: Tensor?) in (x ?? Tensor(0)) - (y ?? Tensor(0)) }
        let named = compile { (x: [String: Tensor]) in x["plus"].map { $0 + 1 } ?? Tensor(-1) }
        for _ in 0..<3 {
            #expect(chosen(Tensor(3), nil).scalar() == 3)
            #expect(chosen(nil, Tensor(3)).scalar() == -3)
            #expect(named(["plus": Tensor(1)]).scalar() == 2)
            #expect(named(["minus": Tensor(1)]).scalar() == -1)
        }
    }

    @Test func tasksWithOtherStructuresDoNotMeet() async {
        let f = compile { (x: [Tensor]) -> [Tensor] in x.map { $0 * 2 } }
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<50).allSatisfy { round in
                        let count = (task + round) % 4 + 1
                        let x = (0..<count).map { Tensor(Float($0)) }
                        return f(x).map { $0.scalar() } == (0..<count).map { Float(2 * $0) }
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    /// A trace that a fault ended is not kept, and what it would have written is not written.
    @Test func aFaultLeavesNoTraceBehind() {
        let (weight, total) = (Tensor.ones([4, 2]), Variable(Tensor(0)))
        let f = compile { (x: Tensor) -> Tensor in
            let y = matmul(x, weight)
            total.value = total.value + y.sum()
            return y
        }
        for _ in 0..<4 {
            #expect(throws: (any Error).self) { try checked { f(Tensor.ones([3, 3])) } }
            #expect(total.value.scalar() == 0)
        }
        #expect(f(Tensor.ones([1, 4])).array() == [4, 4])
        #expect(total.value.scalar() == 8)
    }

    /// Each lane draws for itself, though the function's own argument is the same for all.
    @Test func drawsUnderLanesDiffer() {
        let noisy = compile { (w: Tensor) in w + Tensor.normal(shape: [3]) }
        let w = Tensor.zeros([3])
        _ = (noisy(w), noisy(w))
        let lanes = vmap({ (x: Tensor, w: Tensor) in x * 0 + noisy(w) }, inAxes: (0, nil))(
            .zeros([2, 3]), w)
        let rows = lanes.array()
        #expect(Array(rows[..<3]) != Array(rows[3...]))
    }
}
