import LaminaGraph

extension TrainerCallback {
    /// Stops when the monitored loss has not fallen for `patience` epochs, at least 1. Keras:
    /// `EarlyStopping`.
    public static func earlyStopping(patience: Int) -> TrainerCallback {
        require(patience >= 1, "earlyStopping: patience must be at least 1, got \(patience)")
        return TrainerCallback(beforeEpoch: { state in
            guard state.epochsSinceBest >= patience else { return .proceed }
            return .stop(
                "no better loss for \(patience) epochs; the best was epoch \(state.bestEpoch)")
        })
    }

    /// Stops behind the first step after this much time, in order: the run can be resumed, and has as
    /// much time again. PyTorch Lightning: `Timer`.
    public static func timeLimit(_ limit: Duration) -> TrainerCallback {
        let start = ContinuousClock.now
        return TrainerCallback(afterStep: { _ in
            guard ContinuousClock.now - start >= limit else { return .proceed }
            return .stop("the time limit of \(limit.formattedSeconds) s was reached")
        })
    }
}

extension Duration {
    /// Whole seconds where it is long, tenths where it is short.
    fileprivate var formattedSeconds: String {
        let tenths = Int((self / .milliseconds(100)).rounded())
        return tenths >= 100 || tenths % 10 == 0
            ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
