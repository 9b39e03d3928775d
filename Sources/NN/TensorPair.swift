public import LaminaTensor

/// Two tensors: the input of a module that takes two.
public struct TensorPair: TensorGroup {
    /// The first of them.
    public let first: Tensor
    /// The second.
    public let second: Tensor

    /// Their shapes and types may differ.
    public init(_ first: Tensor, _ second: Tensor) { (self.first, self.second) = (first, second) }

    public var tensors: [Tensor] { [first, second] }

    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> TensorPair {
        TensorPair(tensors.removeFirst(), tensors.removeFirst())
    }
}

extension Module where Input == TensorPair {
    /// The module's result for two tensors.
    public func callAsFunction(_ first: Tensor, _ second: Tensor) -> Output {
        self(TensorPair(first, second))
    }
}
