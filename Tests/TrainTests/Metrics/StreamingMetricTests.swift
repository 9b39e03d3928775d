import LaminaTrain
import Testing

/// Merging the metrics of several tasks gives what one pass gives: exactly where counts are merged,
/// up to rounding where sums are.
@Suite struct StreamingMetricTests {
    /// Metrics of the numbers below 60 in uneven parts, one of them empty, and of all at once.
    private func parts<M: StreamingMetric>(
        of metric: M, add: (inout M, Int) -> Void
    ) -> (merged: M?, whole: M) {
        let filled = [0..<7, 7..<7, 7..<40, 40..<60].map { range in
            var part = metric
            for index in range { add(&part, index) }
            return part
        }
        var whole = metric
        for index in 0..<60 { add(&whole, index) }
        return (filled.merged(), whole)
    }

    private let truths = MetricSamples.truths
    private let answers = MetricSamples.answers
    private let probabilities = MetricSamples.probabilities

    @Test func noMetricsHaveNoSum() {
        #expect([Accuracy]().merged() == nil)
    }

    @Test func countsMergeExactly() {
        let accuracy = parts(of: Accuracy()) {
            $0.add(truths: [truths[$1]], predictions: [answers[$1]])
        }
        #expect(accuracy.merged == accuracy.whole)
        let top = parts(of: TopKAccuracy(k: 2)) {
            $0.add(truth: truths[$1], scores: probabilities[$1])
        }
        #expect(top.merged == top.whole)
        let matrix = parts(of: ConfusionMatrix(classCount: 4)) {
            $0.add(truth: truths[$1], prediction: answers[$1])
        }
        #expect(matrix.merged == matrix.whole)
        let areas = parts(of: SegmentationScores(classCount: 4, ignoredClass: 1)) {
            $0.add(truths: [truths[$1]], predictions: [answers[$1]])
        }
        #expect(areas.merged == areas.whole)
        let agreement = parts(of: ClusterAgreement()) {
            $0.add(truths: [truths[$1]], clusters: [answers[$1]])
        }
        #expect(agreement.merged == agreement.whole)
        #expect(agreement.merged?.mutualInformation == agreement.whole.mutualInformation)
    }

    @Test func textMergesExactly() {
        let (lines, targets) = (MetricSamples.hypotheses, MetricSamples.references)
        let bleu = parts(of: BLEU()) {
            $0.add(hypothesis: lines[$1 % 5], references: [targets[$1 % 3], targets[$1 % 5]])
        }
        #expect(bleu.merged == bleu.whole)
        let chrF = parts(of: ChrF()) {
            $0.add(hypothesis: lines[$1 % 5], references: [targets[$1 % 3], targets[$1 % 5]])
        }
        #expect(chrF.merged == chrF.whole)
        let errors = parts(of: ErrorRate(.characters)) {
            $0.add(hypothesis: lines[$1 % 5], reference: targets[$1 % 3])
        }
        #expect(errors.merged == errors.whole)
        let rouge = parts(of: ROUGE(.nGram(1))) {
            $0.add(hypothesis: lines[$1 % 5], reference: targets[$1 % 5])
        }
        #expect(rouge.merged?.count == 60)
        expectNear(rouge.merged?.precision, rouge.whole.precision ?? .nan)
        expectNear(rouge.merged?.recall, rouge.whole.recall ?? .nan)
        expectNear(rouge.merged?.fMeasure, rouge.whole.fMeasure ?? .nan)
    }

    @Test func storedExamplesMergeExactly() {
        let curves = parts(of: BinaryCurves()) {
            $0.add(truth: truths[$1] == 0, score: probabilities[$1][0])
        }
        #expect(curves.merged?.roc == curves.whole.roc)
        #expect(curves.merged?.averagePrecision == curves.whole.averagePrecision)
        let silhouette = parts(of: Silhouette()) {
            $0.add(point: probabilities[$1], cluster: truths[$1])
        }
        #expect(silhouette.merged?.value == silhouette.whole.value)
        let precision = parts(of: MeanAveragePrecision()) { metric, index in
            let box = BoundingBox(x: 0, y: 0, width: 10, height: 10)
            let claim = BoundingBox(x: 0, y: 0, width: 10, height: 4 + Double(index % 6))
            metric.addImage(
                truths: [.init(box: box, label: truths[index])],
                detections: [
                    .init(box: claim, label: answers[index], score: Double(index * 7 % 13))
                ])
        }
        #expect(precision.merged?.byClass == precision.whole.byClass)
        #expect(precision.whole.byClass.count == 3)
    }

