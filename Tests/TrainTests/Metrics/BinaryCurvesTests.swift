import LaminaTrain
import Testing

/// Reference values: scikit-learn by scripts/reference-metrics.py.
@Suite struct BinaryCurvesTests {
    /// 50 examples of 13 distinct scores.
    private var curves: BinaryCurves {
        var curves = BinaryCurves()
        for index in 0..<50 {
            let truth = (index * 13) % 10 < 4
            let score = Double((index * 37 + 11) % 23) / 23 + (truth ? 0.25 : 0)
            curves.add(truth: truth, score: (score * 10).rounded(.toNearestOrEven) / 10)
        }
        return curves
    }

    @Test func areasAreThoseOfScikitLearn() {
        expectNear(curves.rocAUC, 0.6325)
        expectNear(curves.averagePrecision, 0.6022607284020327)
    }

    @Test func rocHasAPointForEachDistinctScore() throws {
        let roc = try #require(curves.roc)
        #expect(
            roc.map(\.threshold) == [
                .infinity, 1.2, 1.1, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0,
            ])
        // 20 positives and 30 negatives.
        let hits = [0.0, 2, 4, 6, 7, 8, 10, 11, 13, 15, 18, 20, 20, 20]
        let falseAlarms = [0.0, 0, 0, 2, 4, 6, 10, 13, 17, 20, 24, 26, 28, 30]
        #expect(roc.map(\.truePositiveRate) == hits.map { $0 / 20 })
        #expect(roc.map(\.falsePositiveRate) == falseAlarms.map { $0 / 30 })
    }

    @Test func precisionRecallIsThatOfScikitLearn() throws {
        let points = try #require(curves.precisionRecall)
        let precisions = [
            1.0, 1, 0.75, 0.6363636363636364, 0.5714285714285714, 0.5, 0.4583333333333333,
            0.43333333333333335, 0.42857142857142855, 0.42857142857142855, 0.43478260869565216,
            0.4166666666666667, 0.4,
        ]
        let recalls = [0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.55, 0.65, 0.75, 0.9, 1, 1, 1]
        #expect(points.count == precisions.count)
        for (point, expected) in zip(points, zip(precisions, recalls)) {
            expectNear(point.precision, expected.0)
            expectNear(point.recall, expected.1)
        }
    }

    @Test func ignoresAMonotonousChangeOfTheScores() {
        var changed = BinaryCurves()
        for index in 0..<50 {
            let truth = (index * 13) % 10 < 4
            let score = Double((index * 37 + 11) % 23) / 23 + (truth ? 0.25 : 0)
            let rounded = (score * 10).rounded(.toNearestOrEven) / 10
            changed.add(truth: truth, score: rounded * rounded * rounded - 7)
        }
        #expect(changed.rocAUC == curves.rocAUC)
    }

    @Test func oneClassAloneHasNoROC() {
        var positives = BinaryCurves()
        positives.add(truths: [true, true], scores: [0.2, 0.9])
        #expect(positives.roc == nil && positives.rocAUC == nil)
        #expect(positives.averagePrecision == 1)
        var negatives = BinaryCurves()
        negatives.add(truth: false, score: 0.2)
        #expect(negatives.rocAUC == nil && negatives.averagePrecision == nil)
    }

    @Test func aConstantScoreHasAnAreaOfOneHalf() {
        var curves = BinaryCurves()
        curves.add(truths: [true, false, false], scores: [1, 1, 1])
        #expect(curves.rocAUC == 0.5)
        #expect(curves.precisionRecall?.count == 1)
    }
}
