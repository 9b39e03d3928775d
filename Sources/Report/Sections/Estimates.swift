import LaminaPlot
import LaminaTrain

extension Report {
    /// Predicted numbers against true ones, and how the errors are distributed.
    func estimates() -> Section? {
        guard let estimates = evaluation?.estimates, !estimates.isEmpty else { return nil }
        var scores = RegressionScores()
        for estimate in estimates where estimate.prediction.isFinite {
            scores.add(truth: estimate.truth, prediction: estimate.prediction)
        }
        let shown = Report.thinned(estimates, to: 1500)
        let truths = shown.map(\.truth).filter(\.isFinite)
        let lead = [
            scores.rSquared.map { "R² is \(fixed($0, decimals: 3))" },
            scores.meanAbsoluteError.map {
                "the mean absolute error \(readable($0, significant: 3))"
            },
            scores.rootMeanSquaredError.map {
                "the root of the mean square \(readable($0, significant: 3))"
            },
        ].compactMap { $0 }.joined(separator: ", ")
        return Section(
            "estimates", "Predictions against truth", lead: lead.isEmpty ? "" : lead + "."
        ) { html in
            html.element("div", ["class": "pair"]) { html in
                html.figure(
                    ScatterChart(
                        "", x: .linear("truth"), y: .linear("prediction"),
                        groups: [
                            PointGroup(
                                "examples", points: shown.map { (x: $0.truth, y: $0.prediction) }),
                            PointGroup(
                                "right answers",
                                points: [truths.min(), truths.max()].compactMap { $0 }.map {
                                    (x: $0, y: $0)
                                }),
                        ], width: 440, height: 360
                    ).svg())
                html.figure(
                    Histogram(
                        "Errors", x: "prediction − truth",
                        values: estimates.map { $0.prediction - $0.truth }, width: 440, height: 360
                    ).svg())
            }
        }
    }
}
