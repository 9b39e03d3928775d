import FoundationEssentials
import Lamina
import LaminaCPU
import Synchronization

/// What a run says while it trains.
enum RunOutput: Sendable {
    /// Lines for people.
    case text
    /// One JSON object per line on stdout, progress on stderr.
    case json
    /// Nothing: one of many runs.
    case silent
}

/// Writes down a run while it trains: metrics, events, checkpoints, the line on the terminal.
final class RunRecorder: Sendable {
    let progress: ProgressBar
    private let folder: RunFolder
    private let store: RunStore
    private let events: TFEventsWriter
    private let config: RunConfig
    private let task: Dataset.Task
    private let output: RunOutput
    /// The kernels that were measured as the fastest; nil where the shape decides.
    private let kernels: KernelTuning?
    private let keeps: Int
    private let probe: Probe?
    /// Gradient norms of the running epoch, written with its results.
    private let norms = Mutex<[Metric]>([])
    private let start = ContinuousClock.now

    /// Looks at the layers, and at the norms of the parameters.
    typealias Probe =
        @Sendable () -> (
            layers: [LayerMeasurement], weightNorms: [(path: String, norm: Double)]
        )

    /// How often an epoch's gradient norms are noted.
    private static let normsPerEpoch = 20

    init(
        folder: RunFolder, store: RunStore, config: RunConfig, task: Dataset.Task,
        state: TrainingState, output: RunOutput, kernels: KernelTuning?, keeps: Int, probe: Probe?
    ) throws {
        (self.folder, self.store, self.config, self.task) = (folder, store, config, task)
        events = try TFEventsWriter(
            path: folder.eventsPath, keepingStepsUpTo: Int64(state.step),
            wallTime: Date().timeIntervalSince1970)
        (self.output, self.kernels, self.keeps, self.probe) = (output, kernels, keeps, probe)
        progress = output == .silent ? ProgressBar(write: { _ in }) : ProgressBar()
    }

    var callback: TrainerCallback {
        TrainerCallback { [self] in
            try afterStep($0)
        } afterEpoch: { [self] in
            try afterEpoch($0)
        }
    }

    func start(parameterCount: Int, state: TrainingState) throws {
        if output == .json {
            try JSONLines.write([
                "event": "started", "run": JSONValue(folder.path),
                "model": JSONValue(config.model), "data": JSONValue(config.dataset),
                "parameters": JSONValue(parameterCount), "epochs": JSONValue(config.epochs),
                "seed": JSONValue(config.seed), "step": JSONValue(state.step),
            ])
        } else if output == .text {
            let goesOn =
                state.epoch >= config.epochs
                ? "; all are done, --epochs \(config.epochs + 10) would go on"
                : state.step > 0 ? ", going on after step \(state.step)" : ""
            progress.note(
                "\(config.model) on \(config.dataset): \(parameterCount) parameters, "
                    + "\(config.epochs) epochs, seed \(config.seed)\(goesOn)\nrun \(folder.path)")
        }
    }

    /// Notes which kernels were measured as the fastest. It is done before a checkpoint is written, so that who goes
    /// on with it computes with the same.
    func keepKernels() throws {
        guard let text = kernels?.text, !text.isEmpty else { return }
        try AtomicFile.write(Array(text.utf8), to: folder.kernelsPath)
    }

    private func afterStep(
        _ report: TrainerCallback.StepReport
    ) throws -> TrainerCallback.Decision {
        let state = report.state
        let steps = (report.exampleCount + config.batchSize - 1) / config.batchSize
        if state.step % max(1, steps / Self.normsPerEpoch) == 0 {
            norms.withLock { noted in
                noted += report.gradientNorms.map {
                    Metric(
                        "gradient_norm/\($0.path)", step: state.step, epoch: state.epoch + 1,
                        value: $0.norm)
                }
            }
        }
        let left =
            Double(report.exampleCount * (config.epochs - state.epoch) - state.position)
            / max(report.examplesPerSecond, 1)
        var readings = [TrainingProgress.Reading("loss", report.meanLoss)]
        if task != .numbers { readings.append(.init("accuracy", report.meanAccuracy)) }
        progress.update(
            TrainingProgress(
                epoch: state.epoch + 1, epochs: config.epochs,
                step: state.position / config.batchSize, steps: steps,
                readings: readings, examplesPerSecond: report.examplesPerSecond, seconds: left))
        if StopSignal.current != nil {
            try keepKernels()
            try report.checkpoint().write(to: folder.checkpointPath(epoch: state.epoch + 1))
            throw TrainingError.interrupted(step: state.step, epoch: state.epoch + 1)
        }
        return .proceed
    }

