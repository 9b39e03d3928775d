public import LaminaGraph
public import LaminaTensor

/// What an optimiser does to one parameter, as a pure function: the same numbers in, the same numbers
/// out, whether it is run as it is or traced into a compiled step. ``RuleOptimizer`` keeps the state.
///
/// ```swift
/// struct SignDescent: UpdateRule {
///     let name = "sign", settings: [(name: String, value: Double)] = [], countsSteps = false
///     func slots(for spec: TensorSpec) -> [Slot] { [] }
///     func scalars(rate: Tensor, step: Tensor) -> Tensor { rate }
///     func next(
///         _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars rate: Tensor
///     ) -> (value: Tensor, slots: [Tensor]) {
///         (value - rate.asType(value.dtype) * sign(gradient), [])
///     }
/// }
/// let optimizer = RuleOptimizer(SignDescent(), learningRate: 0.01)
/// ```
public protocol UpdateRule: Sendable {
    /// The numbers of a step that all parameters share, such as bias corrections.
    associatedtype Scalars

    /// The name under which settings refer to it, such as `adam`.
    var name: String { get }
    /// The numbers it was made with, by name, without the learning rate.
    var settings: [(name: String, value: Double)] { get }
    /// Whether it needs the number of the step; then that is part of the optimiser's state.
    var countsSteps: Bool { get }
    /// What it keeps for a parameter of this shape and type from step to step.
    func slots(for spec: TensorSpec) -> [Slot]
    /// The numbers of one step, computed once.
    ///
    /// - Parameters:
    ///   - rate: the learning rate, a float32 scalar.
    ///   - step: the number of the step from 1, a float32 scalar; 0 if the rule counts no steps.
    func scalars(rate: Tensor, step: Tensor) -> Scalars
    /// A parameter's next value and what to keep in its slots.
    func next(
        _ value: Tensor, gradient: Tensor, slots: [Tensor], scalars: Scalars
    ) -> (value: Tensor, slots: [Tensor])
}

/// A tensor that an optimiser keeps for one parameter.
public struct Slot: Sendable {
    /// Its name in a checkpoint, such as `m`.
    public let name: String
    /// What it starts from.
    public let initial: Tensor

    /// A slot with its first value.
    public init(_ name: String, _ initial: Tensor) { (self.name, self.initial) = (name, initial) }

    /// A slot of zeros of the parameter's shape and type.
    static func zeros(_ name: String, like spec: TensorSpec) -> Slot {
        Slot(name, .zeros(spec.shape, dtype: spec.dtype))
    }
}

extension Tensor {
    /// A scalar of a step times this tensor, in this tensor's type.
    func scaled(by scalar: Tensor) -> Tensor { scalar.asType(dtype) * self }
}
