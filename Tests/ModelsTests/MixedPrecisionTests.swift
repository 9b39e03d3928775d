import LaminaData
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain
import Testing

@Suite struct MixedPrecisionTests {
    private func accuracy(in precision: TrainingOptions.Precision) throws -> Double {
        let data = try FashionMNIST.load()
        var options = TrainingOptions()
        options.precision = precision
        let trainer = Trainer(
            LeNet5(), loss: .crossEntropy, optimizer: Adam(learningRate: 2e-3), options: options,
            seed: 1)
        try trainer.fit(data.train.subset(0..<12000), epochs: 3)
        return try #require(trainer.evaluate(data.test.subset(0..<4000)).accuracy)
    }

    /// Of 4000 pictures one part in a hundred is two standard deviations.
    @Test func halfTypesLearnClothingAsWell() throws {
        let exact = try accuracy(in: .float32)
        #expect(exact > 0.8)
        for precision in [TrainingOptions.Precision.bfloat16, .float16] {
            let half = try accuracy(in: precision)
            #expect(abs(half - exact) < 0.015, "\(precision): \(half) beside \(exact)")
        }
    }
}
