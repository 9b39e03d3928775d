import LaminaTrain
import Testing

/// Reference values: scikit-learn by scripts/reference-metrics.py.
@Suite struct RegressionScoresTests {
    @Test func errorsAreThoseOfScikitLearn() {
        var scores = RegressionScores()
        let truths = (0..<40).map { index in 1000 + Double((index * 17) % 31) / 3 }
        let predictions = truths.enumerated().map { index, truth in
            let error = (index * 11) % 13 - 5
            return truth + Double(error) / 4
        }
        scores.add(truths: truths, predictions: predictions)
        expectNear(scores.meanAbsoluteError, 0.8375)
        expectNear(scores.meanSquaredError, 0.953125)
        expectNear(scores.rootMeanSquaredError, 0.953125.squareRoot())
        expectNear(scores.rSquared, 0.8920982083192475)
    }

    @Test func predictingTheMeanExplainsNothing() {
        var scores = RegressionScores()
        scores.add(truths: [1, 2, 6], predictions: [3, 3, 3])
        #expect(scores.rSquared == 0)
        #expect(scores.meanError == 0)
    }

    @Test func equalTruthsAreExplainedWhollyOrNot() {
        var exact = RegressionScores()
        exact.add(truth: 2, prediction: 2)
        #expect(exact.rSquared == nil)
        exact.add(truth: 2, prediction: 2)
        #expect(exact.rSquared == 1)
        exact.add(truth: 2, prediction: 3)
        #expect(exact.rSquared == 0)
    }
}
