import LaminaData
import LaminaGraph
import LaminaNN
import LaminaTensor
import LaminaTrain
import Testing

/// Gives its inputs back as logits.
private struct Echo: Module {
    let scale = Parameter(Tensor.ones([]))

    func forward(_ x: Tensor) -> Tensor { x * scale.value }
}

@Suite struct EvaluatorTests {
    /// Five examples of two logits, the larger one first in all but the second.
    private func data(labels: [Int32]) throws -> Dataset {
        try Dataset(
            name: "five", inputs: .floats([3, 0, 0, 2, 1, 0, 2, 0, 9, 0]), exampleShape: [2],
            targets: .labels(labels, classNames: ["a", "b"]))
    }

    /// Batches of 2, 2 and 1: the last must not count as much as the others.
    @Test(arguments: [1, 2, 5, 128]) func countsEveryExampleOnce(batchSize: Int) throws {
        let result = try Evaluator(model: Echo(), loss: .crossEntropy)
            .evaluate(data(labels: [0, 1, 1, 0, 1]), batchSize: batchSize)
        #expect(result.accuracy == 0.6)
        #expect(result.answers.map(\.index) == [0, 1, 2, 3, 4])
        #expect(result.answers.map(\.prediction) == [0, 1, 0, 0, 0])
        // log(1 + e^d) with d the wrong logit minus the right one: -3, -2, 1, -2, 9.
        let mean = (0.048587 + 0.126928 + 1.313262 + 0.126928 + 9.000123) / 5
        #expect(abs(result.loss - mean) < 1e-5)
        #expect(abs(result.answers[2].confidence - 0.731059) < 1e-6)
        #expect(abs(result.answers[2].truthProbability - 0.268941) < 1e-6)
        #expect(result.worstMistakes(2).map(\.index) == [4, 2])
    }

    @Test func takesTheTrainingDataNormalisation() throws {
        let shifted = Normalization(mean: [1], standardDeviation: [2])
        let plain = try Evaluator(model: Echo(), loss: .crossEntropy)
            .evaluate(data(labels: [0, 1, 0, 0, 0]))
        let halved = try Evaluator(model: Echo(), loss: .crossEntropy, normalization: shifted)
            .evaluate(data(labels: [0, 1, 0, 0, 0]))
        #expect(halved.answers[4].confidence < plain.answers[4].confidence)
        #expect(halved.accuracy == plain.accuracy)
    }

    @Test func regressionHasALossAndNoAnswers() throws {
        let data = try Dataset(
            name: "pairs", inputs: .floats([1, 2, 3, 4]), exampleShape: [2],
            targets: .values([1, 2, 3, 8], shape: [2]))
        let result = try Evaluator(model: Echo(), loss: .meanSquaredError).evaluate(data)
        #expect(result.loss == 4)
        #expect(result.accuracy == nil && result.answers.isEmpty)
    }

    @Test func aModelOfOtherClassesIsRefused() throws {
        let data = try Dataset(
            name: "three", inputs: .floats([1, 2]), exampleShape: [2],
            targets: .labels([0], classNames: ["a", "b", "c"]))
        let error = #expect(throws: TrainingError.self) {
            try Evaluator(model: Echo(), loss: .crossEntropy).evaluate(data)
        }
        #expect(error?.description.contains("[1, 2] is not one number for each of the 3") == true)
    }
}
