import LaminaGraph
public import LaminaNN
public import LaminaTensor

extension TrainerCallback {
    /// Hands the norm of every parameter's gradient to a function, every `interval`-th step. The norms are
    /// part of the step anyway and cost nothing more.
    ///
    /// ```swift
    /// let watcher = TrainerCallback.gradientStatistics(every: 100) { step, norms in
    ///     print(step, norms.map { "\($0.path) \($0.norm)" })
    /// }
    /// ```
    public static func gradientStatistics(
        every interval: Int = 1,
        _ body:
            @escaping @Sendable (_ step: Int, _ norms: [(path: String, norm: Double)]) throws ->
            Void
    ) -> TrainerCallback {
        require(interval >= 1, "gradientStatistics: every must be at least 1, got \(interval)")
        return TrainerCallback(afterStep: { report in
            if report.state.step % interval == 0 {
                try body(report.state.step, report.gradientNorms)
            }
            return .proceed
        })
    }

    /// Looks at all layers on a probe's examples after every `interval`-th epoch, and hands what they did
    /// to a function.
    ///
    /// ```swift
    /// try trainer.build(exampleShape: [28, 28, 1])
    /// let probe = LayerProbe(model: trainer.model, loss: trainer.loss, dataset: data.train)
    /// let watcher = TrainerCallback.layerStatistics(probe) { epoch, layers in
    ///     for layer in layers where layer.silentShare > 0.5 { print(epoch, layer.path) }
    /// }
    /// ```
    public static func layerStatistics<Model: Module>(
        _ probe: LayerProbe<Model>, every interval: Int = 1,
        _ body: @escaping @Sendable (_ epoch: Int, _ layers: [LayerMeasurement]) throws -> Void
    ) -> TrainerCallback where Model.Input == Tensor, Model.Output == Tensor {
        require(interval >= 1, "layerStatistics: every must be at least 1, got \(interval)")
        return TrainerCallback(afterEpoch: { report in
            if report.state.epoch % interval == 0 {
                try body(report.state.epoch, probe.measure())
            }
            return .proceed
        })
    }
}
