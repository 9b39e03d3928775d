import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

@Suite struct HintTests {
    @Test func penaltiesAreThoseWorkedOutByHand() {
        let (a, b) = (Tensor([1, 2, 3, 4]), Tensor([1, 4, 1, 4]))
        #expect(invarianceHint(a, b).scalar() == 2)
        #expect(monotonicityHint(lower: a, higher: b).scalar() == 1)
        #expect(rangeHint(a, 2...3).scalar() == 0.5)
        let slope = gradient { (x: Tensor) in rangeHint(x, 2...3) }(a)
        #expect(slope.array() == [-0.5, 0, 0, 0.5])
        let fall = gradient { (x: Tensor) in monotonicityHint(lower: x, higher: b) }(a)
        #expect(fall.array() == [0, 0, 1, 0])
    }

    @Test func outputsOfDifferentShapesAreRefused() {
        for hint in [invarianceHint, { monotonicityHint(lower: $0, higher: $1) }] {
            let error = #expect(throws: OpError.self) {
                try checked { hint(Tensor([1, 2]), Tensor([1, 2, 3])) }
            }
            #expect(error?.op.hasSuffix("Hint") == true)
        }
    }

    /// Two examples say nothing of the second feature; that it does not matter is a hint.
    @Test func aHintTeachesWhatExamplesDoNot() throws {
        func change(hint: Double) throws -> Float {
            let model = Dense(1)
            try model.build(input: [1, 2], seed: 3)
            model.weight.value = Tensor([[0.2], [0.8]])
            let sgd = SGD(model, learningRate: 0.1)
            let (x, y) = (Tensor([[1, 1], [-1, -1]]), Tensor([[1], [-1]]))
            for step in 0..<200 {
                let free = Tensor.normal(shape: [8, 2], key: RandomKey(seed: UInt64(step)))
                let moved = free * Tensor([1, -1])
                sgd.update(
                    valueAndGradient(at: model) {
                        meanSquaredError($0(x), y) + hint * invarianceHint($0(free), $0(moved))
                    }.1)
            }
            return abs(model.weight.value[1][0].scalar())
        }
        #expect(try change(hint: 0) > 0.1)
        #expect(try change(hint: 1) < 1e-3)
    }
}
