import Glibc
import LaminaFormats
import LaminaTestSupport
import LaminaTrain
import Testing

@Suite struct RunFolderTests {
    let temporary = TemporaryFolder()
    let config = RunConfig(
        model: "mlp", dataset: "xor", epochs: 10, batchSize: 4, optimizer: "sgd", learningRate: 0.1,
        seed: 1)

    private func create(_ name: String) throws -> RunFolder {
        try RunFolder.create(at: temporary.file(name), config: config).folder
    }

    /// Makes empty files in place of checkpoints.
    private func save(_ epochs: [Int], in run: RunFolder) throws {
        for epoch in epochs { try AtomicFile.write([], to: run.checkpointPath(epoch: epoch)) }
    }

    @Test func makesTheFoldersAboveItAndKeepsItsConfiguration() throws {
        let run = try create("deep/runs/first/")
        #expect(run.name == "first")
        #expect(run.runsFolder.hasSuffix("/deep/runs"))
        #expect(run.path == temporary.file("deep/runs/first"))
        #expect(try RunFolder(existing: run.path).config() == config)
        #expect(try run.checkpoints().isEmpty)
    }

    @Test func numbersRunsThatWereGivenNoName() throws {
        let names = try (1...3).map { _ in
            try RunFolder.createNext(in: temporary.file("runs"), prefix: "mlp-xor", config: config)
                .folder.name
        }
        #expect(names == ["mlp-xor-001", "mlp-xor-002", "mlp-xor-003"])
    }

    @Test func takesAnEmptyFolderAndOneThatAKillLeftHalfMade() throws {
        mkdir(temporary.file("empty"), 0o755)
        _ = try create("empty")
        mkdir(temporary.file("half"), 0o755)
        temporary.file("half/.config.json.tmp", holding: [1, 2, 3])
        _ = try create("half")
    }

    @Test func refusesAFolderThatHoldsARun() throws {
        let first = try create("run")
        let error = #expect(throws: FileError.self) { try create("run") }
        #expect(error?.problem == "holds a run already")
        #expect(error?.fix.contains("--resume \(first.path)") == true)
    }

    @Test func refusesAFolderThatHoldsOtherThingsAndTouchesNothing() throws {
        mkdir(temporary.file("thesis"), 0o755)
        temporary.file("thesis/chapter.txt", holding: [1])
        let error = #expect(throws: FileError.self) { try create("thesis") }
        #expect(error?.problem.contains("'chapter.txt'") == true)
        #expect(temporary.names == ["thesis"])
        #expect(contents(temporary.file("thesis/chapter.txt")) == [1])
    }

    @Test func refusesAPathBelowAFile() throws {
        temporary.file("file", holding: [1])
        for path in ["file", "file/run", "file/runs/run"] {
            #expect(throws: FileError.self) { try create(path) }
        }
    }

    @Test func aFolderWithoutConfigurationIsNoRun() {
        let error = #expect(throws: FileError.self) { try RunFolder(existing: temporary.path) }
        #expect(error?.problem.contains("config.json") == true)
        #expect(throws: FileError.self) { try RunFolder(existing: temporary.file("nowhere")) }
    }

    @Test func onlyOneAtATimeMayTrainInAFolder() throws {
        let run = try RunFolder.create(at: temporary.file("run"), config: config)
        #expect(RunLock.isHeld(folder: run.folder.path))
        let error = #expect(throws: FileError.self) { try RunLock(folder: run.folder.path) }
        #expect(error?.problem == "another process is training in this folder")
        withExtendedLifetime(run.lock) {}
    }

    @Test func theRightToTrainEndsWithTheLock() throws {
        let run = try create("run")
        #expect(!RunLock.isHeld(folder: run.path))
        let lock = try RunLock(folder: run.path)
        #expect(RunLock.isHeld(folder: run.path))
        withExtendedLifetime(lock) {}
    }

    @Test func listsCheckpointsByNumberAndNothingElse() throws {
        let run = try create("run")
        try save([10, 2, 1000, 999], in: run)
        for name in ["12.safetensors", ".003.safetensors.tmp", "x.safetensors", "004.bin"] {
            try AtomicFile.write([], to: run.checkpointsPath + "/" + name)
        }
        #expect(try run.checkpoints().map(\.epoch) == [2, 10, 999, 1000])
        #expect(try run.latestCheckpoint()?.path == run.checkpointsPath + "/1000.safetensors")
    }

    @Test func theBestCheckpointIsALinkThatFollows() throws {
        let run = try create("run")
        #expect(run.bestCheckpoint() == nil)
        try save([1, 2], in: run)
        try run.markBest(epoch: 1)
        try run.markBest(epoch: 2)
        #expect(run.bestCheckpoint()?.epoch == 2)
        #expect(contents(run.bestPath) == [])
        unlink(run.checkpointPath(epoch: 2))
        #expect(run.bestCheckpoint() == nil)
    }

    @Test(arguments: [
        (1, [2, 6]), (2, [2, 5, 6]), (5, [2, 3, 4, 5, 6]), (9, [1, 2, 3, 4, 5, 6]),
    ])
    func pruningKeepsTheNewestAndTheBest(count: Int, kept: [Int]) throws {
        let run = try create("run")
        try save(Array(1...6), in: run)
        try run.markBest(epoch: 2)
        let deleted = try run.prune(keepingLast: count)
        #expect(try run.checkpoints().map(\.epoch) == kept)
        #expect(Set(deleted.map(\.epoch)) == Set(1...6).subtracting(kept))
        #expect(run.bestCheckpoint()?.epoch == 2)
    }
}
