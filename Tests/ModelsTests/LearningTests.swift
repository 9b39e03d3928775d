import LaminaData
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain
import Testing

/// Networks learn what they are for, from a fixed seed in seconds.
@Suite(.serialized) struct LearningTests {
    /// Minimises the loss of fresh batches, compiled, with gradients of norm 1 at most.
    private func fit<M: Module<Tensor, Tensor>>(
        _ model: M, steps: Int, rate: Schedule,
        batch: (RandomKey) -> (x: Tensor, y: Tensor),
        loss: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) {
        let keys = RandomKey(seed: 1)
        let adam = Adam(model, learningRate: rate(0))
        let step = compile { (x: Tensor, y: Tensor) in
            withTraining {
                let (loss, gradients) = valueAndGradient(at: model) { loss($0(x), y) }
                adam.update(gradients.clipped(toNorm: 1))
                return loss
            }
        }
        for number in 0..<steps {
            let (x, y) = batch(keys.folded(in: number))
            adam.setLearningRate(rate(number))
            eval(step(x, y))
        }
    }

    private struct Adder<Memory: RecurrentLayer>: Module {
        let memory: Memory
        let readout = Dense(1)
        func forward(_ x: Tensor) -> Tensor { readout(memory(x)).squeezed(axis: 1) }
    }

    /// The adding problem: of 200 numbers from 0 to 1 two are marked, one in each half, and their sum is
    /// wanted. Always answering 1 has an error of 1/6 = 0.167.
    ///
    /// - Source: Hochreiter & Schmidhuber (1997), "Long short-term memory", experiment 4.
    private func adding(_ key: RandomKey) -> (x: Tensor, y: Tensor) {
        let (count, length) = (50, 200)
        let keys = key.split(into: 3)
        let numbers = Tensor.uniform(0..<1, shape: [count, length], key: keys[0])
        let places = Tensor.iota([count, length], axis: 1)
        let first = Tensor.randomIntegers(0..<100, shape: [count, 1], key: keys[1])
        let second = Tensor.randomIntegers(100..<200, shape: [count, 1], key: keys[2])
        let marks = (places.isEqual(to: first) .| places.isEqual(to: second)).asType(.float32)
        return (stacked([numbers, marks], axis: 2), (numbers * marks).sum(axis: 1))
    }

    private func error(_ model: some Module<Tensor, Tensor>) -> Float {
        let (x, y) = adding(RandomKey(seed: 99))
        return meanSquaredError(model(x), y).scalar()
    }

    @Test func anLSTMAddsTwoOfTwoHundredNumbers() throws {
        let model = Adder(memory: LSTM(24))
        try model.build(input: [1, 200, 2], seed: 2)
        model.memory.initializeMemory(steps: 200, key: RandomKey(seed: 3))
        fit(model, steps: 700, rate: .constant(0.01), batch: adding) { meanSquaredError($0, $1) }
        #expect(error(model) < 0.02)
    }

    @Test func aGRUAddsTwoOfTwoHundredNumbers() throws {
        let model = Adder(memory: GRU(24))
        try model.build(input: [1, 200, 2], seed: 2)
        model.memory.initializeMemory(steps: 200, key: RandomKey(seed: 3))
        fit(model, steps: 700, rate: .constant(0.01), batch: adding) { meanSquaredError($0, $1) }
        #expect(error(model) < 0.02)
    }

    /// Eight made-up sounds, each a pattern over 12 bands, that last 3 to 6 frames and run into one another
    /// with noise; which was said is known, when is not.
    private func speech(_ key: RandomKey) -> (x: Tensor, y: Tensor) {
        let (count, length, frames) = (32, 5, 36)
        let keys = key.split(into: 3)
        let symbols = Tensor.randomIntegers(1..<9, shape: [count, length], key: keys[0])
        let durations = Tensor.randomIntegers(3..<7, shape: [count, length], key: keys[1])
        let ends = durations.cumSum(axis: 1)
        // Which symbol each frame belongs to: as many as have ended before it; the rest is silence.
        let times = Tensor.iota([count, frames, length], axis: 1)
        let place = (times .>= ends.expandedDims(axis: 1)).asType(.int32).sum(axis: 2)
        let said = concatenated([symbols, Tensor.zeros([count, 1], dtype: .int32)], axis: 1)
        let atFrame =
            (place.oneHot(classes: length + 1) * said.asType(.float32).expandedDims(axis: 1))
            .sum(axis: 2).asType(.int32)
        let sounds = Tensor.normal(shape: [9, 12], key: RandomKey(seed: 7))
        let clean = embedding(atFrame, table: sounds)
        let noise = Tensor.normal(
            standardDeviation: 0.4, shape: [count, frames, 12], key: keys[2])
        return (clean + noise, symbols)
    }

    @Test func aRecogniserLearnsSoundsWithoutAnAlignment() throws {
        let model = SpeechRecognizer(symbolCount: 8, features: 32, stride: 1)
        try model.build(input: [1, 36, 12], seed: 2)
        fit(model, steps: 250, rate: .constant(0.01), batch: speech) { ctcLoss($0, labels: $1) }
        let (x, y) = speech(RandomKey(seed: 99))
        let wanted = y.array(as: Int32.self).map(Int.init)
        let edits = ctcBestPath(model(x)).enumerated().map { number, heard in
            editDistance(heard, Array(wanted[number * 5..<(number + 1) * 5]))
        }
        #expect(Double(edits.reduce(0, +)) / Double(wanted.count) < 0.05)
    }

    /// A part of Fashion-MNIST, and as many other pictures to be judged by.
    private func clothing(_ training: Int, _ test: Int) throws -> (train: Dataset, test: Dataset) {
        let data = try FashionMNIST.load()
        return (
            data.train.subset((0..<training).map { $0 * 7 }, name: "some clothing"),
            data.test.subset(0..<test, name: "other clothing")
        )
    }

    @Test func aResNetOfTwentyLayersTellsClothingApart() throws {
        let (train, test) = try clothing(2000, 500)
        let model = ResNet(.small(depth: 20, width: 8), classCount: 10, stem: .small)
        var options = TrainingOptions()
        options.augmentation = ImageAugmentation([HorizontalFlip()])
        let trainer = Trainer(
            model, loss: .crossEntropy, optimizer: Adam(learningRate: 0.003),
            normalization: try Normalization(fittedTo: train), options: options, seed: 1)
        try trainer.fit(
            train, epochs: 8, batchSize: 50,
            callbacks: [.schedule(.oneCycle(steps: 320) * 0.01)])
        let accuracy = try #require(trainer.evaluate(test).accuracy)
        #expect(accuracy > 0.8)
        #expect(model.parameters.count { $0.path.hasSuffix(".conv1.weight") } == 9)
    }

    @Test func aCapsuleNetworkTellsClothingApart() throws {
        let (train, test) = try clothing(800, 300)
        let model = CapsuleNetwork(
            classCount: 10, channels: 16, types: 4, kernelSize: 5, size: 8)
        let trainer = Trainer(
            model, loss: .capsuleMargin, optimizer: Adam(learningRate: 0.003),
            normalization: try Normalization(fittedTo: train), seed: 1)
        try trainer.fit(train, epochs: 6, batchSize: 32)
        #expect(try #require(trainer.evaluate(test).accuracy) > 0.7)
    }
}
