import Foundation
import Testing

/// `lamina train` when all goes well.
@Suite struct TrainCommandTests {
    private let program = Program()
    private let xor = ["train", "mlp", "--data", "xor", "--set", "hidden=8"]

    @Test func everyLineOnStandardOutputIsJSON() throws {
        let outcome = try program.lamina(xor + ["--epochs", "3", "--out", "run", "--json"])
        #expect(outcome.code == 0)
        let objects = try outcome.objects
        let events = objects.map { $0["event"] as? String }
        #expect(events == ["started", "epoch", "epoch", "epoch", "finished"])
        let last = try #require(objects.last)
        #expect(last["test_accuracy"] as? Double == 1)
        #expect(last["steps"] as? Int == 48)
        #expect(last["stopped_early"] is NSNull)
        #expect(outcome.error.contains("epoch 3/3"))
        #expect(!outcome.error.contains("\u{1B}"))
    }

    @Test func leavesARunWithEverythingInIt() throws {
        try program.lamina(xor + ["--epochs", "5"])
        #expect(
            try program.names("runs/mlp-xor-001") == [
                "checkpoints", "config.json", "events.tfevents", "report.html",
            ])
        // Three are kept, and the best; with a loss that always falls it is the last.
        #expect(
            try program.names("runs/mlp-xor-001/checkpoints") == [
                "003.safetensors", "004.safetensors", "005.safetensors", "best.safetensors",
            ])
    }

    @Test func theBytesDependOnTheSeedAlone() throws {
        let train = ["train", "mlp", "--data", "two-spirals", "--epochs", "2", "--json"]
        for (seed, threads) in [("1", "1"), ("1", "2"), ("2", "2")] {
            let outcome = try program.lamina(
                train + ["--seed", seed, "--out", "\(seed)-\(threads)"],
                environment: ["LAMINA_THREADS": threads])
            #expect(outcome.code == 0)
        }
        let finals = ["1-1", "1-2", "2-2"].map {
            program.bytes("\($0)/checkpoints/002.safetensors")
        }
        #expect(finals[0] != nil)
        #expect(finals[0] == finals[1])
        #expect(finals[0] != finals[2])
    }

    /// The run is stopped wherever the signal finds it, then trained to the end of the epoch after;
    /// an unbroken run of as many epochs must have left the same files.
    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func goesOnAfterASignalAsIfNothingHadHappened(signal: Int32) throws {
        let train = [
            "train", "mlp", "--data", "two-spirals", "--set", "hidden=32", "--set", "dropout=0.1",
            "--json",
        ]
        let running = try program.start(train + ["--epochs", "1000000", "--out", "broken"])
        try running.waitFor(#""epoch":2"#)
        running.signal(signal)
        let outcome = try running.finish()
        if signal != SIGKILL {
            #expect(outcome.code == 1)
            let error = outcome.error.split(separator: "\n").suffix(2)
            #expect(error.first?.hasPrefix("error: interrupted after step ") == true)
            #expect(error.last == "  fix  go on with: lamina train --resume broken")
        }
        let listed = try program.lamina("runs", "list", "--runs", ".", "--json").objects
        #expect(listed.map { $0["status"] as? String } == ["interrupted"])
        let newest = try #require(
            program.names("broken/checkpoints").last { $0 != "best.safetensors" })
        let epochs = String(try #require(Int(newest.prefix { $0 != "." })) + 1)
        let resumed = try program.lamina("train", "--resume", "broken", "--epochs", epochs)
        #expect(resumed.code == 0)
        #expect(resumed.error.contains("going on after step"))
        try program.lamina(train + ["--epochs", epochs, "--out", "unbroken"])
        let names = try program.names("unbroken/checkpoints")
        // What a kill leaves of a file it came upon in the middle has a hidden name.
        #expect(try program.names("broken/checkpoints").filter { !$0.hasPrefix(".") } == names)
        for name in names {
            let bytes = program.bytes("broken/checkpoints/\(name)")
            #expect(bytes != nil && bytes == program.bytes("unbroken/checkpoints/\(name)"))
        }
        // Configurations differ in nothing either: the number of epochs was changed on resuming.
        #expect(program.bytes("broken/config.json") == program.bytes("unbroken/config.json"))
    }

    @Test func resumingAFinishedRunChangesNothing() throws {
        try program.lamina(xor + ["--epochs", "2", "--out", "run"])
        let before = try program.names("run/checkpoints").map {
            program.bytes("run/checkpoints/\($0)")
        }
        let again = try program.lamina("train", "--resume", "run")
        #expect(again.code == 0)
        #expect(again.error.contains("all are done, --epochs 12 would go on"))
        let after = try program.names("run/checkpoints").map {
            program.bytes("run/checkpoints/\($0)")
        }
        #expect(before == after)
    }

    @Test func aRunIsReadableWhileItTrains() throws {
        let running = try program.start(xor + ["--epochs", "1000000", "--out", "live", "--json"])
        try running.waitFor(#""epoch":2"#)
        let shown = try program.lamina("runs", "show", "--runs", ".", "live")
        #expect(shown.code == 0 && shown.output.contains("running"))
        let listed = try program.lamina("runs", "list", "--runs", ".", "--json").objects
        #expect(listed.map { $0["status"] as? String } == ["running"])
        #expect(try program.lamina("report", "live").code == 0)
        #expect(program.bytes("live/report.html") != nil)
        let second = try program.lamina("train", "--resume", "live")
        #expect(second.code == 1)
        #expect(second.error.hasPrefix("error: live: another process is training in this folder"))
        running.signal(SIGTERM)
        #expect(try running.finish().code == 1)
    }

    @Test func stoppingEarlySaysSo() throws {
        let outcome = try program.lamina(
            "train", "perceptron", "--data", "xor", "--epochs", "10000", "--set", "patience=1",
            "--json")
        let last = try #require(outcome.objects.last)
        #expect(
            (last["stopped_early"] as? String)?.hasPrefix("no better loss for 1 epochs") == true)
        #expect((last["test_accuracy"] as? Double).map { $0 <= 0.75 } == true)
    }
}
