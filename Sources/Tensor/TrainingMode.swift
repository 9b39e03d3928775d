/// Whether layers such as dropout behave as in training; part of every compiled function's key.
public enum TrainingMode {
    /// False unless set: a model that is only called does inference.
    @TaskLocal public static var isOn = false
}

/// Runs `body` with layers in training mode.
public func withTraining<R>(_ isOn: Bool = true, _ body: () throws -> R) rethrows -> R {
    try TrainingMode.$isOn.withValue(isOn, operation: body)
}
