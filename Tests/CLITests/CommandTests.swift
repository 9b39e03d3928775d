import Foundation
import LaminaFormats
import LaminaTestSupport
import LaminaTrain
import Testing

/// The program as a shell sees it: what it prints where, and its exit code.
@Suite struct CommandTests {
    let folder = TemporaryFolder()

    private struct Outcome {
        let code: Int32
        let output: String
        let error: String
    }

    private func lamina(_ arguments: String...) throws -> Outcome {
        try lamina(arguments)
    }

    private func lamina(_ arguments: [String]) throws -> Outcome {
        let (output, error) = (Pipe(), Pipe())
        let process = Process()
        // The test runner lies in the folder of the products.
        let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.executableURL = runner.deletingLastPathComponent().appending(path: "lamina")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        (process.standardOutput, process.standardError) = (output, error)
        try process.run()
        let text = [output, error].map {
            String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, output: text[0], error: text[1])
    }

    /// A finished run with a curve, a checkpoint and a NaN.
    private func makeRun(_ name: String) throws {
        let config = RunConfig(
            model: "mlp", dataset: "xor", epochs: 2, batchSize: 4, optimizer: "sgd",
            learningRate: 0.1, seed: 7, settings: ["hidden": .number(8)])
        let run = try RunFolder.create(at: folder.file("runs/" + name), config: config).folder
        try AtomicFile.write([], to: run.checkpointPath(epoch: 2))
        let store = try RunStore(runsFolder: run.runsFolder)
        try store.begin(RunRecord(name: name, config: config))
        let metrics = (1...2).map {
            Metric("train_loss", step: $0, epoch: $0, value: 1 / Double($0))
        }
        let accuracy = Metric("test_accuracy", step: 2, epoch: 2, value: .nan)
        try store.append(metrics + [accuracy], to: name)
        try store.end(name, as: .finished)
    }

    private func objects(_ lines: String) throws -> [[String: Any]] {
        try lines.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return try #require(object as? [String: Any])
        }
    }

    @Test func helpAndVersionSucceedOnStandardOutput() throws {
        for arguments in ["--help", "--version"] {
            let outcome = try lamina(arguments)
            #expect(outcome.code == 0)
            #expect(!outcome.output.isEmpty && outcome.error.isEmpty)
        }
        #expect(try lamina("--version").output == LaminaVersion.current + "\n")
    }

    @Test func wrongUsageIsTwo() throws {
        for arguments in [["runs", "list", "--jsn"], ["runs", "show"], ["rums"], ["--nothing"]] {
            let outcome = try lamina(arguments)
            #expect(outcome.code == 2)
            #expect(outcome.error.hasPrefix("error: ") && outcome.output.isEmpty)
        }
        #expect(
            try lamina("rums").error.hasPrefix("error: no command 'rums'; did you mean 'runs'?"))
    }

    @Test func failedWorkIsOne() throws {
        try makeRun("mlp-xor-001")
        let unknown = try lamina("runs", "show", "mlp-xor-01")
        #expect(unknown.code == 1)
        #expect(unknown.error.hasPrefix("error: "))
        #expect(unknown.error.contains("did you mean 'mlp-xor-001'?"))
        #expect(try lamina("runs", "list", "--runs", folder.file("nowhere")).code == 1)
    }

    @Test func aFolderWithoutRunsIsNoFault() throws {
        let outcome = try lamina("runs", "list", "--json")
        #expect(outcome.code == 0 && outcome.output.isEmpty)
        #expect(outcome.error == "no runs in runs yet; lamina train makes one\n")
        #expect(folder.names == [])
    }

    @Test func listsRunsAsATableAndAsJSON() throws {
        try makeRun("mlp-xor-001")
        try makeRun("mlp-xor-002")
        let table = try lamina("runs", "list").output.split(separator: "\n")
        #expect(table.count == 3)
        #expect(table[2].contains("mlp-xor-002") && table[2].contains("nan test"))
        #expect(table[2].contains("0.5000 train") && table[2].contains("2/2"))
        let runs = try objects(lamina("runs", "--json").output)
        #expect(runs.map { $0["name"] as? String } == ["mlp-xor-001", "mlp-xor-002"])
        #expect(runs[0]["event"] as? String == "run")
        let metrics = try #require(runs[0]["metrics"] as? [String: Any])
        #expect(metrics["train_loss"] as? Double == 0.5)
        #expect(metrics["test_accuracy"] is NSNull)
    }

    @Test func showsARunByNameOrPath() throws {
        try makeRun("mlp-xor-001")
        let text = try lamina("runs", "show", "mlp-xor-001").output
        for expected in ["hidden=8", "of epochs 2", "test_accuracy", "█▁"] {
            #expect(text.contains(expected))
        }
        let byPath = try lamina("runs", "show", folder.file("runs/mlp-xor-001/"), "--json")
        let lines = try objects(byPath.output)
        #expect(lines.map { $0["event"] as? String } == ["run", "metric", "metric", "metric"])
        #expect((lines[0]["config"] as? [String: Any])?["seed"] as? Int == 7)
        #expect((lines[0]["checkpoints"] as? [String])?.count == 1)
    }

    /// One object for each operation; a check either holds or has a reason, or waits for its row.
    @Test func listsOperationsWithTheirChecks() throws {
        let outcome = try lamina("ops", "--json")
        #expect(outcome.code == 0)
        let operations = try objects(outcome.output)
        let names = operations.compactMap { $0["name"] as? String }
        #expect(Set(names).count == operations.count && names.contains("matmul"))
        for operation in operations {
            let checks = try #require(operation["checks"] as? [String])
            let excluded = try #require(operation["not_applicable"] as? [String: String])
            let missing = try #require(operation["missing"] as? [String])
            #expect(checks.count + excluded.count + missing.count == 9)
            #expect(excluded.values.allSatisfy { !$0.isEmpty })
            #expect((operation["file"] as? String)?.hasPrefix("Sources/Tensor/") == true)
        }
        let matmul = try #require(operations.first { $0["name"] as? String == "matmul" })
        #expect(try #require(matmul["rows"] as? Int) > 1)
        let table = try lamina("ops").output.split(separator: "\n")
        #expect(table.count == operations.count + 1)
    }

    @Test func givesTheSamplesThatGoldensAreMadeFrom() throws {
        for row in try objects(lamina("ops", "--samples").output) {
            #expect(row["golden"] is String)
            for operand in try #require(row["operands"] as? [[String: Any]]) {
                let shape = try #require(operand["shape"] as? [Int])
                let values = try #require(operand["values"] as? [Any])
                #expect(values.count == shape.reduce(1, *))
            }
        }
    }
}
