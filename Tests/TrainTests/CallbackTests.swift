import Foundation
import LaminaData
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaOptim
import LaminaTensor
import LaminaTestSupport
import LaminaTrain
import Synchronization
import Testing

@Suite struct CallbackTests {
    private let folder = TemporaryFolder()

    /// Rates in the order of the steps, 5 steps an epoch.
    private func rates(
        _ callback: TrainerCallback, epochs: Int, trainer: Trainer<MLP> = Training.trainer()
    ) throws -> [Double] {
        let seen = Mutex<[Double]>([])
        let watcher = TrainerCallback(afterStep: { report in
            seen.withLock { $0.append(report.optimizer.learningRate.value.scalar(as: Double.self)) }
            return .proceed
        })
        try trainer.fit(
            Training.data(), epochs: epochs, batchSize: 8, callbacks: [callback, watcher])
        return seen.withLock(\.self)
    }

    private func isClose(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-6 * abs($1) + 1e-12 }
    }

    @Test func aScheduleSetsTheRateOfEveryStepAndHoldsItsEnd() throws {
        let schedule = Schedule.polynomial(steps: 4, end: 0.5) * 0.01
        let want = (0..<10).map { schedule($0) }
        #expect(want[9] == 0.005)
        #expect(isClose(try rates(.schedule(schedule), epochs: 2), want))
        let byEpoch = try rates(.schedule(.step(every: 1) * 0.1, per: .epochs), epochs: 2)
        #expect(
            isClose(
                byEpoch, [Double](repeating: 0.1, count: 5) + [Double](repeating: 0.01, count: 5)))
    }

    private let flat = Loss("flat") { output, _ in (output * 0).sum() + 1 }

    @Test func aPlateauLowersTheRateAndGoesOnCountingAfterResuming() throws {
        let plateau = TrainerCallback.plateau(Plateau(rate: 0.1, factor: 0.5, patience: 1))
        let whole = try rates(plateau, epochs: 6, trainer: Training.trainer(loss: flat))
        let first = Training.trainer(loss: flat)
        let begun = try rates(plateau, epochs: 2, trainer: first)
        let path = folder.file("state.safetensors")
        try first.checkpoint().write(to: path)
        let second = Training.trainer(loss: flat)
        try second.build(exampleShape: [3])
        try second.restore(Checkpoint(path: path), path: path)
        #expect(second.state.notes["plateau"] != nil)
        let rest = try rates(plateau, epochs: 6, trainer: second)
        #expect(begun + rest == whole)
        #expect(whole.last.map { $0 < 0.03 } == true)
    }

    @Test func noTimeAtAllIsOverAfterOneStep() throws {
        let trainer = Training.trainer()
        let history = try trainer.fit(
            Training.data(), epochs: 3, batchSize: 8, callbacks: [.timeLimit(.zero)])
        #expect(trainer.state.step == 1)
        #expect(history.stopReason == "the time limit of 0 s was reached")
        let free = try Training.trainer().fit(
            Training.data(), epochs: 1, batchSize: 8, callbacks: [.timeLimit(.seconds(3600))])
        #expect(free.stopReason == nil)
    }

    @Test func theNewestAndTheBestCheckpointsStay() throws {
        let saved = folder.file("saved")
        let trainer = Training.trainer()
        try trainer.fit(
            Training.data(), epochs: 6, batchSize: 8,
            callbacks: [.checkpoints(in: saved, keeping: 2)])
        let best = trainer.state.bestEpoch
        let want = Set([5, 6, best].map { "00\($0).safetensors" })
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: saved)) == want)
        let again = Training.trainer()
        try again.build(exampleShape: [3])
        try again.restore(Checkpoint(path: saved + "/006.safetensors"), path: saved)
        #expect(again.state == trainer.state)
    }

    @Test func statisticsComeAsOftenAsTheyAreAskedFor() throws {
        let seen = Mutex<[Int]>([])
        let looked = Mutex<[Int]>([])
        let trainer = Training.trainer()
        let data = try Training.data()
        try trainer.build(exampleShape: [3])
        let probe = LayerProbe(model: trainer.model, loss: trainer.loss, dataset: data)
        try trainer.fit(
            data, epochs: 4, batchSize: 8,
            callbacks: [
                .gradientStatistics(every: 6) { step, norms in
                    #expect(norms.map(\.path).contains("output.weight"))
                    seen.withLock { $0.append(step) }
                },
                .layerStatistics(probe, every: 2) { epoch, layers in
                    #expect(layers.map(\.path).contains("output"))
                    looked.withLock { $0.append(epoch) }
                },
            ])
        #expect(seen.withLock(\.self) == [6, 12, 18])
        #expect(looked.withLock(\.self) == [2, 4])
        // Looking drew no random number and changed no state.
        let plain = Training.trainer()
        try plain.fit(data, epochs: 4, batchSize: 8)
        let (a, b) = (trainer.checkpoint().tensors, plain.checkpoint().tensors)
        for (name, tensor) in a where tensor.dtype == .float32 {
            #expect(tensor.array() == b[name]?.array(), "\(name)")
        }
    }

    @Test func progressIsALineAnEpoch() throws {
        let text = Mutex("")
        let data = try Training.data()
        let trainer = Training.trainer()
        let history = try trainer.fit(
            data, validation: data, epochs: 2, batchSize: 8,
            callbacks: [
                .progress(interval: .zero) { part in text.withLock { $0 += part } }
            ])
        let lines = text.withLock(\.self).split(separator: "\n").map {
            $0.split(separator: "\r").map(String.init)
        }
        // Five steps, each over the one before, and the epoch's own line over all.
        #expect(lines.map(\.count) == [6, 6])
        #expect(lines[1][0].hasPrefix("epoch 2   20 %   loss "))
        #expect(lines[1][4].hasPrefix("epoch 2   100 %   loss "))
        let epoch = history.epochs[1]
        let loss = String(format: "%.4f", epoch.trainLoss)
        let seen = String(format: "%.4f", try #require(epoch.validationLoss))
        #expect(lines[1][5].hasPrefix("epoch 2   loss \(loss)   accuracy 0."))
        #expect(lines[1][5].contains("   validation loss \(seen)   accuracy 0."))
        #expect(lines[1][5].count >= lines[1][4].count)
    }

    private struct Broken: Error {}

    @Test func aCallbackThatThrowsLeavesATrainerThatGoesOn() throws {
        let whole = Training.trainer()
        try whole.fit(Training.data(), epochs: 3, batchSize: 8)
        let trainer = Training.trainer()
        for step in [3, 5, 11] {
            #expect(throws: Broken.self) {
                try trainer.fit(
                    Training.data(), epochs: 3, batchSize: 8,
                    callbacks: [
                        TrainerCallback(afterStep: { report in
                            if report.state.step == step { throw Broken() }
                            return .proceed
                        })
                    ])
            }
            #expect(trainer.state.step == step)
        }
        try trainer.fit(Training.data(), epochs: 3, batchSize: 8)
        let (a, b) = (whole.checkpoint().tensors, trainer.checkpoint().tensors)
        #expect(Set(a.keys) == Set(b.keys))
        for (name, tensor) in a where tensor.dtype == .float32 {
            #expect(tensor.array() == b[name]?.array(), "\(name)")
        }
    }

    @Test func everyCallbackIsAskedAndTheFirstReasonCounts() throws {
        let asked = Mutex(0)
        func callback(_ reason: String) -> TrainerCallback {
            TrainerCallback(afterStep: { _ in
                asked.withLock { $0 += 1 }
                return .stop(reason)
            })
        }
        let history = try Training.trainer().fit(
            Training.data(), epochs: 1, batchSize: 8, callbacks: [callback("a"), callback("b")])
        #expect(history.stopReason == "a")
        #expect(asked.withLock(\.self) == 2)
    }
}
