import LaminaGraph
public import LaminaNN
public import LaminaTensor

/// Another optimiser that steps once for several batches, with the mean of their gradients: a large
/// batch's step in a small batch's memory.
///
/// ```swift
/// let optimizer = GradientAccumulation(Adam(learningRate: 1e-3), over: 4)
/// ```
///
/// The mean equals the large batch's gradient where the loss is a mean over examples and all batches
/// are equally large. The compiled step is one and the same for every batch: it computes the update each
/// time and keeps it every `over`-th time.
public final class GradientAccumulation: Optimizer {
    /// The optimiser that takes the steps.
    public let inner: any Optimizer
    /// How many batches make a step.
    public let batches: Int

    /// Batches since the last step.
    private let count = Variable(Tensor(0))
    private let state = OptimizerState()

    /// An optimiser that steps once for `batches` updates.
    public init(_ inner: any Optimizer, over batches: Int) {
        require(batches > 0, "GradientAccumulation: over must be at least 1, got \(batches)")
        (self.inner, self.batches) = (inner, batches)
    }

    public var name: String { inner.name }
    public var learningRate: Variable { inner.learningRate }
    public var settings: [(name: String, value: Double)] {
        inner.settings + [("accumulation", Double(batches))]
    }
    public var variables: [(path: String, variable: Variable)] {
        inner.variables + [("optimizer.batches", count)] + state.variables
    }

    public func attach(to parameters: [(path: String, parameter: Parameter)]) {
        inner.attach(to: parameters)
        for (path, parameter) in parameters { _ = sum(of: parameter, path) }
    }

    public func update(_ gradients: Gradients) {
        attach(to: gradients.parameters)
        let next = count.value + 1
        let isDue = next .>= Double(batches)
        let slots = gradients.parameters.map { sum(of: $0.parameter, $0.path) }
        let sums = zip(slots, gradients.tensors).map { $0.value + $1 }

        let changing =
            gradients.parameters.compactMap(\.parameter.variable)
            + inner.variables.map(\.variable).filter { $0 !== inner.learningRate }
        let before = changing.map(\.value)
        inner.update(Gradients(gradients.parameters, sums.map { $0 / Double(batches) }))
        var writes = zip(changing, before).map { variable, old in
            (variable, select(isDue, variable.value, old))
        }
        writes += zip(slots, sums).map { ($0, select(isDue, 0, $1)) }
        assign(writes + [(count, select(isDue, 0, next))])
    }

    private func sum(of parameter: Parameter, _ path: String) -> Variable {
        state.slots(of: parameter, path) { [.zeros("accumulated", like: $0)] }[0]
    }
}
