import LaminaData
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTestSupport
import LaminaTrain
import Testing

@Suite struct TrainerTests {
    private let folder = TemporaryFolder()
    private struct Stop: Error {}

    private func bytes(_ checkpoint: Checkpoint) throws -> [UInt8] {
        let path = folder.file("state.safetensors")
        try checkpoint.write(to: path)
        return try #require(contents(path))
    }

    /// The bytes after 4 epochs in one go.
    private func unbroken(seed: UInt64 = 3) throws -> [UInt8] {
        let trainer = Training.trainer(seed: seed)
        try trainer.fit(Training.data(), epochs: 4, batchSize: 8)
        return try bytes(trainer.checkpoint())
    }

    @Test func theSeedDecidesEveryByte() throws {
        #expect(try unbroken() == unbroken())
        #expect(try unbroken() != unbroken(seed: 4))
    }

    /// 40 examples in batches of 8 are 5 steps an epoch: 10 is an epoch's edge, 20 the end.
    @Test(arguments: [1, 7, 9, 10, 11, 15, 19, 20])
    func goingOnFromAnyStepGivesTheSameBytes(step: Int) throws {
        let saved = folder.file("saved.safetensors")
        let first = Training.trainer()
        let stop = TrainerCallback { report in
            guard report.state.step == step else { return .proceed }
            try report.checkpoint().write(to: saved)
            throw Stop()
        }
        #expect(throws: Stop.self) {
            try first.fit(Training.data(), epochs: 4, batchSize: 8, callbacks: [stop])
        }
        let second = Training.trainer()
        try second.build(exampleShape: [3])
        try second.restore(Checkpoint(path: saved), path: saved)
        #expect(second.state.step == step)
        try second.fit(Training.data(), epochs: 4, batchSize: 8)
        #expect(try bytes(second.checkpoint()) == unbroken())
    }

    @Test func aReasonToStopReachesTheHistory() throws {
        let trainer = Training.trainer()
        let history = try trainer.fit(
            Training.data(), epochs: 9, batchSize: 8,
            callbacks: [
                TrainerCallback(afterEpoch: { $0.state.epoch == 2 ? .stop("enough") : .proceed })
            ])
        #expect(history.epochs.map(\.number) == [1, 2])
        #expect(history.stopReason == "enough")
        #expect(try trainer.fit(Training.data(), epochs: 3, batchSize: 8).stopReason == nil)
    }

    /// A loss that never falls: the first epoch is the best one.
    private let flat = Loss("flat") { output, _ in (output * 0).sum() + 1 }

    @Test func stoppingEarlyAlsoHoldsAfterResuming() throws {
        let patience = TrainerCallback.earlyStopping(patience: 2)
        let first = Training.trainer(loss: flat)
        let history = try first.fit(
            Training.data(), epochs: 9, batchSize: 8, callbacks: [patience])
        #expect(history.epochs.count == 3)
        #expect(history.stopReason == "no better loss for 2 epochs; the best was epoch 1")
        let second = Training.trainer(loss: flat)
        try second.build(exampleShape: [3])
        try second.restore(first.checkpoint(), path: "memory")
        try second.fit(Training.data(), epochs: 9, batchSize: 8, callbacks: [patience])
        #expect(second.state == first.state)
    }

    @Test func refusesWhatCannotBeTrained() throws {
        let trainer = Training.trainer()
        #expect(throws: TrainingError.self) { try trainer.fit(Training.data(), epochs: 0) }
        #expect(throws: DatasetError.self) {
            try trainer.fit(Training.data(), epochs: 1, batchSize: 0)
        }
    }

    @Test func refusesToGoOnWithFewerExamples() throws {
        let trainer = Training.trainer()
        let stop = TrainerCallback { $0.state.position == 24 ? .stop("here") : .proceed }
        try trainer.fit(Training.data(), epochs: 1, batchSize: 8, callbacks: [stop])
        let error = #expect(throws: TrainingError.self) {
            try trainer.fit(Training.data(count: 20), epochs: 1, batchSize: 8)
        }
        #expect(
            error?.description.hasPrefix("the checkpoint stands behind example 24 of an epoch, but")
                == true)
    }
}
