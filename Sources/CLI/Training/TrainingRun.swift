import Lamina
import LaminaReport

/// One run of training with all it leaves behind: checkpoints, metrics, events and the report.
struct TrainingRun {
    let plan: TrainingPlan
    let folder: RunFolder
    /// Held until the process ends, so that two processes never train in one folder.
    let lock: RunLock
    let checkpoint: RunCheckpoint?

    func train(printsJSON: Bool) throws {
        let model = plan.model
        try train(model, printsJSON)
    }

    private func train(
        _ model: some Module<Tensor, Tensor>, _ printsJSON: Bool
    ) throws {
        let config = plan.config
        let trainer = Trainer(
            model, loss: .crossEntropy, optimizer: plan.optimizer,
            normalization: plan.normalization, seed: config.seed)
        try trainer.build(exampleShape: plan.data.train.exampleShape)
        if let checkpoint {
            try trainer.restore(Checkpoint(path: checkpoint.path), path: checkpoint.path)
        }
        let store = try RunStore(runsFolder: folder.runsFolder)
        let record = RunRecord(name: folder.name, config: config)
        if checkpoint == nil {
            try store.begin(record)
        } else {
            try store.resume(record, afterStep: trainer.state.step)
        }
        let recorder = try RunRecorder(
            folder: folder, store: store, config: config, state: trainer.state,
            printsJSON: printsJSON, keeps: Int(plan.settings.number("keep", default: 3)))
        StopSignal.watch()
        do {
            try recorder.start(parameterCount: model.parameterCount, state: trainer.state)
            try fit(trainer, recorder)
            let evaluation = try trainer.evaluate(plan.data.test)
            try recorder.finish(evaluation, state: trainer.state)
            try store.end(folder.name, as: .finished)
            try writeReport(store, evaluation)
            try recorder.printFinished(evaluation, state: trainer.state)
        } catch TrainingError.interrupted(let step, let epoch) {
            recorder.progress.finish()
            try store.end(folder.name, as: .interrupted)
            throw Interrupted(
                description: """
                    interrupted after step \(step) (epoch \(epoch)); everything is saved
                      fix  go on with: lamina train --resume \(folder.path)
                    """)
        } catch {
            recorder.progress.finish()
            try? store.end(folder.name, as: .failed, problem: "\(error)")
            throw error
        }
    }

    private func fit<M: Module<Tensor, Tensor>>(_ trainer: Trainer<M>, _ recorder: RunRecorder) throws
    {
        var callbacks = [recorder.callback]
        let patience = Int(plan.settings.number("patience", default: 0))
        if patience > 0 { callbacks.append(.earlyStopping(patience: patience)) }
        try trainer.fit(
            plan.data.train, validation: plan.data.validation.count > 0 ? plan.data.validation : nil,
            epochs: plan.config.epochs, batchSize: plan.config.batchSize, callbacks: callbacks)
    }

    private func writeReport(_ store: RunStore, _ evaluation: Evaluation) throws {
        try Report(plan, folder, store, evaluation).write(to: folder.reportPath)
    }
}

/// Training that was asked to stop.
struct Interrupted: Error, CustomStringConvertible { let description: String }
