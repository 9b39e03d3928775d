/// Tensors in a structure: what functions under a transform take and give.
public protocol TensorGroup: Sendable {
    /// The tensors, in a fixed order.
    var tensors: [Tensor] { get }
    /// The same structure around other tensors, which are taken from the front.
    func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> Self
}

extension TensorGroup {
    /// The same structure around other tensors.
    package func replacingTensors(_ tensors: [Tensor]) -> Self {
        var rest = tensors[...]
        return replacingTensors(&rest)
    }
}

extension Tensor: TensorGroup {
    /// The tensor itself.
    public var tensors: [Tensor] { [self] }
    /// The first of the tensors.
    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> Tensor {
        tensors.removeFirst()
    }
}

extension Array: TensorGroup where Element: TensorGroup {
    /// The elements' tensors, one element after the other.
    public var tensors: [Tensor] { flatMap(\.tensors) }
    /// The elements around other tensors.
    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> [Element] {
        map { $0.replacingTensors(&tensors) }
    }
}

extension Optional: TensorGroup where Wrapped: TensorGroup {
    /// The value's tensors; none of nil.
    public var tensors: [Tensor] { map(\.tensors) ?? [] }
    /// The value around other tensors.
    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> Wrapped? {
        map { $0.replacingTensors(&tensors) }
    }
}

extension Dictionary: TensorGroup where Key == String, Value: TensorGroup {
    /// The values' tensors in the order of the sorted keys.
    public var tensors: [Tensor] { sorted { $0.key < $1.key }.flatMap(\.value.tensors) }
    /// The values around other tensors.
    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> [String: Value] {
        var result = self
        for key in keys.sorted() { result[key] = self[key]?.replacingTensors(&tensors) }
        return result
    }
}
