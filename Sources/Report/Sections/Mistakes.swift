import LaminaData
import LaminaPlot
import LaminaTrain

extension Report {
    /// The wrong answers the model was surest of: as pictures, or as a table. Points in the plane have
    /// their decision map instead.
    func mistakes() -> Section? {
        guard let test, let evaluation, exampleShape != [2] else { return nil }
        let worst = evaluation.worstMistakes(20)
        let total = evaluation.answers.count { $0.truth != $0.prediction }
        guard let first = worst.first else { return nil }
        let lead =
            "The \(worst.count == 1 ? "mistake" : "\(worst.count) mistakes") the network was surest "
            + "of, out of \(NumberText.grouped(total)). It gave up to "
            + "\(NumberText.percent(first.confidence)) to a wrong answer."
        return Section("mistakes", "Worst mistakes", lead: lead) { html in
            guard pictureShape != nil else { return table(worst, of: test, into: &html) }
            html.element("div", ["class": "cases"]) { html in
                for answer in worst { card(answer, of: test, into: &html) }
            }
            html.element(
                "p", ["class": "note"],
                text: "Below each picture: ✗ what the network said and ✓ what it is, each with the "
                    + "probability the network gave it.")
        }
    }

    private func card(_ answer: Evaluation.Answer, of test: Dataset, into html: inout HTML) {
        guard let picture = picture(answer.index, of: test) else { return }
        html.element("figure") { html in
            html.void(
                "img",
                [
                    "src": picture.dataURI, "width": "\(picture.width)",
                    "height": "\(picture.height)", "title": "test example \(answer.index)",
                    "alt": "test example \(answer.index), \(className(answer.truth))",
                ])
            html.element("figcaption") { html in
                odds("said", "✗ ", answer.prediction, answer.confidence, into: &html)
                odds("true", "✓ ", answer.truth, answer.truthProbability, into: &html)
            }
        }
    }

    private func odds(
        _ role: String, _ mark: String, _ index: Int, _ probability: Double, into html: inout HTML
    ) {
        let share = fixed(min(max(probability * 100, 0), 100), decimals: 1)
        html.element("div", ["class": "odds \(role)", "style": "--share:\(share)%"]) { html in
            html.element("span", text: mark + className(index))
            html.element("span", text: NumberText.percent(probability))
        }
    }

    private func table(_ worst: [Evaluation.Answer], of test: Dataset, into html: inout HTML) {
        let shown = min(8, test.exampleSize)
        let features = (0..<shown).map { "x\($0 + 1)" } + (test.exampleSize > shown ? ["…"] : [])
        html.table(
            ["Example"] + features + ["True class", "Predicted", "p(predicted)", "p(true)"],
            numeric: Set(0...shown).union([features.count + 3, features.count + 4]),
            rows: worst.map { answer in
                let numbers = test.example(answer.index).prefix(shown).map { readable(Double($0)) }
                return ["\(answer.index)"] + numbers + (test.exampleSize > shown ? ["…"] : []) + [
                    className(answer.truth), className(answer.prediction),
                    NumberText.percent(answer.confidence),
                    NumberText.percent(answer.truthProbability),
                ]
            })
    }
}