    @Test func sumsMergeUpToRounding() {
        let loss = parts(of: LogLoss()) {
            $0.add(truth: truths[$1], probabilities: probabilities[$1])
        }
        expectNear(loss.merged?.value, loss.whole.value ?? .nan)
        let calibration = parts(of: CalibrationError(binCount: 4)) {
            $0.add(truth: truths[$1], probabilities: probabilities[$1])
        }
        expectNear(calibration.merged?.value, calibration.whole.value ?? .nan)
        expectNear(calibration.merged?.maximum, calibration.whole.maximum ?? .nan)
        let regression = parts(of: RegressionScores()) {
            $0.add(truth: 100 + Double($1 * 7 % 11), prediction: 100 + Double($1 * 5 % 9))
        }
        expectNear(regression.merged?.rSquared, regression.whole.rSquared ?? .nan)
        expectNear(regression.merged?.meanAbsoluteError, regression.whole.meanAbsoluteError ?? .nan)
        expectNear(regression.merged?.meanError, regression.whole.meanError ?? .nan)
        let ranking = parts(of: RankingScores(k: 2)) {
            $0.add(scores: probabilities[$1], gains: [0, 1, 2, $1 % 2 == 0 ? 0 : 1])
        }
        expectNear(ranking.merged?.ndcg, ranking.whole.ndcg ?? .nan)
        expectNear(ranking.merged?.recall, ranking.whole.recall ?? .nan)
        expectNear(ranking.merged?.meanReciprocalRank, ranking.whole.meanReciprocalRank ?? .nan)
        let noise = parts(of: PSNR(range: 1)) {
            $0.add(truth: probabilities[$1], image: probabilities[($1 + 1) % 60])
        }
        expectNear(noise.merged?.value, noise.whole.value ?? .nan)
        expectNear(noise.merged?.pooledValue, noise.whole.pooledValue ?? .nan)
        let similarity = parts(of: SSIM(range: 1)) { metric, index in
            let truth = (0..<132).map { Double($0 * 7 % 13) / 13 }
            let image = truth.map { $0 + Double(index) / 100 }
            metric.add(truth: truth, image: image, height: 12, width: 11)
        }
        expectNear(similarity.merged?.value, similarity.whole.value ?? .nan)
    }

    /// None has a value, and none stops the program.
    @Test func withoutExamplesThereIsNoValue() {
        #expect(Accuracy().value == nil)
        #expect(TopKAccuracy(k: 1).value == nil)
        let matrix = ConfusionMatrix(classCount: 2)
        #expect(matrix.precision(.macro) == nil && matrix.f1(.micro) == nil)
        #expect(matrix.recall(.weighted) == nil)
        #expect(LogLoss().value == nil && LogLoss().perplexity == nil)
        #expect(CalibrationError().value == nil && CalibrationError().maximum == nil)
        #expect(BinaryCurves().roc == nil && BinaryCurves().averagePrecision == nil)
        #expect(BinaryCurves().rocAUC == nil && BinaryCurves().precisionRecall == nil)
        let regression = RegressionScores()
        #expect(regression.meanAbsoluteError == nil && regression.rSquared == nil)
        #expect(regression.rootMeanSquaredError == nil && regression.meanError == nil)
        #expect(BLEU().value == nil && ChrF().value == nil)
        #expect(ROUGE(.longestCommonSubsequence).fMeasure == nil)
        #expect(ErrorRate(.words).value == nil)
        #expect(RankingScores().ndcg == nil && RankingScores(k: 3).recall == nil)
        let areas = SegmentationScores(classCount: 2)
        #expect(areas.meanIntersectionOverUnion == nil && areas.pixelAccuracy == nil)
        #expect(areas.dice == [nil, nil])
        #expect(PSNR(range: 1).value == nil && PSNR(range: 1).pooledValue == nil)
        #expect(SSIM(range: 1).value == nil)
        #expect(ClusterAgreement().normalizedMutualInformation == nil)
        #expect(Silhouette().value == nil)
        #expect(MeanAveragePrecision().value == nil)
    }

    @Test func otherSettingsDoNotMerge() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            var metric = TopKAccuracy(k: 2)
            metric.merge(TopKAccuracy(k: 5))
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("TopKAccuracy: k differs (2 and 5)"))
    }
}
