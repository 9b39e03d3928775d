import LaminaPlot

extension Report {
    /// Loss and accuracy by epoch, training against validation, with the best epoch.
    func learningCurves() -> Section? {
        let id = ("curves", "Learning curves")
        guard curves.epochs > 0 else {
            return Section(id.0, id.1, lead: Fit(curves).sentence)
        }
        return Section(id.0, id.1, lead: Fit(curves).sentence) { html in
            html.element("div", ["class": "pair"]) { html in
                html.figure(curve("Loss", "loss", of: ["train_loss", "validation_loss"]))
                let accuracies = ["train_accuracy", "validation_accuracy"]
                guard accuracies.contains(where: { !curves[$0].isEmpty }) else { return }
                html.figure(curve("Accuracy", "accuracy", of: accuracies))
            }
            html.element("p", ["class": "note"], text: curvesNote)
        }
    }

    private func curve(_ title: String, _ axis: String, of names: [String]) -> String {
        let series = zip(names, ["training", "validation"]).compactMap { metric, label in
            let points = curves.byEpoch(metric).map { (x: Double($0.epoch), y: $0.value) }
            return points.isEmpty
                ? nil
                : LineChart.Series(
                    label, points: points, dash: .solid, color: label == "training" ? 0 : 1)
        }
        let rules =
            curves.best.map {
                [LineChart.Rule(at: Double($0.epoch), label: "best epoch \($0.epoch)")]
            } ?? []
        return LineChart(
            title, x: "epoch", y: .linear(axis), series: series,
            rules: curves.epochs > 1 ? rules : [], width: 440, height: 300
        ).svg()
    }

    private var curvesNote: String {
        let training =
            "Training figures are means over the epoch, each example counted before the "
            + "step it took part in"
        guard !curves["validation_loss"].isEmpty else { return training + "." }
        return training
            + "; validation is measured after the epoch, so it may look better at first."
    }
}
