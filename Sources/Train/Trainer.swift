public import LaminaData
import LaminaFormats
public import LaminaGraph
public import LaminaNN
public import LaminaOptim
public import LaminaTensor
import Synchronization

/// Fits a model to a data set.
///
/// ```swift
/// let data = try FashionMNIST.load()
/// let trainer = Trainer(LeNet5(), loss: .crossEntropy, optimizer: Adam(learningRate: 1e-3))
/// let history = try trainer.fit(data.train, validation: data.validation, epochs: 10)
/// print(try trainer.evaluate(data.test).accuracy ?? 0)
/// ```
///
/// Data may be a ``LaminaData/Dataset`` in memory or any other ``LaminaData/DataSource``, of which examples are
/// read when they are needed.
///
/// Everything follows from the seed: the first parameters, the order of the data, dropout. The same
/// seed gives the same bits on any number of threads, and so does a run that was interrupted and
/// resumed from a checkpoint.
public final class Trainer<Model: Module>: Sendable
where Model.Input == Tensor, Model.Output == Tensor {
    /// The model that learns; its parameters change in place.
    public let model: Model
    /// Compares a batch's outputs and targets; what is made small is this and the regularizers' penalties.
    public let loss: Loss
    /// Takes the steps. Its learning rate may be set between them.
    public let optimizer: any Optimizer
    /// Applied to the inputs of every batch, in training and evaluation.
    public let normalization: Normalization?
    /// What is done besides forward, backward and update.
    public let options: TrainingOptions
    /// Decides the first parameters, the order of the data, dropout and augmentation.
    public let seed: UInt64

    private let generator: Generator
    let scaling: LossScaling?
    private let evaluator: Evaluator<Model>
    private let progress = Mutex(Progress())

    private struct Progress {
        var state = TrainingState()
        var history = History()
        var average: MovingAverage<Model>?
        /// Of the average, once there is one.
        var averageEvaluator: Evaluator<ModuleCopy<Model>>?
        /// Of the running epoch.
        var examplesPerSecond = 0.0
    }

    /// - Parameter normalization: applied to every input; fit it to the training data alone.
    public init(
        _ model: Model, loss: Loss, optimizer: any Optimizer, normalization: Normalization? = nil,
        options: TrainingOptions = TrainingOptions(), seed: UInt64 = 0
    ) {
        (self.model, self.loss, self.optimizer) = (model, loss, optimizer)
        (self.normalization, self.options, self.seed) = (normalization, options, seed)
        generator = Generator(seed: seed)
        scaling = options.makeScaling()
        evaluator = Evaluator(model: model, loss: loss, normalization: normalization)
    }

    /// Where training stands.
    public var state: TrainingState { progress.withLock(\.state) }

    /// The epochs this trainer has completed.
    public var history: History { progress.withLock(\.history) }

    /// Makes the parameters and the optimiser's state for examples like those; done by `fit`.
    public func build(for data: any DataSource) throws {
        try build(exampleShape: data.exampleShape, dtype: data.inputDType)
    }

    /// The same for examples of this shape and type.
    public func build(exampleShape: [Int], dtype: DType = .float32) throws {
        try model.build(input: Shape([1] + exampleShape), dtype: dtype, seed: seed)
        optimizer.attach(to: model)
        guard let decay = options.averageDecay, average == nil else { return }
        let average = MovingAverage(of: model, decay: decay)
        let evaluator = Evaluator(model: average.model, loss: loss, normalization: normalization)
        progress.withLock { ($0.average, $0.averageEvaluator) = (average, evaluator) }
    }

    /// The running average of the parameters as a model; nil before ``build(exampleShape:)``, and
    /// without ``TrainingOptions/averageDecay``.
    public var average: MovingAverage<Model>? { progress.withLock(\.average) }

    /// Trains until `epochs` epochs are complete, those before a restored checkpoint included.
    ///
    /// - Throws: ``TrainingError`` when the loss or a gradient stops being a number, `DatasetError` for an
    ///   example that cannot be read, and what callbacks throw. What they saved before stays as it was.
    @discardableResult
    public func fit(
        _ training: any DataSource, validation: (any DataSource)? = nil, epochs: Int,
        batchSize: Int = 128,
        callbacks: [TrainerCallback] = []
    ) throws -> History {
        guard epochs >= 1 else {
            throw TrainingError.impossible(
                setting: "epochs", value: "\(epochs)", allowed: "at least 1")
        }
        guard state.position <= epochSize(training) else {
            throw TrainingError.dataDiffers(
                position: state.position, dataset: training.name, count: epochSize(training))
        }
        let loader = try loader(training, batchSize: batchSize)
        try build(for: training)
        let step = TrainingStep(
            model: model, loss: loss, optimizer: optimizer, options: options, scaling: scaling,
            average: average, mixesClasses: mixesClasses(of: training))
        let stopReason = try Generator.$current.withValue(generator) { () -> String? in
            while state.epoch < epochs {
                if let reason = try reasonToStop(callbacks, { try $0.beforeEpoch(state) })
                    ?? runEpoch(loader, step, callbacks)
                    ?? finishEpoch(training, validation, batchSize, callbacks)
                {
                    return reason
                }
            }
            return nil
        }
        return progress.withLock {
            $0.history.stopReason = stopReason
            return $0.history
        }
    }

    /// The batches of training, changed as the options say.
    func loader(_ training: any DataSource, batchSize: Int) throws -> EpochLoader {
        if mixesClasses(of: training), ![.probabilities, .numbers].contains(loss.targets) {
            throw TrainingError.impossible(
                setting: "mixing", value: "with the loss \(loss.name)",
                allowed: "a loss of probabilities, such as cross-entropy")
        }
        if let dataset = training as? Dataset {
            return .memory(
                try DataLoader(
                    dataset, batchSize: batchSize, sampling: options.sampling, seed: seed,
                    normalization: normalization, augmentation: options.augmentation,
                    mixing: options.mixing))
        }
        guard options.mixing.isEmpty else {
            throw TrainingError.impossible(
                setting: "mixing", value: "of \(training.name), which is read as it is needed",
                allowed: "a Dataset in memory")
        }
        return .reading(
            try SourceLoader(
                training, batchSize: batchSize, shuffle: try isShuffled(training), seed: seed,
                unreadable: options.unreadable, normalization: normalization,
                augmentation: options.augmentation))
    }

    /// Whether the order is a new one in each epoch; other ways must know all examples beforehand.
    private func isShuffled(_ training: any DataSource) throws -> Bool {
        switch options.sampling {
        case .shuffled: true
        case .sequential: false
        case .weighted, .stratified, .bucketed:
            throw TrainingError.impossible(
                setting: "sampling",
                value:
                    "of \(training.name) by weight, class or length, though it is read as it is needed",
                allowed: "shuffled or sequential, or a Dataset in memory")
        }
    }

    /// Whether the targets of a batch are probabilities of classes.
    func mixesClasses(of training: any DataSource) -> Bool {
        !options.mixing.isEmpty && !training.classNames.isEmpty
    }

    /// Examples in an epoch.
    private func epochSize(_ training: any DataSource) -> Int {
        if case .weighted(_, let count?) = options.sampling { count } else { training.count }
    }

    /// The first reason to stop that a callback gives; all are asked.
    private func reasonToStop(
        _ callbacks: [TrainerCallback],
        _ ask: (TrainerCallback) throws -> TrainerCallback.Decision
    ) rethrows -> String? {
        try callbacks.map(ask).lazy.compactMap { decision in
            if case .stop(let reason) = decision { reason } else { nil }
        }.first
    }

    /// Trains through what is left of an epoch; gives the reason if a callback stopped it.
    private func runEpoch(
        _ loader: EpochLoader, _ step: TrainingStep<Model>, _ callbacks: [TrainerCallback]
    ) throws -> String? {
        var state = state
        loader.state = DataLoader.State(seed: seed, epoch: state.epoch, position: state.position)
        let start = ContinuousClock.now
        let exampleCount = epochSize(loader.source)
        let nextBatch = loader.rest()
        var (seen, skippedInARow) = (0, 0)
        while let batch = try nextBatch() {
            let before = TrainerCallback.StepStart(
                state: state, stepsPerEpoch: loader.batchesPerEpoch, optimizer: optimizer)
            for callback in callbacks { try callback.beforeStep(before) }
            let report = step.run(batch)
            skippedInARow = report.isFinite ? 0 : skippedInARow + 1
            guard skippedInARow <= max(options.skippedSteps, scaling?.skippedSteps ?? 0) else {
                throw step.diagnosis(batch, report, source: loader.source, state: state)
            }
            state.step += 1
            // What could not be read is passed over, too.
            let passed = loader.state.position - state.position
            state.position += passed
            state.skippedCount += passed - batch.count
            if report.isFinite {
                state.lossSum += report.loss * Double(batch.count)
                state.correctCount += report.correctCount
            } else {
                state.skippedCount += batch.count
            }
            seen += batch.count
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let rate = Double(seen) / max(seconds, 1e-9)
            progress.withLock { ($0.state, $0.examplesPerSecond) = (state, rate) }
            let note = TrainerCallback.StepReport(
                state: state, exampleCount: exampleCount, loss: report.loss,
                isSkipped: !report.isFinite,
                meanLoss: state.lossSum / Double(state.countedPosition),
                meanAccuracy: accuracy(state, loader.source),
                examplesPerSecond: rate, gradientNorms: report.gradientNorms,
                optimizer: optimizer, checkpoint: { self.checkpoint() })
            if let reason = try reasonToStop(callbacks, { try $0.afterStep(note) }) {
                return reason
            }
        }
        return nil
    }

    /// The share of right answers in the running epoch.
    private func accuracy(_ state: TrainingState, _ training: any DataSource) -> Double {
        Double(state.correctCount)
            / Double(state.countedPosition * training.questionsPerExample)
    }

    private func finishEpoch(
        _ training: any DataSource, _ validation: (any DataSource)?, _ batchSize: Int,
        _ callbacks: [TrainerCallback]
    ) throws -> String? {
        var state = state
        let evaluation = try validation.map { try evaluate($0, batchSize: batchSize) }
        let count = Double(state.countedPosition)
        let result = History.Epoch(
            number: state.epoch + 1, trainLoss: state.lossSum / count,
            trainAccuracy: accuracy(state, training), validationLoss: evaluation?.loss,
            validationAccuracy: evaluation?.accuracy,
            examplesPerSecond: progress.withLock(\.examplesPerSecond))
        (state.epoch, state.position) = (state.epoch + 1, 0)
        (state.lossSum, state.correctCount, state.skippedCount) = (0, 0, 0)
        let monitored = result.validationLoss ?? result.trainLoss
        if monitored < state.bestLoss {
            (state.bestLoss, state.bestEpoch) = (monitored, state.epoch)
        }
        progress.withLock {
            $0.state = state
            $0.history.epochs.append(result)
        }
        let report = TrainerCallback.EpochReport(
            state: state, result: result, optimizer: optimizer,
            remember: { text, name in
                self.progress.withLock { $0.state.notes[name] = text }
            }, checkpoint: { self.checkpoint() })
        return try reasonToStop(callbacks) { try $0.afterEpoch(report) }
    }

    /// The model's answers on a data set, in inference mode; those of the running average, if there is
    /// one.
    public func evaluate(_ dataset: any DataSource, batchSize: Int = 128) throws -> Evaluation {
        if let averaged = progress.withLock(\.averageEvaluator) {
            return try averaged.evaluate(dataset, batchSize: batchSize)
        }
        return try evaluator.evaluate(dataset, batchSize: batchSize)
    }

    /// All variables with their names in a checkpoint.
    private var variables: [(path: String, variable: Variable)] {
        model.variables + optimizer.variables + [("generator.state", generator.state)]
            + (average?.variables ?? []) + (scaling?.variables ?? [])
    }

    /// Everything needed to go on from here.
    public func checkpoint() -> Checkpoint { Checkpoint(variables: variables, state: state) }

    /// Gives all variables the values they had; of a checkpoint of this very trainer.
    func restoreVariables(_ checkpoint: Checkpoint) {
        for (path, variable) in variables {
            if let tensor = checkpoint.tensors[path] { variable.stored = tensor }
        }
    }

    /// Goes back to a saved state; the model must be built.
    public func restore(_ checkpoint: Checkpoint, path: String) throws {
        try checkpoint.restore(variables, path: path, isComplete: true)
        progress.withLock { $0.state = checkpoint.state }
    }
}
