import LaminaTrain
import Testing

/// Reference values: scikit-learn by scripts/reference-metrics.py.
@Suite struct ClassificationMetricsTests {
    private let truths = MetricSamples.truths
    private let answers = MetricSamples.answers
    private let probabilities = MetricSamples.probabilities

    private var matrix: ConfusionMatrix {
        var matrix = ConfusionMatrix(classCount: 4)
        matrix.add(truths: truths, predictions: answers)
        return matrix
    }

    @Test func averagesAreThoseOfScikitLearn() {
        #expect(matrix.counts == [[21, 0, 0, 1], [2, 8, 4, 4], [2, 3, 12, 3], [0, 0, 0, 0]])
        expectNear(matrix.precision(.micro), 0.6833333333333333)
        expectNear(matrix.recall(.micro), 0.6833333333333333)
        expectNear(matrix.f1(.micro), 0.6833333333333333)
        expectNear(matrix.precision(.macro), 0.5793181818181818)
        expectNear(matrix.recall(.macro), 0.4997474747474747)
        expectNear(matrix.f1(.macro), 0.5280019564685742)
        expectNear(matrix.precision(.weighted), 0.7761818181818182)
        expectNear(matrix.recall(.weighted), 0.6833333333333333)
        expectNear(matrix.f1(.weighted), 0.7153990380696177)
    }

    /// As scikit-learn does it, which knows only the classes that it sees.
    @Test func aClassThatNeverOccursIsLeftOutOfTheMean() {
        var more = ConfusionMatrix(classCount: 9)
        more.add(truths: truths, predictions: answers)
        #expect(more.f1(.macro) == matrix.f1(.macro))
        #expect(more.precision(.weighted) == matrix.precision(.weighted))
    }

    @Test func accuracyIsTheMatrixsAccuracy() {
        var accuracy = Accuracy()
        accuracy.add(truths: truths, predictions: answers)
        #expect(accuracy.value == matrix.accuracy)
    }

    @Test func topKIsThatOfScikitLearn() {
        var (first, second) = (TopKAccuracy(k: 1), TopKAccuracy(k: 2))
        for (truth, scores) in zip(truths, MetricSamples.scores) {
            first.add(truth: truth, scores: scores)
            second.add(truth: truth, scores: scores)
        }
        expectNear(first.value, 0.4666666666666667)
        expectNear(second.value, 0.7)
    }

    @Test func aConstantScoreIsInTheTopOnlyIfAllClassesAre() {
        var (two, three) = (TopKAccuracy(k: 2), TopKAccuracy(k: 3))
        two.add(truth: 0, scores: [1, 1, 1])
        three.add(truth: 0, scores: [1, 1, 1])
        two.add(truth: 1, scores: [0, .nan, 0])
        #expect(two.hits == 0 && two.count == 2)
        #expect(three.value == 1)
    }

    @Test func logLossAndPerplexityAreThoseOfScikitLearn() {
        var loss = LogLoss()
        for (truth, row) in zip(truths, probabilities) {
            loss.add(truth: truth, probabilities: row)
        }
        expectNear(loss.value, 1.1611867029617877)
        expectNear(loss.perplexity, 3.1937210264055875)
        expectNear(loss.bits, 1.6752382979091769)
    }

    @Test func lossesOfBatchesAreWeightedByTheirSize() {
        var loss = LogLoss()
        loss.add(meanLoss: 1, count: 30)
        loss.add(meanLoss: 2, count: 10)
        loss.add(meanLoss: .nan, count: 0)
        #expect(loss.value == 1.25)
        loss.add(truthProbability: 0)
        #expect(loss.value == .infinity)
    }

    @Test func logitsForProbabilitiesTrap() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            var loss = LogLoss()
            loss.add(truth: 0, probabilities: [3.5, -1])
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("LogLoss: 3.5 is no probability; give softmax's output"))
    }

    @Test func calibrationErrorIsThatOfTheFormula() {
        var calibration = CalibrationError(binCount: 10)
        for (truth, row) in zip(truths, probabilities) {
            calibration.add(truth: truth, probabilities: row)
        }
        expectNear(calibration.value, 0.06883970746553864)
        #expect(calibration.reliability.map(\.count) == [0, 0, 0, 31, 23, 3, 2, 0, 1, 0])
    }

    /// Confidences 0.5 and 0.3 share the bin (0.25, 0.5]: half right at a mean of 0.4. Confidence 1 is
    /// wrong, and 0 is in the first bin.
    @Test func boundsBelongToTheBinBelow() {
        var calibration = CalibrationError(binCount: 4)
        calibration.add(isRight: true, confidence: 0.5)
        calibration.add(isRight: false, confidence: 0.3)
        calibration.add(isRight: false, confidence: 1)
        calibration.add(isRight: false, confidence: 0)
        let table = calibration.reliability
        #expect(table.map(\.count) == [1, 2, 0, 1])
        #expect(table.map(\.accuracy) == [0, 0.5, nil, 0])
        #expect(table.map(\.confidence) == [0, 0.4, nil, 1])
        #expect(table[1].bounds == 0.25...0.5)
        expectNear(calibration.value, (2 * 0.1 + 1) / 4)
        #expect(calibration.maximum == 1)
    }
}
