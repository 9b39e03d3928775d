import FoundationEssentials
import LaminaNN
import LaminaPlot
import LaminaTrain

/// What stands above all sections: the result, why it is so, and the figures.
extension Report {
    func headline(_ summary: Summary) -> HTML {
        var html = HTML()
        html.element("header", ["id": "top"]) { html in
            html.element("h1", text: record.name)
            html.element(
                "p", ["class": "sub"],
                text: "\(config.model) on \(config.dataset) · \(record.status.rawValue) · "
                    + "seed \(config.seed)")
            if let standing {
                html.element("p", ["class": "verdict problem"], text: standing)
            }
            html.element("dl", ["class": "figures"]) { html in
                for (index, figure) in figures(summary).enumerated() {
                    html.element("div", ["class": index == 0 ? "first" : ""]) { html in
                        html.element("dt", text: figure.label)
                        html.element("dd", text: figure.value)
                    }
                }
            }
            html.element("p", ["class": "verdict"], text: verdict)
            if let reason = linearLimit ?? weakness {
                html.element("p", ["class": "verdict"], text: reason)
            }
        }
        return html
    }

    /// How a run that has not finished stands.
    private var standing: String? {
        let done = "\(curves.epochs) of \(NumberText.count(config.epochs, "epoch"))"
        switch record.status {
        case .finished: return nil
        case .running: return "This run is still training: \(done) are done."
        case .interrupted:
            return "This run was interrupted after \(done). Training goes on with --resume."
        case .failed:
            let reason = record.problem.map { ": \($0)" } ?? "."
            return "This run failed after \(done)\(reason)"
        }
    }

    private func figures(_ summary: Summary) -> [(label: String, value: String)] {
        var figures: [(String, String)] = []
        if let testAccuracy { figures.append(("Test accuracy", NumberText.percent(testAccuracy))) }
        if let share = evaluation?.regression?.rSquared {
            figures.append(("Test R²", fixed(share, decimals: 3)))
        }
        if let bits = evaluation?.text?.bitsPerCharacter {
            figures.insert(("Bits per character", fixed(bits, decimals: 3)), at: 0)
        }
        if let testLoss { figures.append(("Test loss", NumberText.metric(testLoss))) }
        if testLoss == nil, let accuracy = curves.last("validation_accuracy") {
            figures.append(("Validation accuracy", NumberText.percent(accuracy)))
        }
        let asked = curves.epochs == config.epochs ? "" : " of \(config.epochs)"
        figures.append(("Epochs", "\(curves.epochs)\(asked)"))
        if let best = curves.best, curves.epochs > 1 {
            figures.append(("Best epoch", "\(best.epoch)"))
        }
        figures.append(("Parameters", NumberText.grouped(summary.parameters)))
        if let ended = record.ended {
            let seconds = ended.timeIntervalSince(record.started)
            figures.append(("Wall time", NumberText.duration(seconds)))
        }
        return figures
    }

    private var verdict: String {
        guard let matrix = evaluation?.confusion, matrix.total > 0 else {
            if let text = evaluation?.text, let bits = text.bitsPerCharacter {
                return
                    "Of the test text the network would need \(fixed(bits, decimals: 3)) bits for "
                    + "each character; it names \(NumberText.percent(text.accuracy ?? 0)) of them right."
            }
            if let share = evaluation?.regression?.rSquared {
                return
                    "The network explains \(NumberText.percent(max(0, share))) of the variance of the "
                    + "test targets."
            }
            if let accuracy = testAccuracy {
                return
                    "The network gets \(NumberText.percent(accuracy)) of the test examples right."
            }
            return testLoss.map {
                "The mean loss on the test examples is \(NumberText.metric($0))."
            }
                ?? "The network has not been evaluated on test data."
        }
        let right = matrix.counts.indices.reduce(0) { $0 + matrix.counts[$1][$1] }
        let chance = matrix.scores.map(\.support).max() ?? 0
        return "The network gets \(NumberText.grouped(right)) of "
            + "\(NumberText.count(matrix.total, "test example")) right "
            + "(\(NumberText.percent(matrix.accuracy))). Always naming the most frequent class would "
            + "get \(NumberText.percent(Double(chance) / Double(matrix.total)))."
    }

    /// Where most mistakes come from.
    private var weakness: String? {
        guard let matrix = evaluation?.confusion, matrix.counts.count > 2, matrix.accuracy < 1
        else { return nil }
        let wrong = matrix.counts.enumerated().map { index, row in
            row.reduce(0, +) - row[index]
        }
        let total = wrong.reduce(0, +)
        guard let worst = wrong.indices.max(by: { wrong[$0] < wrong[$1] }), total > 0 else {
            return nil
        }
        return "\(NumberText.percent(Double(wrong[worst]) / Double(total))) of its mistakes are "
            + "examples of “\(className(worst))”, of which it finds "
            + "\(NumberText.percent(matrix.scores[worst].recall))."
    }
}
