import Foundation
import LaminaFormats
import LaminaTestSupport
import Testing

/// `lamina sweep`, `lamina runs compare`, `lamina find-rate`, and the settings of a run.
@Suite struct SweepCommandTests {
    private let program = Program()

    @Test func aGridTrainsEveryTrialAndComparesThem() throws {
        let outcome = try program.lamina(
            "sweep", "mlp", "--data", "xor", "--try", "hidden=4|8,8", "--try",
            "learning-rate=0.03,0.0001", "--epochs", "8", "--out", "grid", "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        let objects = try outcome.objects
        #expect(
            objects.map { $0["event"] as? String } == ["trial", "trial", "trial", "trial", "swept"])
        let best = try #require(objects.last?["best"] as? String)
        let losses = objects.dropLast().compactMap { $0["validation_loss"] as? Double }
        let bestLoss = try #require(objects.last?["validation_loss"] as? Double)
        #expect(losses.count == 4 && losses.min() == bestLoss)
        #expect(try program.names("runs").filter { $0.hasPrefix("grid-") }.count == 4)
        let compared = try program.lamina(
            "runs", "compare", "--sweep", "grid", "--json", "--plot", "curves.svg")
        #expect(compared.code == 0, "\(compared.error)")
        let rows = try compared.objects
        #expect(rows.count == 4)
        #expect((rows.first?["runs"] as? [String])?.first.map { "runs/" + $0 } == best)
        #expect(
            (rows.first?["settings"] as? [String: String])?.keys.sorted() == [
                "hidden", "learning-rate",
            ])
        #expect(
            String(decoding: try #require(program.bytes("curves.svg")), as: UTF8.self).hasPrefix(
                "<svg"))
        let table = try program.lamina("runs", "compare", "--sweep", "grid")
        #expect(table.output.contains("learning-rate") && table.output.contains("alike"))
        let wrong = try program.lamina("runs", "compare", "--sweep", "gird")
        #expect(wrong.code == 2 && wrong.error.contains("did you mean 'grid'?"), "\(wrong.error)")
        let noMetric = try program.lamina("runs", "compare", "--by", "validation_los")
        #expect(noMetric.code == 2 && noMetric.error.contains("did you mean 'validation_loss'?"))
    }

    @Test func halvingTrainsTheBestOnAndGoesOnWhenStartedAgain() throws {
        let command = [
            "sweep", "mlp", "--data", "xor", "--trials", "4", "--halving", "2", "--try",
            "learning-rate=log:1e-5..3e-2", "--set", "hidden=8", "--epochs", "8", "--out", "half",
            "--json",
        ]
        let outcome = try program.lamina(command)
        #expect(outcome.code == 0, "\(outcome.error)")
        let trials = try outcome.objects.dropLast()
        #expect(trials.compactMap { $0["epochs"] as? Int } == [2, 2, 2, 2, 4, 4, 8])
        let again = try program.lamina(command)
        #expect(again.code == 0, "\(again.error)")
        let other = try program.lamina(command + ["--set", "batch-size=8"])
        #expect(
            other.code == 1 && other.error.contains("the run of another sweep"), "\(other.error)")
    }

    @Test func foldsAreTrainedAndTheirMeanIsShown() throws {
        let outcome = try program.lamina(
            "sweep", "mlp", "--data", "xor", "--folds", "3", "--try", "hidden=4|8", "--epochs", "4",
            "--out", "cv", "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try outcome.objects.count == 7)
        let rows = try program.lamina(
            "runs", "compare", "--sweep", "cv", "--over", "fold", "--json"
        ).objects
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { ($0["runs"] as? [String])?.count == 3 })
        #expect(rows.allSatisfy { $0["standard_deviation"] is Double })
    }

    @Test func aTrialThatDivergesComesLast() throws {
        let outcome = try program.lamina(
            "sweep", "mlp", "--data", "xor", "--set", "optimizer=sgd", "--set", "momentum=0.99",
            "--try", "learning-rate=100,0.1", "--epochs", "40", "--out", "wild", "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        let objects = try outcome.objects
        #expect((objects.first?["problem"] as? String)?.contains("training stopped") == true)
        #expect(objects.last?["best"] as? String == "runs/wild-002")
    }

    @Test(arguments: [
        (["--try", "learning-rat=0.1"], "no setting is called 'learning-rat'"),
        (["--try", "learning-rate=0.1,-1"], "learning-rate -1 is impossible"),
        (["--try", "learning-rate=0.0..1"], "learning-rate as a range is impossible"),
        ([], "name what is to be tried"),
        (["--folds", "1"], "--folds must be from 2"),
    ])
    func wrongSweepsAreRefusedBeforeTheFirstRun(arguments: [String], expected: String) throws {
        let outcome = try program.lamina(["sweep", "mlp", "--data", "xor"] + arguments)
        #expect(outcome.code == 2)
        #expect(outcome.error.contains(expected), "\(outcome.error)")
        #expect(try program.names() == [])
    }

    @Test func theRateFinderDrawsItsCurve() throws {
        let outcome = try program.lamina(
            "find-rate", "mlp", "--data", "two-spirals", "--set", "hidden=32,32", "--out",
            "rates.svg", "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        let last = try #require(outcome.objects.last)
        let rate = try #require(last["steepest"] as? Double)
        #expect((1e-5...10).contains(rate))
        #expect(program.bytes("rates.svg") != nil)
        #expect(try program.names() == ["rates.svg"])
    }

    /// Each setting trains, and a run that is stopped and resumed with it leaves an unbroken run's bytes.
    @Test(arguments: [
        ["schedule=cosine", "warm-up=5"], ["schedule=one-cycle"], ["schedule=step"],
        ["schedule=exponential"], ["schedule=linear", "schedule-end=0.1"],
        ["schedule=cosine-restarts"], ["schedule=plateau"], ["average=0.9"], ["accumulate=3"],
        ["clip-norm=0.1"], ["clip-value=0.01"], ["l1=0.001", "l2=0.01"], ["max-skipped=2"],
        ["sampling=balanced"], ["sampling=stratified"], ["label-smoothing=0.1"], ["probe=0"],
        ["loss=hinge", "optimizer=lion"], ["precision=bfloat16"],
    ])
    func everySettingResumesToTheSameBytes(settings: [String]) throws {
        let set =
            settings.flatMap { ["--set", $0] } + ["--set", "hidden=8", "--set", "dropout=0.1"]
        let train = ["train", "mlp", "--data", "two-spirals"] + set
        let whole = try program.lamina(train + ["--epochs", "4", "--out", "whole"])
        #expect(whole.code == 0, "\(whole.error)")
        let limited = train + ["--epochs", "4", "--out", "parts", "--set", "time-limit=0.0001"]
        #expect(try program.lamina(limited).code == 0)
        // The limit is part of the configuration; without it the run goes on to its end.
        let path = program.folder.file("parts/config.json")
        let config = try String(contentsOfFile: path, encoding: .utf8)
        try config.replacingOccurrences(of: "0.0001", with: "100000")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let resumed = try program.lamina("train", "--resume", "parts")
        #expect(resumed.code == 0, "\(resumed.error)")
        for epoch in ["003", "004"] {
            let bytes = program.bytes("whole/checkpoints/\(epoch).safetensors")
            #expect(
                bytes != nil && bytes == program.bytes("parts/checkpoints/\(epoch).safetensors"))
        }
        #expect(try program.lamina("eval", "whole", "--json").code == 0)
    }

    @Test func aRunLeavesHistogramsForTensorBoardAndDrawsWhileItTrains() throws {
        let outcome = try program.lamina(
            "train", "mlp", "--data", "xor", "--set", "hidden=8", "--epochs", "3", "--out", "run",
            "--plot", "live.svg")
        #expect(outcome.code == 0, "\(outcome.error)")
        let events = try TFEvents(contentsOf: program.folder.file("run/events.tfevents"))
        #expect(events.histograms["activations/hidden.0"]?.count == 3)
        #expect(events.histograms["gradients/output"]?.count == 3)
        #expect(events.scalars["learning_rate"]?.count == 3)
        #expect(program.bytes("live.svg") != nil)
        let shown = try program.lamina("runs", "show", "run", "--runs", ".", "--json").output
        for name in ["weight_norm/output.weight", "silent_units/hidden.0", "memory_bytes"] {
            #expect(shown.contains(#""name":"\#(name)""#), "\(name)")
        }
        let report = String(decoding: try #require(program.bytes("run/report.html")), as: UTF8.self)
        for id in ["resources", "probabilities", "activity", "weights", "landscape"] {
            #expect(report.contains(#"<section id="\#(id)">"#), "\(id)")
        }
    }

    @Test(arguments: [
        (["schedule=cosin"], "schedule cosin is impossible"),
        (["augment=flip"], "augment is for pictures"),
        (["mix=cut"], "mix cut is impossible"),
        (["mix-alpha=1"], "mix-alpha is of mix"),
        (
            ["mix=mixup", "loss=multi-class-hinge"],
            "mix is for losses of probabilities, not for multi-class-hinge"
        ),
        (["mix=cutmix"], "mix: examples of [2] are no pictures to be cut"),
        (["augment=flop"], "augment flop is impossible"),
        (["clip-norm=1", "clip-value=1"], "clip-norm and clip-value exclude one another"),
        (["fold=2"], "fold names one of the parts"),
        (["folds=3", "fold=4"], "fold 4 is not one of the 3"),
        (["loss=mse"], "loss mse is impossible"),
        (["loss=hinge", "label-smoothing=0.1"], "label-smoothing is a setting of the loss"),
        (["average=1"], "average 1 is impossible"),
    ])
    func impossibleSettingsAreNamed(settings: [String], expected: String) throws {
        let outcome = try program.lamina(
            ["train", "mlp", "--data", "xor"] + settings.flatMap { ["--set", $0] })
        #expect(outcome.code == 2)
        #expect(outcome.error.hasPrefix("error: \(expected)"), "\(outcome.error)")
        #expect(try program.names() == [])
    }
}