    private func afterEpoch(
        _ report: TrainerCallback.EpochReport
    ) throws -> TrainerCallback.Decision {
        let (state, result) = (report.state, report.result)
        var readings: [(String, Double)] = [("train_loss", result.trainLoss)]
        if task != .numbers { readings.append(("train_accuracy", result.trainAccuracy)) }
        if let loss = result.validationLoss { readings.append(("validation_loss", loss)) }
        if let accuracy = result.validationAccuracy {
            readings.append(("validation_accuracy", accuracy))
        }
        let more = [
            ("examples_per_second", result.examplesPerSecond),
            ("memory_bytes", peakMemory() * 1_048_576),
            ("learning_rate", report.optimizer.learningRate.value.scalar(as: Double.self)),
        ]
        let figures = try look(state)
        let metrics =
            norms.withLock { noted in
                defer { noted = [] }
                return noted
            }
            + (readings + more + figures).map {
                Metric($0.0, step: state.step, epoch: state.epoch, value: $0.1)
            }
        // Before the checkpoint: what a kill in between leaves twice is removed on resuming.
        try store.append(metrics, to: folder.name)
        let now = Date().timeIntervalSince1970
        for (name, value) in readings + more {
            try events.scalar(name, Float(value), step: Int64(state.step), wallTime: now)
        }
        try keepKernels()
        try report.checkpoint().write(to: folder.checkpointPath(epoch: state.epoch))
        if state.bestEpoch == state.epoch { try folder.markBest(epoch: state.epoch) }
        try folder.prune(keepingLast: keeps)
        if output == .json {
            let members: [(key: String, value: JSONValue)] =
                [("event", "epoch"), ("epoch", JSONValue(state.epoch))]
                + (readings + more).map { (key: $0.0, value: JSONValue($0.1)) }
            try JSONLines.write(JSONValue(members))
        }
        progress.endEpoch(
            TrainingProgress(
                epoch: state.epoch, epochs: config.epochs, step: 1, steps: 1,
                readings: readings.map { .init($0.0, $0.1) },
                examplesPerSecond: result.examplesPerSecond, seconds: nil))
        return .proceed
    }

    /// Looks at the layers: writes their histograms as events, and gives the figures to be noted.
    private func look(_ state: TrainingState) throws -> [(String, Double)] {
        guard let (layers, weightNorms) = probe?() else { return [] }
        let (now, step) = (Date().timeIntervalSince1970, Int64(state.step))
        for layer in layers {
            for (kind, distribution) in [
                ("activations", layer.activations), ("gradients", layer.gradients),
            ] where distribution.count > 0 {
                try events.histogram(
                    "\(kind)/\(layer.path)",
                    TFEvents.Histogram(distribution, step: step, wallTime: now))
            }
        }
        return weightNorms.map { ("weight_norm/\($0.path)", $0.norm) }
            + layers.map { ("silent_units/\($0.path)", $0.silentShare) }
    }

    /// Notes the test results.
    func finish(_ evaluation: Evaluation, state: TrainingState) throws {
        progress.finish()
        let metrics = evaluation.figures.map {
            Metric($0.name, step: state.step, epoch: state.epoch, value: $0.value)
        }
        try store.append(metrics, to: folder.name)
    }

    /// Says what came out, as the last line.
    ///
    /// - Parameter stopReason: why training ended before its last epoch.
    func printFinished(
        _ evaluation: Evaluation, state: TrainingState, stopReason: String?
    ) throws {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        if output == .json {
            let head: [(key: String, value: JSONValue)] = [
                ("event", "finished"), ("run", JSONValue(folder.path)),
                ("epochs", JSONValue(state.epoch)), ("steps", JSONValue(state.step)),
                ("stopped_early", stopReason.map { JSONValue($0) } ?? .null),
            ]
            let tail: [(key: String, value: JSONValue)] = [
                ("seconds", JSONValue(seconds)), ("report", JSONValue(folder.reportPath)),
            ]
            try JSONLines.write(JSONValue(head + evaluation.members + tail))
        } else if output == .text {
            let stopped = stopReason.map { "stopped after epoch \(state.epoch): \($0)\n" }
            try StandardStream.output.write(
                """
                \(stopped ?? "")\(evaluation.words)
                run     \(folder.path)
                report  \(folder.reportPath)

                """)
        }
    }
}

extension TFEvents.Histogram {
    fileprivate init(_ distribution: Distribution, step: Int64, wallTime: Double) {
        let count = Double(distribution.count)
        let (mean, deviation) = (distribution.mean, distribution.standardDeviation)
        self.init(
            step: step, wallTime: wallTime, min: distribution.min, max: distribution.max,
            sum: mean * count, sumOfSquares: count * (mean * mean + deviation * deviation),
            buckets: zip(distribution.limits, distribution.counts).map {
                Bucket(limit: $0, count: Double($1))
            })
    }
}
