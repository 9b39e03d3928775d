import LaminaData
import LaminaFormats
import LaminaModels
import LaminaNN
import LaminaReport
import LaminaTestSupport
import LaminaTrain
import Testing

@Suite struct ReportTests {
    @Test func aRunOnPicturesHasEverySection() throws {
        let page = try ParsedPage(TrainedRun.ofPictures().report.html())
        #expect(
            page.sections == [
                "curves", "confusion", "classes", "probabilities", "mistakes", "filters", "layers",
                "gradients", "model", "configuration",
            ])
        #expect(page.section("curves")?.text.contains("validation") == true)
        #expect(page.section("model")?.text.contains("conv") == true)
        #expect(page.section("configuration")?.text.contains("2025-06-15 15:06:40 UTC") == true)
        #expect(page.headline.contains("1 min 23 s"))
    }

    @Test func everyLinkOfTheContentsHasItsTarget() throws {
        let page = try ParsedPage(TrainedRun.ofPictures().report.html())
        let ids = Set(page.elements.compactMap { $0.attributes["id"] })
        let links = page.named("a").compactMap { $0.attributes["href"] }
        #expect(links.count == page.sections.count + 1)
        for link in links { #expect(ids.contains(String(link.dropFirst()))) }
    }

    @Test func asksForNothingOutsideTheFile() throws {
        let html = try TrainedRun.ofPictures().report.html()
        let page = try ParsedPage(html)
        for element in page.elements {
            for key in ["src", "href", "srcset", "data", "action"] {
                guard let address = element.attributes[key] else { continue }
                #expect(address.hasPrefix("data:image/png;base64,") || address.hasPrefix("#"))
            }
        }
        for name in ["script", "link", "iframe", "object"] { #expect(page.named(name).isEmpty) }
        #expect(!html.contains("@import") && !html.contains("url("))
    }

    @Test func theSameRunGivesTheSameBytes() throws {
        let run = try TrainedRun.ofPictures()
        let first = run.report.html()
        #expect(run.report.html() == first)
        // A second training from the same seed, in the same process, has other addresses and hash
        // orders but the same numbers.
        #expect(try TrainedRun.ofPictures().report.html() == first)
    }

    @Test func hostileNamesAreTextAndNothingElse() throws {
        let names = ["</td><script>alert(1)</script>", "\" onload=\"x", "a & b", "\u{0}\u{1B}"]
        var run = try TrainedRun(
            TinyNetwork(classCount: 4), TrainedRun.pictures(classNames: names),
            name: "<img src=x onerror=alert(1)>")
        run.config.settings = ["</dl><script>": .text("<b>&amp;</b>")]
        run.record.status = .failed
        run.record.problem = "]]><script>"
        let page = try ParsedPage(run.report.html())
        #expect(page.named("script").isEmpty)
        #expect(page.elements.allSatisfy { $0.attributes["onload"] == nil })
        #expect(page.named("h1").map(\.text) == ["<img src=x onerror=alert(1)>"])
        #expect(page.section("classes")?.text.contains(names[0]) == true)
        #expect(page.section("configuration")?.text.contains("<b>&amp;</b>") == true)
    }

    @Test func whatIsMissingIsLeftOutOrSaid() throws {
        var run = try TrainedRun.ofPictures()
        run.metrics.removeAll {
            $0.name.hasPrefix("gradient_norm/") || $0.name.hasPrefix("validation")
        }
        let page = try ParsedPage(run.untested.html())
        #expect(page.sections == ["curves", "filters", "gradients", "model", "configuration"])
        #expect(page.headline.contains("not been evaluated"))
        #expect(page.section("curves")?.text.contains("no validation data") == true)
        #expect(page.section("gradients")?.text.contains("no gradient norms") == true)
    }

    @Test func aRunBeforeItsFirstEpochHasAReport() throws {
        var run = try TrainedRun.ofPictures()
        (run.metrics, run.record.status, run.record.ended) = ([], .running, nil)
        let page = try ParsedPage(run.untested.html())
        #expect(page.headline.contains("still training: 0 of 2 epochs"))
        #expect(page.section("curves")?.text.contains("No epoch") == true)
    }

    @Test func aFailedRunSaysWhy() throws {
        var run = try TrainedRun.ofPictures()
        (run.record.status, run.record.problem) = (.failed, "the loss is NaN")
        let headline = try ParsedPage(run.report.html()).headline
        #expect(headline.contains("failed after 2 of 2 epochs: the loss is NaN"))
    }

    @Test func mistakesStandWithTheirProbabilities() throws {
        let run = try TrainedRun.ofPictures()
        let worst = run.evaluation.worstMistakes(20)
        let section = try #require(try ParsedPage(run.report.html()).section("mistakes"))
        let first = try #require(worst.first)
        #expect(section.text.contains("✗ \(run.test.classNames[first.prediction])"))
        #expect(section.text.contains(NumberText.percent(first.confidence)))
        #expect(section.text.contains("✓ \(run.test.classNames[first.truth])"))
        // One a card, and one in the note.
        #expect(section.text.count { $0 == "✗" } == worst.count + 1)
    }

    @Test func tablesOfNumbersHaveATableOfMistakes() throws {
        let numbers = (0..<120).map { Float($0 * 29 % 17) / 17 }
        let data = try Dataset(
            name: "table", inputs: .floats(numbers), exampleShape: [3],
            targets: .labels((0..<40).map { Int32($0 % 3) }, classNames: ["a", "b", "c"]))
        let page = try ParsedPage(
            TrainedRun(MLP(hidden: [4], outFeatures: 3), data).report.html())
        #expect(page.section("filters") == nil)
        #expect(page.section("mistakes")?.text.contains("p(predicted)") == true)
    }

    @Test func aRegressionHasNoClasses() throws {
        let numbers = (0..<40).map { Float($0) / 40 }
        let data = try Dataset(
            name: "line", inputs: .floats(numbers), exampleShape: [1],
            targets: .values(numbers.map { 2 * $0 }, shape: [1]))
        let run = try TrainedRun(
            MLP(hidden: [4], outFeatures: 1), data, loss: .meanSquaredError)
        let page = try ParsedPage(run.report.html())
        #expect(!page.sections.contains("confusion") && !page.sections.contains("mistakes"))
        #expect(page.headline.contains("Test R²"))
    }

    @Test func aRegressionHasItsPredictionsBesideTheTruth() throws {
        let numbers = (0..<40).map { Float($0) / 40 }
        let data = try Dataset(
            name: "line", inputs: .floats(numbers), exampleShape: [1],
            targets: .values(numbers.map { 2 * $0 }, shape: [1]))
        let run = try TrainedRun(
            MLP(hidden: [], outFeatures: 1), data, loss: .meanSquaredError, epochs: 200,
            learningRate: 0.05)
        #expect(run.evaluation.estimates.count == 40)
        #expect(run.evaluation.estimates.allSatisfy { abs($0.prediction - $0.truth) < 0.1 })
        let text = try ParsedPage(run.report.html()).section("estimates")?.text ?? ""
        #expect(text.contains("R² is 1.000") || text.contains("R² is 0.99"), "\(text)")
    }

    @Test func isWrittenAsAFile() throws {
        let run = try TrainedRun.ofPictures()
        let folder = TemporaryFolder()
        try run.report.write(to: folder.file("report.html"))
        #expect(contents(folder.file("report.html")) == Array(run.report.html().utf8))
        #expect(folder.names == ["report.html"])
    }
}
