/// Tensors in a structure: what functions under a transform take and give.
public protocol TensorGroup: Sendable {
    /// The tensors, in a fixed order.
    var tensors: [Tensor] { get }
    /// The same structure around other tensors, which are taken from the front.
    func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> Self
    /// Adds what tells this value from others of its type around tensors of the same shapes: the lengths of its
    /// lists, which of its parts are nil, its keys. A compiled function is traced for each. Without a method of
    /// its own a type adds the number of its tensors.
    func appendStructure(to structure: inout [Int])
}

extension TensorGroup {
    /// Adds the number of tensors.
    public func appendStructure(to structure: inout [Int]) { structure.append(tensors.count) }

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
    /// Adds nothing: a tensor is one tensor.
    public func appendStructure(to structure: inout [Int]) {}
}

extension Array: TensorGroup where Element: TensorGroup {
    /// The elements' tensors, one element after the other.
    public var tensors: [Tensor] { flatMap(\.tensors) }
    /// The elements around other tensors.
    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> [Element] {
        map { $0.replacingTensors(&tensors) }
    }
    /// Adds the length and the elements' structures.
    public func appendStructure(to structure: inout [Int]) {
        structure.append(count)
        for element in self { element.appendStructure(to: &structure) }
    }
}

extension Optional: TensorGroup where Wrapped: TensorGroup {
    /// The value's tensors; none of nil.
    public var tensors: [Tensor] { map(\.tensors) ?? [] }
    /// The value around other tensors.
    public func replacingTensors(_ tensors: inout ArraySlice<Tensor>) -> Wrapped? {
        map { $0.replacingTensors(&tensors) }
    }
    /// Adds whether there is a value, and its structure.
    public func appendStructure(to structure: inout [Int]) {
        structure.append(self == nil ? 0 : 1)
        self?.appendStructure(to: &structure)
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
    /// Adds the keys and the values' structures.
    public func appendStructure(to structure: inout [Int]) {
        structure.append(count)
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            structure.append(key.utf8.count)
            structure.append(contentsOf: key.utf8.lazy.map(Int.init))
            value.appendStructure(to: &structure)
        }
    }
}
