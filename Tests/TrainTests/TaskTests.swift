import LaminaData
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTrain
import Testing

/// Training on what is no classification.
@Suite struct TaskTests {
    private static func alphabet(_ text: String, window: Int) throws -> Dataset {
        let characters = Array(text.unicodeScalars)
        return try Dataset(
            name: "letters", text: characters, alphabet: Set(characters).sorted(), window: window)
    }

    /// A network that always finds all characters equally likely needs log₂ of their number.
    @Test(arguments: [1, 2, 128]) func ignoranceOfFourCharactersCostsTwoBits(batchSize: Int) throws
    {
        let data = try Self.alphabet("abcdabcdabcda", window: 4)
        let model = Sequential { Embedding(count: 4, features: 4, initializer: .zeros) }
        try model.build(input: [1, 4], dtype: .int32, seed: 1)
        let result = try Evaluator(model: model, loss: .crossEntropy(labelSmoothing: 0.2))
            .evaluate(data, batchSize: batchSize)
        let text = try #require(result.text)
        #expect(text.count == 12)
        #expect(abs((text.bitsPerCharacter ?? 0) - 2) < 1e-6)
        // Of equals the first wins: every fourth character is an a.
        #expect(result.accuracy == 0.25)
        #expect(result.confusion == nil && result.answers.isEmpty && result.regression == nil)
    }

    @Test func anLSTMLearnsASentenceByHeart() throws {
        let data = try Self.alphabet(
            String(repeating: "the quick brown fox jumps over the lazy dog. ", count: 20),
            window: 30)
        let trainer = Trainer(
            CharacterLSTM(vocabulary: data.answerSize, embedded: 16, hidden: 32),
            loss: .crossEntropy, optimizer: Adam(learningRate: 2e-2), seed: 1)
        let history = try trainer.fit(data, validation: data, epochs: 25, batchSize: 10)
        let result = try trainer.evaluate(data)
        #expect(try #require(result.text?.bitsPerCharacter) < 0.5)
        // Each example brings 30 answers, so that the share must not pass 1.
        let last = try #require(history.epochs.last)
        #expect(last.trainAccuracy > 0.9 && last.trainAccuracy <= 1)
        #expect(last.validationAccuracy == result.accuracy)
        let codes = data.batch([0]).inputTensor.array(as: Int32.self)
        let next = TextContinuation(trainer.model, window: 30).continued(
            Array(codes[..<20]), by: 15, temperature: 0)
        let words = next.map { data.classNames[Int($0)] }.joined()
        #expect(words == "jumps over the ")
    }

    /// Parameters that lie far from 0 are found because answers begin where the targets are.
    @Test func aRegressionBeginsAtItsTargets() throws {
        let inputs = (0..<64).map { Float($0 % 8) - 3.5 }
        let data = try Dataset(
            name: "line", inputs: .floats(inputs), exampleShape: [1],
            targets: .values(inputs.map { 40 * $0 + 1000 }, shape: [1]))
        let targets = try Normalization(fittedToTargetsOf: data)
        let model = Sequential {
            Dense(1)
            Rescaling(scale: targets.standardDeviation, offset: targets.mean)
        }
        let trainer = Trainer(
            model, loss: .meanSquaredError, optimizer: Adam(learningRate: 0.05), seed: 1)
        try trainer.fit(data, epochs: 60, batchSize: 16)
        let result = try trainer.evaluate(data)
        #expect(try #require(result.regression?.rSquared) > 0.99)
        #expect(result.accuracy == nil && result.text == nil)
        #expect(result.estimates.count == 64)
    }

    @Test func mixedPrecisionLeavesSymbolsAsTheyAre() throws {
        let data = try Self.alphabet("abcabcabcabca", window: 3)
        var options = TrainingOptions()
        options.precision = .bfloat16
        let trainer = Trainer(
            CharacterLSTM(vocabulary: 3, embedded: 4, hidden: 4), loss: .crossEntropy,
            optimizer: Adam(), options: options, seed: 1)
        let history = try trainer.fit(data, epochs: 1, batchSize: 2)
        #expect(try #require(history.epochs.last).trainLoss.isFinite)
    }
}
