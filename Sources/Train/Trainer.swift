public import LaminaData
import LaminaFormats
import LaminaGraph
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
/// Everything follows from the seed: the first parameters, the order of the data, dropout. The same
/// seed gives the same bits on any number of threads, and so does a run that was interrupted and
/// resumed from a checkpoint.
public final class Trainer<Model: Module>: Sendable
where Model.Input == Tensor, Model.Output == Tensor {
    public let model: Model
    public let loss: Loss
    public let optimizer: any Optimizer
    /// Applied to the inputs of every batch, in training and evaluation.
    public let normalization: Normalization?
    public let seed: UInt64

    private let generator: Generator
    private let progress = Mutex(Progress())

    private struct Progress {
        var state = TrainingState()
        var history = History()
    }

    public init(
        _ model: Model, loss: Loss, optimizer: any Optimizer, normalization: Normalization? = nil,
        seed: UInt64 = 0
    ) {
        (self.model, self.loss, self.optimizer) = (model, loss, optimizer)
        (self.normalization, self.seed) = (normalization, seed)
        generator = Generator(seed: seed)
    }

    /// Where training stands.
    public var state: TrainingState { progress.withLock(\.state) }

    /// The epochs this trainer has completed.
    public var history: History { progress.withLock(\.history) }

    /// Makes the parameters and the optimiser's state for examples of this shape; done by `fit`.
    public func build(exampleShape: [Int]) throws {
        try model.build(input: Shape([1] + exampleShape), seed: seed)
        optimizer.attach(to: model)
    }

    /// Trains until `epochs` epochs are complete, those before a restored checkpoint included.
    ///
    /// - Throws: ``TrainingError`` when the loss stops being a number, and what callbacks throw.
    @discardableResult
    public func fit(
        _ training: Dataset, validation: Dataset? = nil, epochs: Int, batchSize: Int = 128,
        callbacks: [TrainerCallback] = []
    ) throws -> History {
        guard epochs >= 1 else {
            throw TrainingError.impossible(
                setting: "epochs", value: "\(epochs)", allowed: "at least 1")
        }
        try build(exampleShape: training.exampleShape)
        let loader = try DataLoader(
            training, batchSize: batchSize, seed: seed, normalization: normalization)
        let step = TrainingStep(model: model, loss: loss, optimizer: optimizer)
        try Generator.$current.withValue(generator) {
            while state.epoch < epochs {
                if try runEpoch(loader, step, callbacks) == false { return }
                if try finishEpoch(validation, batchSize, callbacks) == false { return }
            }
        }
        return history
    }

    private let speed = Mutex(0.0)

    /// Trains through what is left of an epoch; false when a callback stopped it.
    private func runEpoch(
        _ loader: DataLoader, _ step: TrainingStep<Model>, _ callbacks: [TrainerCallback]
    ) throws -> Bool {
        var state = state
        loader.state = DataLoader.State(seed: seed, epoch: state.epoch, position: state.position)
        let start = ContinuousClock.now
        var seen = 0
        for batch in loader {
            let report = step.run(batch)
            guard report.isFinite else {
                throw step.diagnosis(batch, report, dataset: loader.dataset, state: state)
            }
            state.step += 1
            state.position += batch.count
            state.lossSum += report.loss * Double(batch.count)
            state.correctCount += report.correctCount
            seen += batch.count
            progress.withLock { $0.state = state }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let rate = Double(seen) / max(seconds, 1e-9)
            speed.withLock { $0 = rate }
            let note = TrainerCallback.StepReport(
                state: state, exampleCount: loader.dataset.count, loss: report.loss,
                meanLoss: state.lossSum / Double(state.position),
                meanAccuracy: Double(state.correctCount) / Double(state.position),
                examplesPerSecond: rate, gradientNorms: report.gradientNorms,
                checkpoint: { self.checkpoint() })
            for callback in callbacks where try callback.afterStep(note) != .proceed {
                return false
            }
        }
        return true
    }

    private func finishEpoch(
        _ validation: Dataset?, _ batchSize: Int, _ callbacks: [TrainerCallback]
    ) throws -> Bool {
        var state = state
        let evaluation = try validation.map { try evaluate($0, batchSize: batchSize) }
        let count = Double(max(state.position, 1))
        let result = History.Epoch(
            number: state.epoch + 1, trainLoss: state.lossSum / count,
            trainAccuracy: Double(state.correctCount) / count, validationLoss: evaluation?.loss,
            validationAccuracy: evaluation?.accuracy,
            examplesPerSecond: speed.withLock { $0 })
        (state.epoch, state.position) = (state.epoch + 1, 0)
        (state.lossSum, state.correctCount) = (0, 0)
        let monitored = result.validationLoss ?? result.trainLoss
        if monitored < state.bestLoss { (state.bestLoss, state.bestEpoch) = (monitored, state.epoch) }
        progress.withLock {
            $0.state = state
            $0.history.epochs.append(result)
        }
        let report = TrainerCallback.EpochReport(
            state: state, result: result, checkpoint: { self.checkpoint() })
        var goesOn = true
        for callback in callbacks where try callback.afterEpoch(report) != .proceed {
            goesOn = false
        }
        return goesOn
    }

    /// The model's answers on a data set, in inference mode.
    public func evaluate(_ dataset: Dataset, batchSize: Int = 128) throws -> Evaluation {
        try Evaluator(model: model, loss: loss, normalization: normalization)
            .evaluate(dataset, batchSize: batchSize)
    }

    /// All variables with their names in a checkpoint.
    private var variables: [(path: String, variable: Variable)] {
        model.variables + optimizer.variables + [("generator.state", generator.state)]
    }

    /// Everything needed to go on from here.
    public func checkpoint() -> Checkpoint { Checkpoint(variables: variables, state: state) }

    /// Goes back to a saved state; the model must be built.
    public func restore(_ checkpoint: Checkpoint, path: String) throws {
        try checkpoint.restore(variables, path: path, isComplete: true)
        progress.withLock { $0.state = checkpoint.state }
    }
}
