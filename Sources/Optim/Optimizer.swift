public import LaminaNN
public import LaminaTensor

/// A rule that changes parameters by their gradients.
///
/// `update` may be called as it is, or inside `compile`, where it becomes part of the step: whatever
/// changes from step to step lives in a `Variable`. State for a parameter is made at its first
/// update, or by ``attach(to:)``, and belongs to a checkpoint.
public protocol Optimizer: AnyObject, Sendable {
    /// The name under which settings refer to it, such as `adam`.
    var name: String { get }
    /// The step size, a float32 scalar; a schedule gives it another value between steps.
    var learningRate: Variable { get }
    /// The numbers it was made with, by name, the learning rate's first value among them.
    var settings: [(name: String, value: Double)] { get }
    /// Its state with names for a checkpoint, such as `optimizer.m.conv1.weight`.
    var variables: [(path: String, variable: Variable)] { get }
    /// Makes the state for a built model's parameters, where there is none yet.
    func attach(to model: some Module)
    /// Takes one step: gives each gradient's parameter its next value.
    func update(_ gradients: Gradients)
}
