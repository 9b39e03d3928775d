import LaminaGraph
import LaminaTensor
import Testing

@Suite struct CompileTests {
    @Test func writesTheVariablesItWrote() {
        let weight = Variable(Tensor([1, 2]))
        let step = compile { (x: Tensor) -> Tensor in
            let loss = (x * weight.value).sum()
            weight.value = weight.value - 0.5 * x
            return loss
        }
        let x = Tensor([1, 1])
        #expect([step(x), step(x), step(x)].map { $0.scalar() } == [3, 2, 1])
        #expect(weight.value.array() == [-0.5, 0.5])
    }

    /// What follows from a variable alone is kept between calls; a write must be seen all the same,
    /// wherever it comes from.
    @Test func seesEveryWriteOfAVariableItOnlyReads() {
        let weight = Variable(Tensor.ones([3, 3, 16, 16]))
        let forward = compile { (x: Tensor) in
            conv2D(x, filter: weight.value * 2, padding: .same).sum()
        }
        let add = compile { (x: Tensor) in
            weight.value = weight.value + x
            return x
        }
        let x = Tensor.ones([1, 1, 1, 16])
        #expect(forward(x).scalar() == 512)
        #expect(forward(x * 2).scalar() == 1024)
        weight.value = weight.value * 3
        #expect(forward(x).scalar() == 1536)
        eval(add(Tensor(1)))
        #expect(forward(x).scalar() == 2048)
        eval(add(Tensor(-3)))
        #expect(forward(x).scalar() == 512)
    }

    /// A loop's body prepares its weights once for all steps, and for every run of the loop anew.
    @Test func preparesALoopsWeightsForEveryRun() {
        let run = compile { (x: Tensor, w: Tensor) in
            scan(x, over: Tensor.zeros([5])) { x, _ in (matmul(x, w.transposed() * 0.5), x.sum()) }
                .carry
        }
        let x = Tensor([[1, 2]])
        #expect(run(x, Tensor.eye(2) * 2).array() == [1, 2])
        #expect(run(x, Tensor.eye(2) * 4).array() == [32, 64])
        #expect(run(x, Tensor.eye(2) * 2).array() == [1, 2])
    }

    @Test func leavesAnOldValueThatSomebodyHolds() {
        let counter = Variable(Tensor(1))
        let step = compile { (x: Tensor) -> Tensor in
            counter.value = counter.value + x
            return x
        }
        let before = counter.value
        for _ in 0..<3 { eval(step(Tensor(10))) }
        #expect(before.scalar() == 1)
        #expect(counter.value.scalar() == 31)
    }

    @Test func readsBackWhatItWroteInTheSameCall() {
        let cell = Variable(Tensor(1))
        let twice = compile { (x: Tensor) -> Tensor in
            cell.value = cell.value * x
            cell.value = cell.value + 1
            return cell.value * 10
        }
        #expect(twice(Tensor(5)).scalar() == 60)
        #expect(cell.value.scalar() == 6)
    }

    @Test func swapsTwoVariables() {
        let (a, b) = (Variable(Tensor([1, 1])), Variable(Tensor([2, 2])))
        let swap = compile { (x: Tensor) -> Tensor in
            let old = a.value
            a.value = b.value
            b.value = old
            return x
        }
        for _ in 0..<3 { eval(swap(Tensor(0))) }
        #expect(a.value.array() == [2, 2])
        #expect(b.value.array() == [1, 1])
    }

    @Test func givesSeveralResults() {
        let f = compile { (x: Tensor, y: Tensor) in (x + y, [x * y, x - y]) }
        let (sum, others) = f(Tensor([3, 4]), Tensor([1, 2]))
        #expect(sum.array() == [4, 6])
        #expect(others.map { $0.array() } == [[3, 8], [2, 2]])
    }

    @Test func tracesAgainForAnotherShape() {
        let f = compile { (x: Tensor) in x.sum() }
        #expect(f(Tensor([1, 2])).scalar() == 3)
        #expect(f(Tensor([1, 2, 3])).scalar() == 6)
        #expect(f(Tensor([2, 2])).scalar() == 4)
    }

    @Test func drawsOtherNumbersAtEachCall() {
        let generator = Generator(seed: 4)
        let draw = compile { (x: Tensor) in
            Generator.$current.withValue(generator) { x + Tensor.uniform(shape: [3]) }
        }
        let compiled = (0..<3).map { _ in draw(Tensor(0)).array() }
        let again = Generator(seed: 4)
        let direct = Generator.$current.withValue(again) {
            (0..<3).map { _ in (Tensor(0) + Tensor.uniform(shape: [3])).array() }
        }
        #expect(compiled == direct)
        #expect(Set(compiled).count == 3)
    }

    @Test func takesPartInADerivative() {
        let f = compile { (x: Tensor) in (x * x).sum() }
        #expect(gradient { (x: Tensor) in f(x) * 3 }(Tensor([1, 2])).array() == [6, 12])
    }

    @Test func differentiatesInside() {
        let slope = compile { (x: Tensor) in gradient { (y: Tensor) in (y * y * y).sum() }(x) }
        #expect(slope(Tensor([1, 2])).array() == [3, 12])
    }
}
