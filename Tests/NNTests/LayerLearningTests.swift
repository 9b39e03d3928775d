import LaminaGraph
import LaminaNN
import LaminaOptim
import LaminaTensor
import Testing

/// Symbols to features with places, attention, and back to symbols.
private struct Reverser: Module {
    let embedding = Embedding(count: 8, features: 32)
    let positions = LearnedPositions(count: 10)
    let body = TransformerEncoder(TransformerForm(features: 32, heads: 2), layers: 1)
    let readout = Dense(8)

    func forward(_ x: Tensor) -> Tensor { readout(body(positions(embedding(x)))) }
}

private struct Recaller: Module {
    let embedding = Embedding(count: 8, features: 8)
    let memory: any RecurrentLayer
    let readout = Dense(4)

    func forward(_ x: Tensor) -> Tensor { readout(memory(embedding(x))) }
}

/// Layers learn what they are for, from a fixed seed in a few seconds.
@Suite struct LayerLearningTests {
    /// Minimises the loss of fresh batches, compiled.
    private func fit<M: Module<Tensor, Tensor>>(
        _ model: M, steps: Int, learningRate: Double = 0.01,
        batch: (RandomKey) -> (x: Tensor, y: Tensor),
        loss: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) throws {
        let keys = RandomKey(seed: 1)
        try model.build(like: batch(keys).x, seed: 2)
        let adam = Adam(model, learningRate: learningRate)
        let step = compile { (x: Tensor, y: Tensor) in
            let (loss, gradients) = valueAndGradient(at: model) { loss($0(x), y) }
            adam.update(gradients)
            return loss
        }
        for number in 0..<steps {
            let (x, y) = batch(keys.folded(in: number))
            eval(step(x, y))
        }
    }

    private func accuracy(_ logits: Tensor, _ labels: Tensor) -> Float {
        logits.argMax(axis: -1).isEqual(to: labels).asType(.float32).mean().scalar()
    }

    @Test func aTransformerReversesSequences() throws {
        let model = Reverser()
        let batch = { (key: RandomKey) in
            let x = Tensor.randomIntegers(0..<8, shape: [64, 10], key: key)
            return (x, x.flipped(axis: 1))
        }
        try fit(model, steps: 400, learningRate: 0.005, batch: batch) {
            crossEntropy($0, labels: $1)
        }
        let (x, y) = batch(RandomKey(seed: 99))
        #expect(accuracy(model(x), y) == 1)
    }

    /// The first symbol; those after it are of another kind, and say nothing.
    @Test func gatedUnitsRememberTheFirstSymbol() throws {
        let cases: [(memory: any RecurrentLayer, length: Int)] = [(LSTM(24), 12), (GRU(24), 30)]
        for (memory, length) in cases {
            let batch = { (key: RandomKey) in
                let keys = key.split(into: 2)
                let first = Tensor.randomIntegers(0..<4, shape: [64, 1], key: keys[0])
                let rest = Tensor.randomIntegers(4..<8, shape: [64, length - 1], key: keys[1])
                return (concatenated([first, rest], axis: 1), first.squeezed(axis: 1))
            }
            let model = Recaller(memory: memory)
            try fit(model, steps: 300, batch: batch) { crossEntropy($0, labels: $1) }
            let (x, y) = batch(RandomKey(seed: 99))
            #expect(accuracy(model(x), y) > 0.98, "\(type(of: memory))")
        }
    }

    /// Two linear experts make |x|, which one cannot: its error is the variance 1/12 at best.
    @Test func expertsDivideTheWork() throws {
        let batch = { (key: RandomKey) in
            let x = Tensor.uniform(-1..<1, shape: [64, 1], key: key)
            return (x, abs(x))
        }
        let model = MixtureOfExperts(count: 2, chosen: 2) { Dense(1) }
        try fit(model, steps: 400, learningRate: 0.03, batch: batch) { meanSquaredError($0, $1) }
        let (x, y) = batch(RandomKey(seed: 99))
        #expect(meanSquaredError(model(x), y).scalar() < 0.002)
    }

    /// Bars across or upright, anywhere in a noisy picture, told apart by the longer capsule.
    @Test func capsulesTellBarsApart() throws {
        let batch = { (key: RandomKey) in
            let keys = key.split(into: 3)
            let labels = Tensor.randomIntegers(0..<2, shape: [32], key: keys[0])
            let place = Tensor.randomIntegers(0..<8, shape: [32, 1, 1], key: keys[1])
            let isUpright = labels.isEqual(to: 1).reshaped([32, 1, 1])
            let rows = Tensor.iota([1, 8, 1], axis: 1).isEqual(to: place).broadcast(to: [32, 8, 8])
            let columns = Tensor.iota([1, 1, 8], axis: 2).isEqual(to: place)
                .broadcast(to: [32, 8, 8])
            let bars = select(isUpright.broadcast(to: [32, 8, 8]), columns, rows)
            let noise = Tensor.normal(standardDeviation: 0.2, shape: [32, 8, 8], key: keys[2])
            return ((bars.asType(.float32) + noise).expandedDims(axis: -1), labels)
        }
        let model = Sequential {
            PrimaryCapsules(types: 4, size: 4, kernelSize: 3, stride: 2)
            Capsules(count: 2, size: 6)
        }
        // Sabour et al. (2017), eq. 4.
        try fit(model, steps: 150, batch: batch) { output, labels in
            let lengths = sqrt(output.square().sum(axis: -1) + 1e-9)
            let wanted = labels.oneHot(classes: 2)
            let missed = wanted * relu(0.9 - lengths).square()
            return (missed + 0.5 * (1 - wanted) * relu(lengths - 0.1).square()).sum(axis: 1).mean()
        }
        let (x, y) = batch(RandomKey(seed: 99))
        #expect(accuracy(model(x).norm(axis: -1), y) > 0.95)
    }
}
