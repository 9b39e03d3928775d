public import LaminaGraph
public import LaminaTensor

/// What goes from node to node.
public enum OnnxValue: Sendable {
    /// Numbers of a type that Lamina has.
    case tensor(Tensor)
    /// Numbers of a type that Lamina lacks, in its ``OnnxElementType/carrier``.
    case coded(Tensor, OnnxElementType)
    /// Texts in row-major order, and the shape they form.
    case strings([String], Shape)
    /// Any number of values, as `SplitToSequence` gives them.
    case sequence([OnnxValue])
    /// Names or numbers with a number each, as classifiers of `ai.onnx.ml` give them.
    case map([OnnxKey: Float])
    /// An optional value that is not there.
    case none

    /// The tensor, whatever its numbers' type; nil for text, sequences and nothing.
    public var tensor: Tensor? {
        switch self {
        case .tensor(let tensor), .coded(let tensor, _): tensor
        case .strings, .sequence, .map, .none: nil
        }
    }

    /// The type of the elements; nil for sequences, maps and nothing.
    public var elementType: OnnxElementType? {
        switch self {
        case .tensor(let tensor): OnnxElementType(tensor.dtype)
        case .coded(_, let type): type
        case .strings: .string
        case .sequence, .map, .none: nil
        }
    }

    /// The sizes of the axes; nil for sequences, maps and nothing.
    public var shape: Shape? {
        if case .strings(_, let shape) = self { return shape }
        return tensor?.shape
    }

    /// The same type around another tensor.
    func with(_ tensor: Tensor) -> OnnxValue {
        if case .coded(_, let type) = self { return .coded(tensor, type) }
        return .tensor(tensor)
    }

    /// What it is, for messages.
    var summary: String {
        switch self {
        case .tensor(let tensor): "\(tensor.spec)"
        case .coded(let tensor, let type): "\(type) \(tensor.shape)"
        case .strings(_, let shape): "string \(shape)"
        case .sequence(let values): "a sequence of \(values.count)"
        case .map(let pairs): "a map of \(pairs.count)"
        case .none: "nothing"
        }
    }
}

/// The key of a map.
public enum OnnxKey: Hashable, Sendable {
    /// A class's name, for example.
    case string(String)
    /// A class's number, for example.
    case int(Int64)
}
