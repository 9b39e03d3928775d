import LaminaReport
import LaminaTrain
import Testing

@Suite struct FindingsTests {
    private static func curves(training: [Double], validation: [Double]) -> RunCurves {
        let metrics = [("train_loss", training), ("validation_loss", validation)].flatMap {
            name, values in
            values.enumerated().map {
                Metric(name, step: ($0 + 1) * 10, epoch: $0 + 1, value: $1)
            }
        }
        return RunCurves(metrics)
    }

    @Test(arguments: [
        ([1, 0.5, 0.3, 0.1], [1, 0.7, 0.8, 1.1], "overfits"),
        ([1, 0.9, 0.8, 0.7], [1, 0.9, 0.8, 0.7], "still falling"),
        ([1, 0.5, 0.4, 0.4], [1, 0.5, 0.5, 0.5], "levelled off"),
        ([1, 0.5, 0.8, 0.9], [1, 0.5, 0.8, 0.9], "unsteady"), ([1, 0.5], [], "no validation data"),
        ([1, 1e-4, 1e-5], [1, 1e-4, 1e-5], "next to nothing"), ([1], [1], "no trend"),
        ([], [], "No epoch"),
    ])
    func theCurvesAreRead(training: [Double], validation: [Double], phrase: String) {
        let fit = Fit(Self.curves(training: training, validation: validation))
        #expect(fit.sentence.contains(phrase))
    }

    @Test(arguments: [(1e-4, "vanish on"), (0.5, "neither vanish nor"), (1e4, "explode on")])
    func gradientsAreJudgedByTheFirstAndTheLastLayer(ratio: Double, phrase: String) throws {
        var run = try TrainedRun.ofPictures()
        run.metrics = (1...5).flatMap { step in
            [("conv", ratio), ("hidden", 1), ("output", 1)].map {
                Metric("gradient_norm/\($0.0).weight", step: step, epoch: 1, value: $0.1)
            }
        }
        let text = try ParsedPage(run.report.html()).section("gradients")?.text ?? ""
        #expect(text.contains(phrase))
        #expect(text.contains("first layer (conv)") && text.contains("last (output)"))
    }

    @Test func aLayerWithoutGradientIsNamed() throws {
        var run = try TrainedRun.ofPictures()
        run.metrics = [("conv", 1.0), ("hidden", 0), ("output", 1)].map {
            Metric("gradient_norm/\($0.0).weight", step: 1, epoch: 1, value: $0.1)
        }
        let text = try ParsedPage(run.report.html()).section("gradients")?.text ?? ""
        #expect(text.contains("“hidden” is zero"))
    }

    @Test func sharesNearTheEndsAreNotRoundedToThem() {
        #expect(NumberText.percent(1) == "100%")
        #expect(NumberText.percent(0.999999) == "99.99%")
        #expect(NumberText.percent(0.000001) == "0.01%")
        #expect(NumberText.percent(0.9997) == "99.97%")
        #expect(NumberText.percent(0) == "0%")
        #expect(NumberText.percent(.nan) == "–")
        #expect(NumberText.percent(0.9014) == "90.1%")
    }

    @Test func durationsChangeTheirUnits() {
        #expect(NumberText.duration(34.24) == "34.2 s")
        #expect(NumberText.duration(59.97) == "1 min 00 s")
        #expect(NumberText.duration(185) == "3 min 05 s")
        #expect(NumberText.duration(7383) == "2 h 03 min")
        #expect(NumberText.duration(-1) == "–")
    }
}
