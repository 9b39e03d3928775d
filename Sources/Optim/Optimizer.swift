public import LaminaNN
public import LaminaTensor

/// A rule that changes parameters by their gradients.
///
/// `update` may be called as it is, or inside `compile`, where it becomes part of the step: whatever
/// changes from step to step lives in a `Variable`. State for a parameter is made at its first
/// update, or by ``attach(to:)``, and belongs to a checkpoint.
///
/// The learning rate is such a variable, an input of the compiled step: a schedule gives it another
/// value between steps and nothing is traced again.
///
/// ```swift
/// let schedule = Schedule.warmUp(steps: 500).then(.cosine(steps: 10_000), after: 500) * 1e-3
/// for (number, (x, y)) in batches.enumerated() {
///     adam.setLearningRate(schedule(number))
///     _ = step(x, y)
/// }
/// ```
public protocol Optimizer: AnyObject, Sendable {
    /// The name under which settings refer to it, such as `adam`.
    var name: String { get }
    /// The step size, a float32 scalar; a schedule gives it another value between steps.
    var learningRate: Variable { get }
    /// The numbers it was made with, by name, the learning rate's first value among them.
    var settings: [(name: String, value: Double)] { get }
    /// Its state with names for a checkpoint, such as `optimizer.m.conv1.weight`.
    var variables: [(path: String, variable: Variable)] { get }
    /// Makes the state for some built parameters, where there is none yet.
    func attach(to parameters: [(path: String, parameter: Parameter)])
    /// Takes one step: gives each gradient's parameter its next value.
    func update(_ gradients: Gradients)
}

extension Optimizer {
    /// Makes the state for a built model's trained parameters, where there is none yet.
    public func attach(to model: some Module) {
        attach(
            to: model.trainableVariables(op: "Optimizer").map {
                (path: $0.path, parameter: $0.parameter)
            })
    }

    /// Gives the learning rate another value, between steps.
    public func setLearningRate(_ rate: Double) {
        learningRate.value = Tensor(rate)
    }
}
