import Foundation
import LaminaTestSupport
import Testing

/// `lamina train FILE.yaml`.
@Suite struct NetworkFileCommandTests {
    private let program = Program()

    private func write(_ text: String, to name: String = "net.yaml") throws {
        try text.write(
            to: URL(fileURLWithPath: program.folder.file(name)), atomically: true, encoding: .utf8)
    }

    private let mlp = """
        name: mlp
        data: two-spirals
        layers:
          - dense: {name: hidden, out-features: 16}
          - tanh
          - dense: {name: output, out-features: classes}
        solver:
          epochs: 3
          seed: 5
          optimizer: sgd
          momentum: 0.9
          learning-rate: 0.05
        """

    @Test func trainsAsItsSolverSaysAndResumesToTheSameBytes() throws {
        try write(mlp)
        let whole = try program.lamina("train", "net.yaml", "--out", "whole", "--json")
        #expect(whole.code == 0, "\(whole.error)")
        let first = try #require(whole.objects.first)
        #expect(first["epochs"] as? Int == 3 && first["seed"] as? Int == 5)
        try program.lamina("train", "net.yaml", "--out", "parts", "--epochs", "1")
        // The run keeps its network: the file may be gone.
        try FileManager.default.removeItem(atPath: program.folder.file("net.yaml"))
        let resumed = try program.lamina("train", "--resume", "parts", "--epochs", "3")
        #expect(resumed.code == 0, "\(resumed.error)")
        let bytes = program.bytes("whole/checkpoints/003.safetensors")
        #expect(bytes != nil && bytes == program.bytes("parts/checkpoints/003.safetensors"))
        #expect(try program.lamina("eval", "whole", "--json").code == 0)
        #expect(try program.lamina("report", "whole").code == 0)
        #expect(try program.lamina("graph", "./whole").code == 0)
    }

    @Test func aFileIsLookedAtWithoutBeingTrained() throws {
        try write(mlp)
        let shown = try program.lamina("graph", "net.yaml", "--input", "2", "--classes", "2")
        #expect(shown.code == 0 && shown.output.contains("hidden"), "\(shown.error)")
        let unsaid = try program.lamina("graph", "net.yaml")
        #expect(unsaid.code == 2 && unsaid.error.contains("give an example's shape"))
        #expect(try program.names() == ["net.yaml"])
    }

    @Test func whatIsTypedGoesBeforeTheFile() throws {
        try write(mlp)
        let outcome = try program.lamina(
            "train", "net.yaml", "--out", "run", "--epochs", "1", "--set", "learning-rate=0.01",
            "--json")
        #expect(outcome.code == 0)
        let config = String(decoding: try #require(program.bytes("run/config.json")), as: UTF8.self)
        #expect(config.contains(#""learningRate" : 0.01"#))
        #expect(config.contains(#""epochs" : 1"#))
    }

    @Test func aWrongSettingOfTheSolverNamesFileAndLine() throws {
        try write(mlp.replacingOccurrences(of: "optimizer: sgd", with: "optimizer: sgdd"))
        let outcome = try program.lamina("train", "net.yaml")
        #expect(outcome.code == 1)
        #expect(
            outcome.error.hasPrefix(
                "error: net.yaml, line 10: solver: optimizer sgdd is impossible"),
            "\(outcome.error)")
        try write(mlp.replacingOccurrences(of: "tanh", with: "tahn"))
        #expect(
            try program.lamina("train", "net.yaml").error.hasPrefix(
                "error: net.yaml, line 5: no layer is called 'tahn'"))
        #expect(try program.names() == ["net.yaml"])
    }

    /// The file of the example against the network in Swift, on forty made-up pictures.
    @Test func leNetFromItsFileLeavesTheBytesOfTheOneByName() throws {
        let count = 40
        let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 28, 0, 0, 0, 28]
        makeFolder(program.folder.file("data"))
        makeFolder(program.folder.file("data/fashion-mnist"))
        let pixels = (0..<784 * count).map {
            UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13)
        }
        for part in ["train", "t10k"] {
            program.folder.file(
                "data/fashion-mnist/\(part)-images-idx3-ubyte", holding: header + pixels)
            program.folder.file(
                "data/fashion-mnist/\(part)-labels-idx1-ubyte",
                holding: [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 % 10) })
        }
        let example = #filePath.split(separator: "/Tests/")[0] + "/examples/lenet.yaml"
        let common = ["--epochs", "2", "--set", "batch-size=8"]
        for arguments in [
            [String(example), "--out", "file"],
            ["lenet5", "--data", "fashion-mnist", "--seed", "1", "--out", "name"],
        ] {
            let outcome = try program.lamina(
                ["train"] + arguments + common,
                environment: ["LAMINA_DATA": program.folder.file("data")])
            #expect(outcome.code == 0, "\(outcome.error)")
        }
        for epoch in ["001", "002"] {
            let bytes = program.bytes("file/checkpoints/\(epoch).safetensors")
            #expect(bytes != nil && bytes == program.bytes("name/checkpoints/\(epoch).safetensors"))
        }
    }

    @Test(arguments: [
        "mean-squared-error", "binary-cross-entropy", "hinge", "squared-hinge",
        "multi-class-hinge", "huber", "log-cosh", "mean-absolute-error", "focal",
    ])
    func everyLossLearnsClasses(loss: String) throws {
        let outcome = try program.lamina(
            "train", "mlp", "--data", "xor", "--set", "hidden=16", "--set", "loss=\(loss)",
            "--epochs", "30", "--json")
        #expect(outcome.code == 0, "\(outcome.error)")
        #expect(try outcome.objects.last?["test_accuracy"] as? Double == 1)
    }
}
