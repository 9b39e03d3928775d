import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

@Suite struct MovingAverageTests {
    private struct Normed: Module {
        let dense = Dense(2), norm = BatchNorm()
        func forward(_ x: Tensor) -> Tensor { norm(dense(x)) }
    }

    /// By hand: from 1, with d = 0.5 and the values 2, 4: 1.5, 2.75.
    @Test func isTheRecurrenceOfItsFormula() throws {
        let model = Dense(1, hasBias: false, initializer: .constant(1))
        try model.build(input: [1, 1], seed: 1)
        let average = MovingAverage(of: model, decay: 0.5, warmsUp: false)
        for value in [2.0, 4.0] {
            model.weight.value = Tensor(value).reshaped([1, 1])
            average.update()
        }
        #expect(average.model(.ones([1, 1])).scalar() == 2.75)
        #expect(model(.ones([1, 1])).scalar() == 4)
    }

    /// In the first step d is 2/11.
    @Test func warmsUpByForgettingFaster() throws {
        let model = Dense(1, hasBias: false, initializer: .constant(0))
        try model.build(input: [1, 1], seed: 1)
        let average = MovingAverage(of: model, decay: 0.999)
        model.weight.value = .ones([1, 1])
        average.update()
        let value = average.model(.ones([1, 1])).scalar(as: Double.self)
        #expect(abs(value - 9.0 / 11) < 1e-6)
    }

    @Test func aCompiledStepAveragesLikeOneThatIsNot() throws {
        func run(compiled: Bool) throws -> [[Float]] {
            let model = Normed()
            try model.build(input: [4, 3], seed: 1)
            let (sgd, average) = (SGD(learningRate: 0.1), MovingAverage(of: model, decay: 0.9))
            let body: @Sendable (Tensor) -> Tensor = { x in
                withTraining {
                    let (loss, gradients) = valueAndGradient(at: model) {
                        ($0(x) * Tensor([1, 2])).square().mean()
                    }
                    sgd.update(gradients)
                    average.update()
                    return loss
                }
            }
            let step = compile(body)
            for number in 0..<4 {
                let x = Tensor.normal(shape: [4, 3], key: RandomKey(seed: UInt64(number)))
                eval(compiled ? step(x) : body(x))
            }
            #expect(average.variables.map(\.path).contains("average.norm.runningMean"))
            return average.variables.map { $0.variable.value.array() }
        }
        for (a, b) in zip(try run(compiled: true), try run(compiled: false)) {
            for (x, y) in zip(a, b) { #expect(abs(x - y) <= 1e-6) }
        }
    }
}
