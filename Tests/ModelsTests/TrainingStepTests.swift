import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

/// The losses of the first ten Adam steps, each before its update, beside PyTorch's in float64, from
/// parameters and data made by a hash: rows W1 and W2 of bench/SPEC.md.
@Suite struct TrainingStepTests {
    @Test func anMLPTrainsAsInPyTorch() throws {
        try check(
            MLP(hidden: [512, 256], outFeatures: 10), input: [128, 784],
            losses: [
                2.343654858693368, 2.346623387961737, 2.3256265308990307, 2.3219860839263915,
                1.6085965491708023, 1.7989109198020081, 1.8692053228246637, 1.911113987445132,
                1.2142841508069184, 1.3535807677908243,
            ])
    }

    @Test func lenetTrainsAsInPyTorch() throws {
        try check(
            LeNet5(), input: [128, 28, 28, 1],
            losses: [
                2.376718474158692, 2.3178525880377654, 2.3513023157755573, 2.286986087129292,
                2.2825044402344536, 2.2967587300216423, 2.293896238112899, 2.271382857145579,
                2.268060956814991, 2.25484931354433,
            ])
    }

    private func check(
        _ model: some Module<Tensor, Tensor>, input: Shape, losses: [Double]
    ) throws {
        try model.build(input: input, seed: 0)
        for (number, (_, parameter)) in model.parameters.enumerated() {
            guard let shape = parameter.shape else { continue }
            let fanIn = shape.dropLast().reduce(1, *)
            let bound = shape.rank == 1 ? 0.05 : (3 / Double(fanIn)).squareRoot()
            parameter.value = hashed(UInt32(number), shape, bound: bound)
        }
        let batches = (0..<4).map { number -> (Tensor, Tensor) in
            let classes = (0..<128).map { Int32(hash(2000 + UInt32(number), $0) % 10) }
            return (hashed(1000 + UInt32(number), input, bound: 1), Tensor(classes))
        }
        let adam = Adam(model, learningRate: 1e-3)
        let step = compile { (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { crossEntropy($0(x), labels: y) }
            adam.update(gradients)
            return loss
        }
        for (number, want) in losses.enumerated() {
            let (x, y) = batches[number % 4]
            let loss = step(x, y).scalar(as: Double.self)
            // The benchmark's tolerance.
            #expect(abs(loss - want) <= 1e-4 * (want + losses[0]), "step \(number)")
        }
    }

    private func hashed(_ id: UInt32, _ shape: Shape, bound: Double) -> Tensor {
        let values = (0..<UInt32(shape.elementCount)).map { index in
            Float((2 * Double(hash(id, index)) / 4_294_967_296 - 1) * bound)
        }
        return Tensor(values, shape: shape)
    }

    private func hash(_ id: UInt32, _ index: UInt32) -> UInt32 { mix(index ^ mix(id &+ 1)) }

    private func mix(_ x: UInt32) -> UInt32 {
        var x = x
        x = (x ^ (x >> 16)) &* 0x7FEB_352D
        x = (x ^ (x >> 15)) &* 0x846C_A68B
        return x ^ (x >> 16)
    }
}
