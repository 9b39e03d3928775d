import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

/// The four points of exclusive or.
private let points = Tensor([0, 0, 0, 1, 1, 0, 1, 1], shape: [4, 2])
private let classes = Tensor([0, 1, 1, 0] as [Int32])

private func accuracyAfterTraining(_ model: some Module<Tensor, Tensor>) throws -> Float {
    try model.build(input: [4, 2], seed: 1)
    let adam = Adam(model, learningRate: 0.05)
    let step = compile { (x: Tensor, y: Tensor) in
        let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
        adam.update(gradients)
        return loss
    }
    for _ in 0..<200 { _ = step(points, classes) }
    let hits = model(points).argMax(axis: 1).isEqual(to: classes)
    return hits.asType(.float32).mean().scalar()
}

@Suite struct MLPTests {
    @Test func learnsExclusiveOr() throws {
        #expect(try accuracyAfterTraining(MLP(hidden: [8], outFeatures: 2)) == 1)
    }

    /// No straight line parts the classes: three of four points at best.
    @Test func aPerceptronDoesNot() throws {
        #expect(try accuracyAfterTraining(Perceptron(classCount: 2)) <= 0.75)
    }

    @Test func flattensItsInput() throws {
        let model = MLP(hidden: [5, 4], outFeatures: 3, activation: .tanh, dropout: 0.5)
        let summary = model.summary(input: [2, 3, 3, 1])
        #expect(
            summary.rows.map(\.path) == ["hidden.0", "dropout", "hidden.1", "output"])
        #expect(summary.parameters == 9 * 5 + 5 + 5 * 4 + 4 + 4 * 3 + 3)
    }

    @Test func withoutHiddenLayersItIsLinear() {
        #expect(MLP(hidden: [], outFeatures: 2).summary(input: [1, 3]).parameters == 8)
    }
}
