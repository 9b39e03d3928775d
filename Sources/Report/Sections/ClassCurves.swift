import LaminaPlot
import LaminaTrain

extension Report {
    /// How well the probabilities part each class from the others at every threshold, and whether they
    /// mean what they say.
    func classCurves() -> Section? {
        guard let evaluation, let matrix = evaluation.confusion, !evaluation.answers.isEmpty else {
            return nil
        }
        let classCount = matrix.counts.count
        guard classCount > 1,
            evaluation.probabilities.count == evaluation.answers.count * classCount
        else { return nil }
        // Of two classes one's curve says all.
        let classes = classCount == 2 ? [1] : Array(0..<min(classCount, 60))
        let curves = classes.map { label in
            (label: label, curves: binaryCurves(evaluation, label, of: classCount))
        }.filter { $0.curves.rocAUC != nil }
        guard !curves.isEmpty else { return nil }
        let worst = curves.sorted {
            ($0.curves.averagePrecision ?? 0, $0.label) < (
                $1.curves.averagePrecision ?? 0, $1.label
            )
        }.prefix(6)
        let calibration = calibration(evaluation)
        return Section(
            "probabilities", "Probabilities", lead: lead(Array(curves.map(\.curves)), calibration)
        ) { html in
            html.element("div", ["class": "pair"]) { html in
                html.figure(
                    square(
                        "ROC", x: "false positive rate", y: "true positive rate",
                        worst.map { label, curves in
                            let points = Report.thinned(curves.roc ?? [], to: 200)
                            return .init(
                                className(label),
                                points: points.map { ($0.falsePositiveRate, $0.truePositiveRate) })
                        }))
                html.figure(
                    square(
                        "Precision and recall", x: "recall", y: "precision",
                        worst.map { label, curves in
                            let points = Report.thinned(curves.precisionRecall ?? [], to: 200)
                            return .init(
                                className(label), points: points.map { ($0.recall, $0.precision) })
                        }))
                html.figure(reliability(calibration))
            }
            html.table(
                ["Class", "Area under ROC", "Average precision"], numeric: [1, 2],
                rows: curves.map { label, curves in
                    [
                        className(label), score(curves.rocAUC), score(curves.averagePrecision),
                    ]
                })
            html.element(
                "p", ["class": "note"],
                text:
                    "Each class against all others. Calibration: answers are put together by their "
                    + "probability; on the diagonal they are right as often as they say."
                    + (worst.count < curves.count
                        ? " The \(worst.count) classes of the least average precision are drawn."
                        : ""))
        }
    }

    private func score(_ value: Double?) -> String {
        value.map { fixed($0, decimals: 4) } ?? "–"
    }

    private func binaryCurves(
        _ evaluation: Evaluation, _ label: Int, of classCount: Int
    ) -> BinaryCurves {
        var curves = BinaryCurves()
        for (place, answer) in evaluation.answers.enumerated() {
            let score = Double(evaluation.probabilities[place * classCount + label])
            guard score.isFinite else { continue }
            curves.add(truth: answer.truth == label, score: score)
        }
        return curves
    }

    private func calibration(_ evaluation: Evaluation) -> CalibrationError {
        var calibration = CalibrationError()
        for answer in evaluation.answers where (0...1).contains(answer.confidence) {
            calibration.add(
                isRight: answer.truth == answer.prediction, confidence: answer.confidence)
        }
        return calibration
    }

    private func reliability(_ calibration: CalibrationError) -> String {
        let points = calibration.reliability.compactMap { bin -> (x: Double, y: Double)? in
            guard let confidence = bin.confidence, let accuracy = bin.accuracy else { return nil }
            return (confidence, accuracy)
        }
        return square(
            "Calibration", x: "probability of the answer", y: "part that is right",
            [
                .init("answers", points: points),
                .init("as it says", points: [(0, 0), (1, 1)], dash: .dotted),
            ])
    }

    /// Curves in the unit square.
    private func square(
        _ title: String, x: String, y: String, _ series: [LineChart.Series]
    ) -> String {
        LineChart(
            title, x: .linear(x, range: 0...1), y: .linear(y, range: 0...1), series: series,
            width: 440, height: 340
        ).svg()
    }

    private func lead(_ curves: [BinaryCurves], _ calibration: CalibrationError) -> String {
        let areas = curves.compactMap(\.rocAUC)
        let mean = areas.reduce(0, +) / Double(max(areas.count, 1))
        let text =
            "The area under the ROC curve is \(fixed(mean, decimals: 4))"
            + (areas.count > 1 ? " in the mean of the classes." : ".")
        guard let error = calibration.value else { return text }
        return text + " The probabilities are off by \(NumberText.percent(error)) in the mean"
            + (error > 0.1 ? ": they should not be taken at their word." : ".")
    }
}
