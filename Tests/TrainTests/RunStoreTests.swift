import Foundation
import LaminaFormats
import LaminaTestSupport
import LaminaTrain
import Testing

@Suite struct RunStoreTests {
    let runs = TemporaryFolder()

    private func store() throws -> RunStore { try RunStore(runsFolder: runs.path) }

    private func record(_ name: String, seed: UInt64 = 1) -> RunRecord {
        let config = RunConfig(
            model: "lenet5", dataset: "fashion-mnist", epochs: 3, batchSize: 128, optimizer: "adam",
            learningRate: 0.001, seed: seed)
        return RunRecord(name: name, config: config, started: Date(timeIntervalSince1970: 1000))
    }

    private func losses(_ values: [Double], from step: Int = 1) -> [Metric] {
        values.enumerated().map { Metric("loss", step: step + $0, epoch: 1, value: $1) }
    }

    @Test(arguments: [0, 7, UInt64.max]) func readsBackWhatWasRecorded(seed: UInt64) throws {
        let recorded = record("a", seed: seed)
        try store().begin(recorded)
        var expected = recorded
        expected.status = .interrupted  // nobody holds the run's lock
        #expect(try store().runs() == [expected])
        #expect(try store().run(named: "a") == expected)
    }

    @Test func curvesComeBackByStepWithInfinitiesAndNaN() throws {
        let store = try store()
        try store.begin(record("a"))
        try store.append(losses([-0.5, .infinity], from: 10), to: "a")
        try store.append(losses([.nan, -.infinity, .greatestFiniteMagnitude], from: 2), to: "a")
        let curve = try self.store().series("loss", of: "a")
        #expect(curve.map(\.step) == [2, 3, 4, 10, 11])
        #expect(curve[0].value.isNaN)
        #expect(
            curve.dropFirst().map(\.value) == [
                -.infinity, .greatestFiniteMagnitude, -0.5, .infinity,
            ])
        #expect(try store.series("accuracy", of: "a").isEmpty)
    }

    @Test func theNewestValueOfEveryMetricIsTheFinalResult() throws {
        let store = try store()
        try store.begin(record("a"))
        try store.begin(record("b"))
        try store.append(losses([3, 2, .nan]), to: "a")
        try store.append([Metric("accuracy", step: 2, epoch: 1, value: 0.5)], to: "a")
        try store.append(losses([9, 9, 9, 9]), to: "b")
        let last = try store.lastMetrics(of: "a")
        #expect(last.map(\.name) == ["accuracy", "loss"])
        #expect(last.map(\.step) == [2, 3])
        #expect(last[1].value.isNaN)
        #expect(try store.metricNames(of: "a") == ["accuracy", "loss"])
    }

    @Test func aSecondValueOfAStepReplacesTheFirst() throws {
        let store = try store()
        try store.begin(record("a"))
        try store.append(losses([3, 2]), to: "a")
        try store.append(losses([1], from: 2), to: "a")
        #expect(try store.series("loss", of: "a").map(\.value) == [3, 1])
    }

    @Test func resumingForgetsWhatWillBeMeasuredAgain() throws {
        let store = try store()
        for name in ["a", "b"] {
            try store.begin(record(name))
            try store.append(losses([5, 4, 3, 2]), to: name)
        }
        try store.append([Metric("late", step: 4, epoch: 1, value: 1)], to: "a")
        try store.end("a", as: .failed, problem: "loss is nan")
        try store.resume(record("a"), afterStep: 2)
        #expect(try store.series("loss", of: "a").map(\.value) == [5, 4])
        #expect(try store.metricNames(of: "a") == ["loss"])
        #expect(try store.series("loss", of: "b").count == 4)
        #expect(try store.run(named: "a").problem == nil)
        #expect(try store.run(named: "a").ended == nil)
    }

    @Test func resumingAddsARunThatWasMovedHere() throws {
        let store = try store()
        try store.resume(record("moved"), afterStep: 100)
        try store.append(losses([1], from: 101), to: "moved")
        #expect(try store.runs().map(\.name) == ["moved"])
    }

    @Test func aNewRunOfAnOldNameStartsWithoutItsMetrics() throws {
        let store = try store()
        try store.begin(record("a"))
        try store.append(losses([1, 2]), to: "a")
        try store.begin(record("a", seed: 2))
        #expect(try store.run(named: "a").seed == 2)
        #expect(try store.series("loss", of: "a").isEmpty)
    }

    @Test func aRunIsRunningWhileItsProcessHoldsTheLock() throws {
        let store = try store()
        let config = RunConfig(
            model: "mlp", dataset: "xor", epochs: 1, batchSize: 4, optimizer: "sgd",
            learningRate: 0.1, seed: 1)
        var run = Optional(try RunFolder.create(at: runs.file("a"), config: config))
        try store.begin(record("a"))
        #expect(try store.run(named: "a").status == .running)
        withExtendedLifetime(run) {}
        run = nil
        #expect(try store.run(named: "a").status == .interrupted)
        try store.end("a", as: .finished)
        #expect(try store.run(named: "a").status == .finished)
    }

    @Test func anUnknownRunIsAnErrorThatNamesTheNearest() throws {
        let store = try store()
        try store.begin(record("lenet5-001"))
        for attempt in [
            { try store.append(losses([1]), to: "lenet-001") },
            { try store.end("lenet-001", as: .finished) },
            { _ = try store.run(named: "lenet-001") },
        ] {
            let error = #expect(throws: FileError.self) { try attempt() }
            #expect(error?.problem == "no run 'lenet-001'; did you mean 'lenet5-001'?")
        }
    }

    @Test func writersTakeTurnsAndReadersSeeWholeBatches() async throws {
        let path = runs.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let store = try RunStore(runsFolder: path)
                    try store.begin(record("run \(writer)"))
                    for batch in 0..<20 {
                        try store.append(
                            losses([Double](repeating: 1, count: 10), from: 10 * batch),
                            to: "run \(writer)")
                        let seen = try store.series("loss", of: "run \((writer + 1) % 4)")
                        #expect(seen.count % 10 == 0)
                    }
                }
            }
            try await group.waitForAll()
        }
        let store = try store()
        for writer in 0..<4 {
            #expect(try store.series("loss", of: "run \(writer)").count == 200)
        }
    }

    @Test func aFolderWithoutAStoreHasNone() throws {
        #expect(try RunStore.existing(in: runs.path) == nil)
        #expect(runs.names == [])
    }

    @Test func aFileThatIsNoDatabaseIsLeftAlone() throws {
        let text = [UInt8]("this is no database, and long enough to have a header".utf8)
        let path = runs.file("runs.sqlite", holding: text)
        let error = #expect(throws: FileError.self) { try store() }
        #expect(error?.problem.contains("file is not a database") == true)
        #expect(error?.fix.contains("move the file away") == true)
        #expect(contents(path) == text)
    }

    @Test func aFolderThatDoesNotExistIsNamed() {
        let folder = runs.file("nowhere")
        let error = #expect(throws: FileError.self) { try RunStore(runsFolder: folder) }
        #expect(error?.path == folder + "/runs.sqlite")
        #expect(error?.fix.contains("check that the folder exists") == true)
    }
}
