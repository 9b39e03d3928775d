import Foundation
import LaminaData
import LaminaFormats
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaReport
import LaminaTensor
import LaminaTestSupport
import LaminaTrain
import Testing

/// The sections that tell how training went inside, beside those of the result.
@Suite struct TrainingSectionsTests {
    /// A run with everything measured that a run of the command measures.
    private func report(
        _ run: TrainedRun, histograms: [String: [TFEvents.Histogram]] = [:], metrics: [Metric] = [],
        loss: Loss? = nil, augmentation: ImageAugmentation? = nil, mixing: [any BatchMixing] = []
    ) throws -> ParsedPage {
        try ParsedPage(
            Report(
                record: run.record, config: run.config, curves: RunCurves(run.metrics + metrics),
                model: run.model, exampleShape: run.test.exampleShape, test: run.test,
                normalization: run.normalization, evaluation: run.evaluation, loss: loss,
                augmentation: augmentation, mixing: mixing, histograms: histograms
            ).html())
    }

    /// Histograms over -1...0 and 0...1, as a run's file of events holds them.
    private func histograms(
        _ entries: [(tag: String, step: Int64, counts: [Double])]
    ) throws -> [String: [TFEvents.Histogram]] {
        let folder = TemporaryFolder()
        let path = folder.file("events.tfevents")
        let writer = try TFEventsWriter(path: path, wallTime: 0)
        for (tag, step, counts) in entries {
            try writer.histogram(
                tag,
                .init(
                    step: step, wallTime: 0, min: -1, max: 1,
                    buckets: zip([0, 1], counts).map { .init(limit: $0, count: $1) }))
        }
        return try TFEvents(contentsOf: path).histograms
    }

    @Test func layersOverTimeAreDrawnAndTheMostSilentIsNamed() throws {
        let run = try TrainedRun.ofPictures()
        let page = try report(
            run,
            histograms: histograms([
                ("activations/conv", 5, [3, 1]), ("activations/conv", 10, [1, 3]),
                ("gradients/conv", 5, [2, 2]), ("activations/hidden", 5, [1, 1]),
            ]),
            metrics: [
                Metric("silent_units/conv", step: 10, epoch: 2, value: 0),
                Metric("silent_units/hidden", step: 10, epoch: 2, value: 0.375),
            ])
        let section = try #require(page.section("activity"))
        #expect(section.text.contains("37.5% of the units of “hidden”"))
        // Three quarters of the first epoch's numbers lie below 0, spread over its cells.
        #expect(section.text.contains("activations") && section.text.contains("gradients"))
        #expect(page.section("activity")?.text.contains("conv") == true)
    }

    @Test func rateSpeedMemoryAndWeightsHaveCurves() throws {
        let run = try TrainedRun.ofPictures()
        let metrics = (1...3).flatMap { epoch in
            [
                ("learning_rate", 0.1 / Double(epoch)), ("examples_per_second", 1000),
                ("memory_bytes", 2_000_000), ("weight_norm/conv.weight", Double(epoch)),
                ("weight_norm/output.weight", 1),
            ].map { Metric($0.0, step: epoch * 5, epoch: epoch, value: $0.1) }
        }
        let page = try report(run, metrics: metrics)
        let text = page.section("resources")?.text ?? ""
        #expect(text.contains("at most 2 MB of memory"), "\(text)")
        #expect(text.contains("the learning rate went from 0.1 to 0.0333"))
        #expect(
            page.section("weights")?.text.contains("“conv” changed their size most, to 3 times")
                == true)
    }

    @Test func theLandscapeIsLowestWhereTrainingEnded() throws {
        let run = try TrainedRun(
            TinyNetwork(classCount: 4), TrainedRun.pictures(), epochs: 30)
        let page = try report(run, loss: .crossEntropy)
        let text = try #require(page.section("landscape")).text
        #expect(text.contains("the loss rises from"))
        #expect(text.contains("on 40 test examples"))
        // Looking moves nothing: a second look sees the same.
        #expect(try report(run, loss: .crossEntropy).section("landscape")?.text == text)
    }

    @Test func augmentedPicturesStandBesideTheirOriginals() throws {
        let run = try TrainedRun.ofPictures()
        let page = try report(
            run, augmentation: ImageAugmentation([HorizontalFlip(), VerticalFlip()]))
        let pictures = page.named("image").count
        // Six originals with five changed pictures each.
        #expect(try pictures - report(run).named("image").count == 36)
        let text = try #require(page.section("augmentation")).text
        #expect(text.contains("as it is") && text.contains("epoch 5"))
        let mixed = try report(run, mixing: [MixUp(alpha: 1)])
        #expect(try mixed.named("image").count - report(run).named("image").count == 36)
        #expect(mixed.section("augmentation")?.text.contains("mixed with one another") == true)
    }

    @Test func probabilitiesAreJudgedClassByClass() throws {
        let run = try TrainedRun(
            TinyNetwork(classCount: 4), TrainedRun.pictures(), epochs: 30)
        var curves = BinaryCurves()
        for (place, answer) in run.evaluation.answers.enumerated() {
            curves.add(
                truth: answer.truth == 2,
                score: Double(run.evaluation.probabilities[place * 4 + 2]))
        }
        let area = try #require(curves.rocAUC)
        let section = try #require(try report(run).section("probabilities"))
        #expect(section.text.contains(String(format: "%.4f", area)))
    }

    @Test func theLivePlotIsReplacedEveryEpoch() throws {
        let folder = TemporaryFolder()
        let path = folder.file("live.svg")
        let data = try TrainedRun.pictures()
        let trainer = Trainer(
            TinyNetwork(classCount: 4), loss: .crossEntropy, optimizer: Adam(learningRate: 0.01))
        let pictures = try (1...2).map { epochs in
            try trainer.fit(
                data, validation: data, epochs: epochs, batchSize: 8,
                callbacks: [.livePlot(to: path)])
            return String(decoding: try #require(contents(path)), as: UTF8.self)
        }
        #expect(pictures[0].contains("Loss after epoch 1"))
        #expect(pictures[1].contains("Loss after epoch 2"))
        #expect(folder.names == ["live.svg"])
    }

    @Test func comparedCurvesBearTheirRunsNames() throws {
        let points = (1...3).map { Metric("loss", step: $0, epoch: $0, value: Double($0)) }
        let chart = comparisonChart(metric: "loss", runs: [("one", points), ("<two>", points)])
        #expect(chart.contains("one") && chart.contains("&lt;two&gt;"))
        let search = try Trainer(
            TinyNetwork(classCount: 4), loss: .crossEntropy, optimizer: Adam(learningRate: 0.01)
        ).findLearningRate(TrainedRun.pictures(), steps: 30, batchSize: 8)
        #expect(search.chart().contains("learning rate"))
    }
}
