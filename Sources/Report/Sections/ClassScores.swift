import LaminaPlot
import LaminaTrain

extension Report {
    /// Precision, recall, F1 and support of each class.
    func classScores() -> Section? {
        guard let scores = evaluation?.confusion?.scores, !scores.isEmpty else { return nil }
        let present = scores.indices.filter { scores[$0].support > 0 }
        // Beyond a page or two nobody reads on; the weak ones are those to look at.
        let listed =
            scores.count <= 60
            ? Array(scores.indices)
            : Array(present.sorted { (scores[$0].f1, $0) < (scores[$1].f1, $1) }.prefix(60))
        return Section("classes", "Scores by class", lead: lead(scores, present)) { html in
            if listed.count < scores.count {
                html.element(
                    "p", ["class": "note"],
                    text: "The \(listed.count) weakest of \(scores.count) classes.")
            }
            html.element("div", ["class": "scroll"]) { html in
                html.element("table") { html in
                    header(into: &html)
                    html.element("tbody") { html in
                        for index in listed { row(className(index), scores[index], into: &html) }
                    }
                    html.element("tfoot") { html in
                        mean(present.map { scores[$0] }, into: &html)
                    }
                }
            }
            html.element(
                "p", ["class": "note"],
                text: "Precision: of what was called this class, the share that is. Recall: of the "
                    + "class, the share that was found. F1: their harmonic mean. Support: test "
                    + "examples of the class.")
        }
    }

    private func lead(_ scores: [ConfusionMatrix.ClassScore], _ present: [Int]) -> String {
        guard let weakest = present.min(by: { scores[$0].f1 < scores[$1].f1 }),
            let strongest = present.max(by: { scores[$0].f1 < scores[$1].f1 }),
            scores[weakest].f1 < scores[strongest].f1
        else { return "All classes come out alike." }
        return "“\(className(strongest))” is the easiest class "
            + "(F1 \(fixed(scores[strongest].f1, decimals: 3))), “\(className(weakest))” the hardest "
            + "(\(fixed(scores[weakest].f1, decimals: 3)))."
    }

    private func header(into html: inout HTML) {
        html.element("thead") { html in
            html.element("tr") { html in
                html.element("th", text: "Class")
                for name in ["Precision", "Recall", "F1"] {
                    html.element("th", ["class": "number"], text: name)
                }
                html.element("th", ["class": "wide-only", "aria-hidden": "true"], text: "")
                html.element("th", ["class": "number"], text: "Support")
            }
        }
    }

    private func row(
        _ name: String, _ score: ConfusionMatrix.ClassScore, into html: inout HTML
    ) {
        html.element("tr") { html in
            html.element("td", text: name)
            scores(score.precision, score.recall, score.f1, into: &html)
            html.element("td", ["class": "number"], text: NumberText.grouped(score.support))
        }
    }

    /// The unweighted means over the classes that occur.
    private func mean(_ scores: [ConfusionMatrix.ClassScore], into html: inout HTML) {
        let mean = { (value: (ConfusionMatrix.ClassScore) -> Double) in
            scores.reduce(0) { $0 + value($1) } / Double(max(1, scores.count))
        }
        html.element("tr") { html in
            html.element("td", text: "Mean")
            self.scores(mean(\.precision), mean(\.recall), mean(\.f1), into: &html)
            let support = scores.reduce(0) { $0 + $1.support }
            html.element("td", ["class": "number"], text: NumberText.grouped(support))
        }
    }

    private func scores(
        _ precision: Double, _ recall: Double, _ f1: Double, into html: inout HTML
    ) {
        for value in [precision, recall, f1] {
            html.element("td", ["class": "number"], text: fixed(value, decimals: 3))
        }
        html.element("td", ["class": "wide-only", "aria-hidden": "true"]) { html in
            html.element(
                "span", ["class": "bar", "style": "--share:\(fixed(f1 * 100, decimals: 1))%"]
            ) { _ in }
        }
    }
}
