import Foundation
import LaminaTestSupport
import Testing

/// Commands on data that has no classes: a regression and a text.
@Suite struct TaskCommandTests {
    private let program = Program()

    private func write(_ name: String, _ bytes: [UInt8]) {
        let parts = name.split(separator: "/")
        makeFolder(program.folder.file("data"))
        makeFolder(program.folder.file("data/\(parts[0])"))
        program.folder.file("data/\(name)", holding: bytes)
    }

    private var environment: [String: String] { ["LAMINA_DATA": program.folder.file("data")] }

    private func lamina(_ arguments: String...) throws -> Program.Outcome {
        try program.lamina(arguments, environment: environment)
    }

    /// The target is 100 and ten times the third measure less the fifth.
    private func writeDiabetes() {
        let rows = (0..<60).map { row in (0..<10).map { (row * (3 * $0 + 7) + $0 * $0) % 23 } }
        let text = rows.map { $0.map(String.init).joined(separator: " ") + "\n" }.joined()
        let targets = rows.map { "\(100 + 10 * ($0[2] - $0[4]))\n" }.joined()
        write("diabetes/diabetes_data_raw.csv", [UInt8](text.utf8))
        write("diabetes/diabetes_target.csv", [UInt8](targets.utf8))
    }

    private func writeNovels() {
        let line = "it is a truth universally acknowledged, that a single man is in want of a wife."
        let package = RPackage([("pride", [String](repeating: line, count: 30))])
        write("jane-austen/Rdata.rdx", package.index)
        write("jane-austen/Rdata.rdb", package.values)
    }

    @Test func aRegressionIsTrainedEvaluatedAndAsked() throws {
        writeDiabetes()
        let trained = try lamina(
            "train", "mlp", "--data", "diabetes", "--set", "hidden=8", "--set",
            "learning-rate=0.02",
            "--set", "batch-size=16", "--epochs", "150", "--out", "run", "--json")
        #expect(trained.code == 0, "\(trained.error)")
        let last = try #require(trained.objects.last)
        #expect(try #require(last["test_r2"] as? Double) > 0.9)
        #expect(last["test_accuracy"] is NSNull)
        let epoch = try trained.objects[1]
        #expect(epoch["train_accuracy"] == nil && epoch["train_loss"] is Double)
        #expect(!trained.error.contains("accuracy"))
        #expect(
            try String(contentsOfFile: program.folder.file("run/report.html"), encoding: .utf8)
                .contains("Predictions against truth"))

