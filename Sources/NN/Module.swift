public import LaminaTensor

/// A function with parameters: a layer, or a network made of them.
///
/// Write `forward`; call the module like a function. Parameters are found by reflection, so a module
/// is plain data:
///
/// ```swift
/// struct Network: Module {
///     let hidden = Dense(120), output = Dense(10)
///     func forward(_ x: Tensor) -> Tensor { output(relu(hidden(x))) }
/// }
/// let logits = Network()(images)  // the first call builds it from the input's shape
/// ```
public protocol Module<Input, Output>: Sendable {
    associatedtype Input: TensorGroup = Tensor
    associatedtype Output: TensorGroup = Tensor

    /// The module's result. Call the module itself and not this, so that the call has a name.
    func forward(_ input: Input) -> Output
}

extension Module {
    /// The module's result; notes its path in what it records and tells whoever observes.
    public func callAsFunction(_ input: Input) -> Output { ModuleCall.run(self, input) }
}
