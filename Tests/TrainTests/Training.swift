import LaminaData
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain

/// A small thing to train, with dropout so that the random generator's state matters too.
enum Training {
    static func data(count: Int = 40) throws -> Dataset {
        var generator = SplitMix64(seed: 5, stream: 0)
        let numbers = (0..<count * 3).map { _ in Float(generator.normal()) }
        let labels = (0..<count).map { Int32(numbers[$0 * 3] > 0 ? 1 : 0) }
        return try Dataset(
            name: "signs", inputs: .floats(numbers), exampleShape: [3],
            targets: .labels(labels, classNames: ["minus", "plus"]))
    }

    static func trainer(
        hidden: [Int] = [6], loss: Loss = .crossEntropy, optimizer: any Optimizer = adam,
        options: TrainingOptions = TrainingOptions(), seed: UInt64 = 3
    ) -> Trainer<MLP> {
        Trainer(
            MLP(hidden: hidden, outFeatures: 2, dropout: 0.25), loss: loss, optimizer: optimizer,
            options: options, seed: seed)
    }

    static var adam: any Optimizer { Adam(learningRate: 0.01) }
}
