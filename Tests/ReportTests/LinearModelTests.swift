import LaminaData
import LaminaModels
import LaminaNN
import LaminaReport
import LaminaTrain
import Testing

@Suite struct LinearModelTests {
    private static func xor(_ model: MLP, epochs: Int) throws -> TrainedRun {
        try TrainedRun(
            model, XOR.load().train, epochs: epochs, batchSize: 32, learningRate: 0.05)
    }

    @Test func aPerceptronOnXORIsExplained() throws {
        let run = try Self.xor(MLP(hidden: [], outFeatures: 2), epochs: 2)
        #expect(run.report.isLinear)
        let page = try ParsedPage(run.report.html())
        #expect(page.headline.contains("one straight line"))
        #expect(page.headline.contains("Minsky & Papert"))
        #expect(page.headline.contains("3 of 4"))
        #expect(page.sections.contains("regions") && !page.sections.contains("mistakes"))
    }

    @Test func aHiddenLayerNeedsNoExcuse() throws {
        let run = try Self.xor(MLP(hidden: [16], outFeatures: 2), epochs: 30)
        #expect(!run.report.isLinear)
        #expect(run.evaluation.accuracy == 1)
        let page = try ParsedPage(run.report.html())
        #expect(!page.headline.contains("linear"))
        #expect(page.section("regions")?.text.contains("it gets 100% right") == true)
    }

    /// It is the function that is linear, not the number of layers that is one.
    @Test func layersWithoutActivationsAreLinearToo() throws {
        let identity = Activation("identity") { $0 }
        let deep = MLP(hidden: [8, 8], outFeatures: 2, activation: identity)
        let run = try Self.xor(deep, epochs: 2)
        #expect(run.report.isLinear)
        #expect(try ParsedPage(run.report.html()).headline.contains("Minsky & Papert"))
    }

    @Test func ofMoreThanTwoNumbersOnlyTheFlatBorderIsSaid() throws {
        let run = try TrainedRun(
            MLP(hidden: [], outFeatures: 4), TrainedRun.pictures(), epochs: 1)
        let headline = try ParsedPage(run.report.html()).headline
        #expect(headline.contains("is flat") && !headline.contains("Minsky"))
    }
}
