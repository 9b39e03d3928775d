import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

private struct Network: Module {
    let hidden = Dense(8)
    let output = Dense(2)

    func forward(_ x: Tensor) -> Tensor { output(tanh(hidden(x))) }
}

@Suite struct LearningTests {
    @Test func adamLearnsXORInACompiledStep() throws {
        let model = Network()
        try model.build(input: [4, 2], seed: 1)
        let adam = Adam(model, learningRate: 0.05)
        let step = compile { (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
            adam.update(gradients)
            return loss
        }
        let x = Tensor([0, 0, 0, 1, 1, 0, 1, 1], shape: [4, 2])
        let y = Tensor([0, 1, 1, 0] as [Int32])
        let first = step(x, y).scalar()
        var last = first
        for _ in 0..<200 { last = step(x, y).scalar() }
        #expect(first > 0.5 && last < 0.05)
        #expect(model(x).argMax(axis: 1).array(as: Int32.self) == [0, 1, 1, 0])
    }
}
