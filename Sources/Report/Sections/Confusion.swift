import LaminaTrain
import LaminaPlot

extension Report {
    /// Which class was taken for which.
    func confusion() -> Section? {
        guard let matrix = evaluation?.confusion, matrix.total > 0 else { return nil }
        let names = matrix.counts.indices.map(className)
        let mistakes = confusions(matrix.counts)
        return Section("confusion", "Confusion matrix", lead: lead(mistakes)) { html in
            html.figure(
                Heatmap(
                    "", rows: names, columns: names,
                    values: matrix.counts.flatMap { $0.map(Double.init) }, rowLabel: "true class",
                    columnLabel: "predicted class", normalization: .rows,
                    width: names.count > 5 ? 640 : 440
                ).svg(), isWide: names.count > 5)
            html.element(
                "p", ["class": "note"],
                text: "Each row adds up to 1: the diagonal is the share of a class that was found.")
            guard mistakes.count > 1, names.count > 2 else { return }
            html.element("h3", text: "Most frequent confusions")
            html.table(
                ["True class", "Taken for", "Times", "Of its class"], numeric: [2, 3],
                rows: mistakes.prefix(6).map { mistake in
                    [
                        className(mistake.truth), className(mistake.prediction),
                        NumberText.grouped(mistake.count), NumberText.percent(mistake.share),
                    ]
                })
        }
    }

    private typealias Mistake = (truth: Int, prediction: Int, count: Int, share: Double)

    /// Wrong cells, the most frequent first, equals in order of class.
    private func confusions(_ counts: [[Int]]) -> [Mistake] {
        let wrong = counts.enumerated().flatMap { truth, row -> [Mistake] in
            let support = row.reduce(0, +)
            return row.enumerated().filter { $0.offset != truth && $0.element > 0 }.map {
                (truth, $0.offset, $0.element, Double($0.element) / Double(support))
            }
        }
        return wrong.sorted {
            ($1.count, $0.truth, $0.prediction) < ($0.count, $1.truth, $1.prediction)
        }
    }

    private func lead(_ mistakes: [Mistake]) -> String {
        guard let worst = mistakes.first else {
            return "Not one example was taken for another class."
        }
        let all = mistakes.reduce(0) { $0 + $1.count }
        return "The most frequent mistake: “\(className(worst.truth))” taken for "
            + "“\(className(worst.prediction))”, \(NumberText.count(worst.count, "time")), "
            + "\(NumberText.percent(Double(worst.count) / Double(all))) of all "
            + "\(NumberText.count(all, "mistake"))."
    }
}
