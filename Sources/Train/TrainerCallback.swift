/// Something done between steps or epochs of training: saving, reporting, stopping early.
public struct TrainerCallback: Sendable {
    /// Whether training goes on.
    public enum Decision: Sendable, Equatable {
        case proceed
        /// Ends training in order, with this reason.
        case stop(String)
    }

    /// Where a running epoch stands after a step.
    public struct StepReport: Sendable {
        public let state: TrainingState
        /// Examples in an epoch.
        public let exampleCount: Int
        /// The loss of this step's batch.
        public let loss: Double
        /// Means over the epoch so far.
        public let meanLoss: Double
        public let meanAccuracy: Double
        /// Examples a second in this epoch so far.
        public let examplesPerSecond: Double
        /// The Euclidean norm of each parameter's gradient, by path.
        public let gradientNorms: [(path: String, norm: Double)]
        /// The whole state as it is now.
        public let checkpoint: @Sendable () -> Checkpoint
    }

    /// What a completed epoch reached.
    public struct EpochReport: Sendable {
        public let state: TrainingState
        public let result: History.Epoch
        /// The whole state at the end of the epoch.
        public let checkpoint: @Sendable () -> Checkpoint
    }

    let afterStep: @Sendable (StepReport) throws -> Decision
    let afterEpoch: @Sendable (EpochReport) throws -> Decision
    let beforeEpoch: @Sendable (TrainingState) throws -> Decision

    /// A callback from functions; those left out do nothing.
    ///
    /// - Parameter beforeEpoch: asked before each epoch, also before the rest of one that a restored
    ///   checkpoint stands in. What stops training for good belongs here: it then also holds for a
    ///   run that is resumed after it was stopped.
    public init(
        afterStep: @escaping @Sendable (StepReport) throws -> Decision = { _ in .proceed },
        afterEpoch: @escaping @Sendable (EpochReport) throws -> Decision = { _ in .proceed },
        beforeEpoch: @escaping @Sendable (TrainingState) throws -> Decision = { _ in .proceed }
    ) {
        (self.afterStep, self.afterEpoch) = (afterStep, afterEpoch)
        self.beforeEpoch = beforeEpoch
    }

    /// Stops when the monitored loss has not fallen for `patience` epochs, at least 1.
    public static func earlyStopping(patience: Int) -> TrainerCallback {
        guard patience >= 1 else { fatalError("earlyStopping: patience \(patience) is below 1") }
        return TrainerCallback(beforeEpoch: { state in
            guard state.epochsSinceBest >= patience else { return .proceed }
            return .stop(
                "no better loss for \(patience) epochs; the best was epoch \(state.bestEpoch)")
        })
    }
}
