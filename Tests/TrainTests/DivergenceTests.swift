import LaminaData
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain
import Testing

/// Training that stops being made of numbers says at which step and where, and leaves what was saved.
@Suite struct DivergenceTests {
    private func fault(
        _ loss: Loss = .crossEntropy, _ data: Dataset? = nil,
        optimizer: any Optimizer = Training.adam
    ) throws -> String {
        let trainer = Training.trainer(loss: loss, optimizer: optimizer)
        let data = try data ?? Training.data()
        let error = #expect(throws: TrainingError.self) {
            try trainer.fit(data, epochs: 3, batchSize: 8)
        }
        return error?.description ?? ""
    }

    @Test func aRateTooHighNamesStepAndLayer() throws {
        let text = try fault(optimizer: SGD(learningRate: 1e30))
        #expect(text.hasPrefix("training stopped at step 2 (epoch 1): the loss is not finite"))
        #expect(text.contains("where  the output of output (Dense)"))
        #expect(text.contains("fix    lower the learning rate"))
    }

    @Test func aLossThatIsNoNumberIsNamed() throws {
        let text = try fault(Loss("broken") { output, _ in log((output * 0).sum() - 1) })
        #expect(text.hasPrefix("training stopped at step 1 (epoch 1): the loss is not finite"))
        #expect(text.contains("where  the loss (broken) of finite outputs"))
    }

    /// The root of 0 is 0, and its slope infinite.
    @Test func aGradientThatIsNoNumberIsNamedWhileTheLossIsFinite() throws {
        let text = try fault(Loss("root") { output, _ in sqrt((output * 0).sum()) })
        #expect(text.hasPrefix("training stopped at step 1 (epoch 1): a gradient is not finite"))
        #expect(text.contains("where  the gradient of output.bias"))
    }

    @Test func aRecordThatHoldsNoNumberIsNamed() throws {
        var numbers = [Float](repeating: 1, count: 60)
        numbers[3 * 13 + 2] = .nan
        let data = try Dataset(
            name: "holes", inputs: .floats(numbers), exampleShape: [3],
            targets: .labels([Int32](repeating: 0, count: 20), classNames: ["a", "b"]))
        let text = try fault(.crossEntropy, data)
        #expect(text.contains("where  record 13 of holes holds the input nan"))
        #expect(text.contains("fix    clean the data"))
    }

    @Test func aTargetThatIsNoNumberIsNamed() throws {
        var targets = [Float](repeating: 1, count: 40)
        targets[2 * 7 + 1] = .infinity
        let data = try Dataset(
            name: "holes", inputs: .floats([Float](repeating: 1, count: 60)), exampleShape: [3],
            targets: .values(targets, shape: [2]))
        let text = try fault(.meanSquaredError, data)
        #expect(text.contains("record 7 of holes holds the target inf"))
    }
}
