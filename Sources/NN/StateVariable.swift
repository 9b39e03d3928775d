public import LaminaGraph
public import LaminaTensor

/// A cell that a layer keeps up to date itself and nothing trains: a running mean, a power
/// iteration's vector. PyTorch: a buffer; Keras: a non-trainable weight.
///
/// It gets its first value when the model is built, as a ``Parameter`` does, and is part of
/// checkpoints and copies, but not of ``Module/parameters``. Half types are kept in float32, so that
/// small updates do not vanish.
///
/// ```swift
/// let count = StateVariable(.zeros, shape: [])
/// func forward(_ x: Tensor) -> Tensor {
///     if TrainingMode.isOn { count.value = count.value + 1 }
///     return x
/// }
/// ```
public final class StateVariable: Sendable {
    let cell: Parameter

    /// A cell that is drawn when the model is built; without a shape it takes that which its layer
    /// reads it with.
    public init(_ initializer: Initializer, shape: Shape? = nil) {
        cell = Parameter(
            initializer, shape: shape, after: nil, isWide: true, isTrainable: false)
    }

    /// A cell that is drawn after a parameter, whose value its initialiser reads.
    init(_ initializer: Initializer, after source: Parameter) {
        cell = Parameter(
            initializer, shape: nil, after: source, isWide: true, isTrainable: false)
    }

    /// A cell around one that has a value.
    init(_ cell: Parameter) { self.cell = cell }

    /// The current value. Reading one that has none builds the model whose call it is. What is
    /// written takes the cell's type, and passes no gradient on; while a model is built, nothing is.
    public var value: Tensor {
        get { cell.value }
        set {
            guard ParameterBuild.current == nil else { return }
            let dtype = cell.variable?.spec.dtype ?? newValue.dtype
            cell.value = newValue.stopGradient().asType(dtype)
        }
    }

    /// The current value, which a layer needs in this shape: an unbuilt cell is built with it, a
    /// built one of another shape traps.
    public func value(shape: Shape) -> Tensor { cell.value(shape: shape) }
}
