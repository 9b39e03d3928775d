import LaminaGraph
import LaminaTensor
import Testing

@Suite struct EvaluationTests {
    @Test func computesNothingBeforeAValueIsNeeded() {
        let y = Tensor([1, 2]) * 3
        #expect(y.node.value == nil)
        #expect(y.array() == [3, 6])
        #expect(y.node.value != nil)
        #expect(y.node.inputs.isEmpty)
    }

    @Test func anotherNumberRunsTheSamePlan() {
        let x = Tensor([1, 2, 3])
        eval(x * 2 + 1)
        let before = Device.current.plans.counts.hits
        #expect((x * 7 + 5).array() == [12, 19, 26])
        #expect(Device.current.plans.counts.hits > before)
    }

    @Test func weakNumbersKeepTheTensorsType() {
        #expect((Tensor([1, 2] as [Int32]) * 2).dtype == .int32)
        #expect((Tensor([1, 2] as [Int32]) * 2.5).dtype == .float32)
        #expect((Tensor([1, 2] as [Double]) * 2.5).dtype == .float64)
        #expect(Tensor([1.5, 2]).dtype == .float32)
    }

    @Test func heldTemporariesChangeNoBit() {
        let x = Tensor.normal(shape: [20, 20], key: RandomKey(seed: 1))
        func run(holding: Bool) -> ([Float], Tensor?) {
            let product = matmul(x, x)
            let activated = tanh(product) + 1
            let result = (activated * product).sum(axis: 0).array()
            return (result, holding ? activated : nil)
        }
        let (held, activated) = run(holding: true)
        #expect(held == run(holding: false).0)
        #expect(activated?.array() == (tanh(matmul(x, x)) + 1).array())
    }

    /// `300 i` is one number for a whole tile, and the sum may take over its memory: what the first
    /// block writes must not be what the second one reads.
    @Test func aNumberThatFillsATileSurvivesItsFirstBlock() {
        let line = (0..<82).map { Int32($0 % 7) }
        let x = Tensor(line, shape: [2, 41])
        eval(x)
        let sum = x.expandedDims(axis: 1) + Tensor.iota([2, 60, 41], axis: 0) * 300
        let (first, second) = (Array(line.prefix(41)), line.suffix(41).map { $0 + 300 })
        let want = (0..<120).flatMap { $0 < 60 ? first : second }
        #expect(sum.array(as: Int32.self) == want)
    }

    @Test func mismatchedShapesNameTheOperationAndTheUsersLine() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            addMismatched()
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("add: [32, 784] and [512, 10] do not broadcast"))
        #expect(text.contains("lhs  float32 [32, 784]"))
        #expect(text.contains("EvaluationTests.swift:\(mismatchedLine)"))
    }

    @Test func innerDimensionsOfAProductAreNamed() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            _ = matmul(Tensor.zeros([32, 784]), Tensor.zeros([512, 784]))
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("matmul: inner dimensions differ (784 and 512)"))
        #expect(text.contains("a weight stored [out, in] needs transposed()"))
    }
}

// Outside of the macro that runs the exit test, whose expansion has lines of its own.
@inline(never) private func addMismatched() {
    _ = Tensor.zeros([32, 784]) + Tensor.zeros([512, 10])
}
private let mismatchedLine = #line - 2