        let evaluated = try lamina("eval", "run")
        #expect(evaluated.output.hasPrefix("test R² "))
        #expect(
            try #require(lamina("eval", "run", "--json").objects[0]["test_r2"] as? Double)
                == last["test_r2"] as? Double)
        // The second patient.
        let asked = try lamina("predict", "run", "7,11,17,2,12,1,15,8,3,0", "--json")
        let number = try #require(asked.objects[0]["prediction"] as? [Double])
        #expect(number.count == 1 && abs(number[0] - 150) < 30, "\(number)")
        #expect(try lamina("predict", "run", "0").output.hasPrefix("0: "))
        #expect(try lamina("profile", "./run", "--train", "--runs", "1").code == 0)
    }

    @Test func aTextIsLearnedMeasuredAndContinued() throws {
        writeNovels()
        let trained = try lamina(
            "train", "char-lstm", "--data", "jane-austen", "--set", "window=40", "--set",
            "units=48",
            "--set", "embedded=24", "--set", "batch-size=8", "--set", "learning-rate=0.02",
            "--epochs", "20", "--out", "run", "--json")
        #expect(trained.code == 0, "\(trained.error)")
        let last = try #require(trained.objects.last)
        let bits = try #require(last["test_bits_per_character"] as? Double)
        #expect(bits < 1)
        #expect(abs((last["test_loss"] as? Double ?? 0) / log(2) - bits) < 1e-5)
        #expect(last["test_accuracy"] as? Double ?? 0 > 0.8)
        #expect(
            try String(contentsOfFile: program.folder.file("run/report.html"), encoding: .utf8)
                .contains("Bits per character"))

        #expect(try lamina("eval", "run").output.contains("bits per character"))
        let asked = try lamina(
            "predict", "run", "it is a truth", "--temperature", "0", "--length", "12")
        #expect(asked.output == "it is a truth universally\n", "\(asked.output)")
        let draws = try ["1", "1", "2"].map {
            try lamina("predict", "run", "it", "--temperature", "3", "--seed", $0, "--json").output
        }
        #expect(draws[0] == draws[1] && draws[0] != draws[2])
    }

    @Test func aSmallGPTGoesOnAfterAnInterruption() throws {
        writeNovels()
        let train = [
            "train", "gpt", "--data", "jane-austen", "--set", "window=16", "--set", "features=16",
            "--set", "heads=2", "--set", "layers=1", "--set", "batch-size=32",
        ]
        for (name, epochs) in [("whole", "4"), ("parts", "2")] {
            let outcome = try program.lamina(
                train + ["--epochs", epochs, "--out", name], environment: environment)
            #expect(outcome.code == 0, "\(outcome.error)")
        }
        #expect(try lamina("train", "--resume", "parts", "--epochs", "4").code == 0)
        let (whole, parts) = (
            program.bytes("whole/checkpoints/004.safetensors"),
            program.bytes("parts/checkpoints/004.safetensors")
        )
        #expect(whole != nil && whole == parts)
    }

    @Test func aNetworkFileReadsText() throws {
        writeNovels()
        let yaml = """
            data: jane-austen
            layers:
              - embedding: {count: classes, features: 8}
              - gru: {features: 16, sequences: true}
              - dense: {out-features: classes}
            solver: {window: 20, batch-size: 16, epochs: 1}
            """
        program.folder.file("gru.yaml", holding: [UInt8](yaml.utf8))
        let outcome = try lamina("train", "gru.yaml", "--out", "run", "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try #require(outcome.objects.last)["test_bits_per_character"] is Double)
    }

    @Test func whatDoesNotFitTogetherIsNamed() throws {
        writeNovels()
        writeDiabetes()
        for (arguments, expected) in [
            (["lenet5", "--data", "diabetes"], "model lenet5: examples of shape [10] do not fit"),
            (
                ["mlp", "--data", "jane-austen", "--set", "batch-size=4"],
                "numbers of any shape, not text"
            ),
            (["gpt", "--data", "diabetes"], "model gpt: examples of shape [10] do not fit"),
            (
                ["mlp", "--data", "diabetes", "--set", "loss=cross-entropy"],
                "is not for these data"
            ),
            (
                ["gpt", "--data", "jane-austen", "--set", "batch-size=4", "--set", "loss=hinge"],
                "is not for these data"
            ),
            (["gpt", "--data", "jane-austen", "--set", "window=1"], "window 1 is impossible"),
            (["mlp", "--data", "diabetes", "--set", "window=9"], "window is a setting for text"),
            (
                ["gpt", "--data", "jane-austen", "--set", "window=60000"],
                "characters make no example"
            ),
            (["mlp", "--data", "diabetes", "--set", "sampling=balanced"], "diabetes"),
            (
                ["gpt", "--data", "jane-austen", "--set", "batch-size=4", "--set", "features=10"],
                "a multiple of the 4 heads"
            ),
        ] {
            let outcome = try program.lamina(["train"] + arguments, environment: environment)
            #expect(outcome.code != 0 && outcome.code < 3, "\(arguments): \(outcome.code)")
            #expect(outcome.error.contains(expected), "\(outcome.error)")
        }
    }

    @Test func whatCannotBeContinuedIsNamed() throws {
        writeNovels()
        let small = ["window=16", "units=4", "embedded=4"].flatMap { ["--set", $0] }
        let trained = try program.lamina(
            ["train", "char-lstm", "--data", "jane-austen", "--epochs", "1", "--out", "run"]
                + small,
            environment: environment)
        #expect(trained.code == 0, "\(trained.error)")
        for (arguments, expected) in [
            (["ß"], "does not occur in the text"), ([""], "at least one character"),
            (["it", "--temperature", "-1"], "--temperature -1"),
            (["it", "--length", "-1"], "--length -1"),
        ] {
            let outcome = try program.lamina(
                ["predict", "run"] + arguments, environment: environment)
            #expect(outcome.code == 2, "\(arguments): \(outcome.code)")
            #expect(outcome.error.contains(expected), "\(outcome.error)")
        }
    }
}
