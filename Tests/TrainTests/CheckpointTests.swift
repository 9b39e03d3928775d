import LaminaFormats
import LaminaGraph
import LaminaTensor
import LaminaTestSupport
import LaminaTrain
import Testing

@Suite struct CheckpointTests {
    private let folder = TemporaryFolder()

    /// A checkpoint after one epoch of a network with these hidden layers.
    private func saved(hidden: [Int] = [6]) throws -> String {
        let trainer = Training.trainer(hidden: hidden)
        try trainer.fit(Training.data(), epochs: 1, batchSize: 8)
        let path = folder.file("001.safetensors")
        try trainer.checkpoint().write(to: path)
        return path
    }

    @Test func comesBackAsItWas() throws {
        let path = try saved()
        let read = try Checkpoint(path: path)
        #expect(read.state.step == 5 && read.state.epoch == 1 && read.state.bestEpoch == 1)
        #expect(read.tensors["hidden.0.weight"]?.shape == [3, 6])
        #expect(read.tensors["generator.state"] != nil)
        let first = contents(path)
        try read.write(to: path)
        #expect(contents(path) == first)
    }

    @Test func holdsNoTimePathOrHost() throws {
        let first = try contents(saved())
        let other = CheckpointTests()
        #expect(try contents(other.saved()) == first)
    }

    @Test func anotherNetworkIsRefusedWithEveryDifference() throws {
        let path = try saved(hidden: [6])
        let other = Training.trainer(hidden: [7, 6])
        try other.build(exampleShape: [3])
        let before = other.checkpoint().tensors["hidden.0.weight"]?.array()
        let error = #expect(throws: TrainingError.self) {
            try other.restore(Checkpoint(path: path), path: path)
        }
        guard case .checkpointDiffers(_, let missing, let unexpected, let misshaped)? = error else {
            Issue.record("the checkpoint was taken")
            return
        }
        #expect(missing.prefix(2) == ["hidden.1.bias", "hidden.1.weight"])
        #expect(unexpected.isEmpty)
        #expect(
            misshaped.prefix(2) == [
                "hidden.0.bias: file float32 [6], model float32 [7]",
                "hidden.0.weight: file float32 [3, 6], model float32 [3, 7]",
            ])
        #expect(other.checkpoint().tensors["hidden.0.weight"]?.array() == before)
        #expect(other.state.step == 0)
        let smaller = Training.trainer(hidden: [])
        try smaller.build(exampleShape: [3])
        let text = #expect(throws: TrainingError.self) {
            try smaller.restore(Checkpoint(path: path), path: path)
        }
        #expect(text?.description.contains("\n  unexpected  hidden.0.bias\n") == true)
        #expect(text?.description.contains("\n              and ") == false)
    }

    @Test func aFileCutAnywhereIsRefused() throws {
        let whole = try #require(contents(saved()))
        for length in stride(from: 0, to: whole.count, by: 97) {
            let cut = folder.file("cut.safetensors", holding: Array(whole[..<length]))
            #expect(throws: FileError.self) { try Checkpoint(path: cut) }
        }
    }

    @Test(arguments: [
        #"{"bestEpoch":0,"bestLoss":1,"correctCount":0,"epoch":-1,"lossSum":0,"position":0,"step":0}"#,
        #"{"bestEpoch":2,"bestLoss":1,"correctCount":0,"epoch":1,"lossSum":0,"position":0,"step":0}"#,
        #"{"bestEpoch":0,"bestLoss":1,"correctCount":0,"epoch":0,"lossSum":0,"position":0,"step":9e18}"#,
        "{}", "", "[]",
    ])
    func anImpossibleStateIsRefused(json: String) throws {
        let path = folder.file("odd.safetensors")
        try SafeTensors(metadata: ["lamina.training": json]).write(to: path)
        let error = #expect(throws: FileError.self) { try Checkpoint(path: path) }
        #expect(error?.problem.hasPrefix("its training state makes no sense") == true)
    }

    @Test func tensorsOfAnotherKindAreNoCheckpoint() throws {
        let path = folder.file("weights.safetensors")
        try SafeTensors(metadata: ["format": "pt"]).write(to: path)
        let error = #expect(throws: FileError.self) { try Checkpoint(path: path) }
        #expect(error?.problem == "holds tensors but no training state")
    }
}
