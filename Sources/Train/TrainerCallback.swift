public import LaminaOptim

/// Something done between steps or epochs of training: saving, reporting, stopping early.
///
/// An error that a callback throws ends training after the step or epoch it came behind; `fit` throws it
/// on. The trainer stands there in good order: it can save a checkpoint, or go on with another `fit`.
public struct TrainerCallback: Sendable {
    /// Whether training goes on.
    public enum Decision: Sendable, Equatable {
        /// Goes on, unless another callback stops.
        case proceed
        /// Ends training in order, with this reason.
        case stop(String)
    }

    /// Where training stands before a step.
    public struct StepStart: Sendable {
        /// The counts before the step: `state.step` is its number from 0.
        public let state: TrainingState
        /// Steps in an epoch.
        public let stepsPerEpoch: Int
        /// Whose learning rate may be set.
        public let optimizer: any Optimizer
    }

    /// Where a running epoch stands after a step.
    public struct StepReport: Sendable {
        /// The counts with this step in them: `state.step` is its number from 1.
        public let state: TrainingState
        /// Examples in an epoch.
        public let exampleCount: Int
        /// The loss of this step's batch.
        public let loss: Double
        /// Whether the step was left out, as its loss or a gradient was no number.
        public let isSkipped: Bool
        /// Means over the epoch so far.
        public let meanLoss: Double
        /// The share of right answers over the epoch so far, from 0 to 1; 0 for regression.
        public let meanAccuracy: Double
        /// Examples a second in this epoch so far.
        public let examplesPerSecond: Double
        /// The Euclidean norm of each parameter's gradient, by path.
        public let gradientNorms: [(path: String, norm: Double)]
        /// Whose learning rate may be read.
        public let optimizer: any Optimizer
        /// The whole state as it is now.
        public let checkpoint: @Sendable () -> Checkpoint
    }

    /// What a completed epoch reached.
    public struct EpochReport: Sendable {
        /// The counts after the epoch: `state.epoch` is its number from 1.
        public let state: TrainingState
        /// Losses, accuracies and speed.
        public let result: History.Epoch
        /// Whose learning rate may be set.
        public let optimizer: any Optimizer
        /// Notes a text in the state under a name, until it is noted anew: what the callback must know
        /// after training was resumed.
        public let remember: @Sendable (_ text: String, _ name: String) -> Void
        /// The whole state at the end of the epoch.
        public let checkpoint: @Sendable () -> Checkpoint

        /// What is to become small: the validation loss, or the training loss without validation data.
        public var monitored: Double { result.validationLoss ?? result.trainLoss }
    }

    let beforeStep: @Sendable (StepStart) throws -> Void
    let afterStep: @Sendable (StepReport) throws -> Decision
    let afterEpoch: @Sendable (EpochReport) throws -> Decision
    let beforeEpoch: @Sendable (TrainingState) throws -> Decision

    /// A callback from functions; those left out do nothing.
    ///
    /// - Parameters:
    ///   - beforeEpoch: asked before each epoch, also before the rest of one that a restored
    ///     checkpoint stands in. What stops training for good belongs here: it then also holds for a
    ///     run that is resumed after it was stopped.
    ///   - beforeStep: where a learning rate is set. It must follow from the state alone, so that a
    ///     resumed run sets the same.
    public init(
        afterStep: @escaping @Sendable (StepReport) throws -> Decision = { _ in .proceed },
        afterEpoch: @escaping @Sendable (EpochReport) throws -> Decision = { _ in .proceed },
        beforeEpoch: @escaping @Sendable (TrainingState) throws -> Decision = { _ in .proceed },
        beforeStep: @escaping @Sendable (StepStart) throws -> Void = { _ in }
    ) {
        (self.afterStep, self.afterEpoch) = (afterStep, afterEpoch)
        (self.beforeEpoch, self.beforeStep) = (beforeEpoch, beforeStep)
    }
}
