import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

@Suite struct NamedOptimizerTests {
    /// Under every name a step of a compiled loop lowers the loss of a line through four points.
    @Test(arguments: NamedOptimizer.all.map(\.name)) func lowersALoss(_ name: String) throws {
        let named = try #require(NamedOptimizer.all.first { $0.name == name })
        let model = Dense(inFeatures: 2, outFeatures: 1)
        try model.build(input: [4, 2], seed: 3)
        let rate = name == "adadelta" ? 1 : 0.01
        let optimizer = named.make(NamedOptimizer.Settings(learningRate: rate))
        #expect(optimizer.name == name)
        optimizer.attach(to: model)
        let step = compile { (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { meanSquaredError($0(x), y) }
            optimizer.update(gradients)
            return loss
        }
        let x = Tensor([0, 1, 1, 0, 1, 1, 2, 1], shape: [4, 2])
        let y = Tensor([3, 4, 7, 11], shape: [4, 1])
        let losses = (0..<50).map { _ in step(x, y).scalar() }
        #expect(losses[49] < losses[0], "\(losses[0]) to \(losses[49])")
    }
}
