import Lamina
import LaminaCPU
import LaminaReport

/// One run of training with all it leaves behind: checkpoints, metrics, events and the report.
struct TrainingRun {
    let plan: TrainingPlan
    let folder: RunFolder
    /// Held until the process ends, so that two processes never train in one folder.
    let lock: RunLock
    let checkpoint: RunCheckpoint?

    /// What came out.
    struct Outcome {
        let state: TrainingState
        /// On the test data.
        let evaluation: Evaluation
    }

    /// - Parameter plot: where curves are drawn after every epoch.
    @discardableResult
    func train(_ output: RunOutput, plot: String? = nil) throws -> Outcome {
        let model = plan.model
        guard let kernels = try kernels() else { return try train(model, output, plot, nil) }
        // A device of its own: plans made for others keep to what the shape says.
        let device = Device(name: "cpu, measured kernels", executor: CPUExecutor(tuning: kernels))
        return try device.use { try train(model, output, plot, kernels) }
    }

    private func train(
        _ model: some Module<Tensor, Tensor>, _ output: RunOutput, _ plot: String?,
        _ kernels: KernelTuning?
    ) throws -> Outcome {
        let config = plan.config
        let trainer = Trainer(
            model, loss: plan.loss, optimizer: plan.optimizer,
            normalization: plan.normalization, options: plan.options, seed: config.seed)
        try trainer.build(for: plan.data.train)
        if let checkpoint {
            try trainer.restore(folder.read(checkpoint), path: checkpoint.path)
            try keepEpochs(after: trainer.state)
        }
        // A kill may have come between the configuration and this folder.
        try folder.makeCheckpointsFolder()
        let store = try RunStore(runsFolder: folder.runsFolder)
        let record = RunRecord(name: folder.name, config: config)
        if checkpoint == nil {
            try store.begin(record)
        } else {
            try store.resume(record, afterStep: trainer.state.step)
        }
        let recorder = try RunRecorder(
            folder: folder, store: store, config: config, task: plan.data.train.task,
            state: trainer.state, output: output, kernels: kernels,
            keeps: plan.settings.integer("keep", default: 3),
            probe: probe(model))
        StopSignal.watch()
        do {
            try recorder.start(parameterCount: model.parameterCount, state: trainer.state)
            let stopReason = try fit(trainer, recorder, plot)
            // Stopped inside an epoch: what is evaluated now is what can be gone on from.
            if stopReason != nil, trainer.state.position > 0 {
                try recorder.keepKernels()
                try trainer.checkpoint().write(
                    to: folder.checkpointPath(epoch: trainer.state.epoch + 1))
            }
            let evaluation = try trainer.evaluate(plan.data.test)
            try recorder.finish(evaluation, state: trainer.state)
            try store.end(folder.name, as: .finished)
            // The report shows what was evaluated.
            if let average = trainer.average {
                for (own, averaged) in zip(model.variables, average.model.variables) {
                    own.variable.value = averaged.variable.value
                }
            }
            // Of many runs one looks at few reports; `lamina report` writes them.
            if output != .silent {
                try Report(plan, folder, store, evaluation).write(to: folder.reportPath)
            }
            try recorder.printFinished(
                evaluation, state: trainer.state, stopReason: stopReason)
            return Outcome(state: trainer.state, evaluation: evaluation)
        } catch TrainingError.interrupted(let step, let epoch) {
            recorder.progress.finish()
            // Should this fail, a run whose process is gone is taken for interrupted anyway.
            try? store.end(folder.name, as: .interrupted)
            throw Interrupted(
                description: """
                    interrupted after step \(step) (epoch \(epoch)); everything is saved
                      fix  go on with: lamina train --resume \(folder.path)
                    """)
        } catch {
            recorder.progress.finish()
            // The reason itself matters more than that it could not be noted.
            try? store.end(folder.name, as: .failed, problem: "\(error)")
            throw error
        }
    }

    /// The choices of kernels with which the run goes on, or none of a new one; nil where the shape decides.
    private func kernels() throws -> KernelTuning? {
        guard plan.settings.text("kernels", default: "by-shape") == "measured" else { return nil }
        return try KernelTuning(folder.kernels() ?? "", path: folder.kernelsPath)
    }

    /// What looks at the layers at the end of each epoch; nil for nothing.
    private func probe<M: Module<Tensor, Tensor>>(_ model: M) -> RunRecorder.Probe? {
        let count = plan.settings.integer("probe", default: 64)
        guard count > 0 else { return nil }
        let probe = LayerProbe(
            model: model, loss: plan.loss, dataset: plan.data.train, count: count,
            normalization: plan.normalization)
        return { (probe.measure(), probe.weightNorms()) }
    }

    /// Notes a new number of epochs in the run's configuration, once it is known to make sense.
    private func keepEpochs(after state: TrainingState) throws {
        let epochs = plan.config.epochs
        guard epochs >= state.epoch else {
            throw TrainingError.impossible(
                setting: "--epochs", value: "\(epochs)",
                allowed: "at least \(state.epoch): as many are done")
        }
        if try folder.config() != plan.config { try plan.config.write(to: folder.configPath) }
    }

    /// Trains; gives the reason if training ended before its last epoch.
    private func fit<M: Module<Tensor, Tensor>>(
        _ trainer: Trainer<M>, _ recorder: RunRecorder, _ plot: String?
    ) throws -> String? {
        // Those that change the state come before the one that saves it.
        var callbacks = plan.settings.scheduleCallbacks(
            rate: plan.config.learningRate, steps: plan.stepsPerEpoch * plan.config.epochs)
        callbacks.append(recorder.callback)
        if let plot { callbacks.append(.livePlot(to: plot)) }
        let patience = plan.settings.integer("patience", default: 0)
        if patience > 0 { callbacks.append(.earlyStopping(patience: patience)) }
        let limit = plan.settings.number("time-limit", default: 0)
        if limit > 0 { callbacks.append(.timeLimit(.seconds(limit))) }
        let validation = plan.data.validation
        return try trainer.fit(
            plan.data.train, validation: validation.count > 0 ? validation : nil,
            epochs: plan.config.epochs, batchSize: plan.config.batchSize, callbacks: callbacks
        ).stopReason
    }
}

/// Training that was asked to stop.
struct Interrupted: Error, CustomStringConvertible { let description: String }
