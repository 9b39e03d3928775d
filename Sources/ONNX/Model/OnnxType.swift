/// What a graph's input or output is.
public struct OnnxValueInfo: Sendable {
    /// The value's name, which nodes read or write.
    public var name: String
    /// Nil where the file does not say, as of results inside a graph.
    public var type: OnnxType?
    /// A text for people.
    public var documentation = ""

    /// A value of any type, unless one is given.
    public init(name: String, type: OnnxType? = nil) { (self.name, self.type) = (name, type) }
}

/// The type of a value.
public indirect enum OnnxType: Sendable, CustomStringConvertible {
    /// Elements and, if known, the sizes of the axes.
    case tensor(OnnxElementType, [OnnxDimension]?)
    /// As `tensor`, with only the elements listed that are not zero.
    case sparseTensor(OnnxElementType, [OnnxDimension]?)
    /// Any number of values of one type.
    case sequence(OnnxType)
    /// A value that may not be there.
    case optional(OnnxType)
    /// A value for each key; keys are whole numbers or texts.
    case map(key: OnnxElementType, value: OnnxType)

    /// As in `float32 [batch, 3, 224, 224]`.
    public var description: String {
        switch self {
        case .tensor(let type, let sizes): Self.text(type, sizes)
        case .sparseTensor(let type, let sizes): "sparse " + Self.text(type, sizes)
        case .sequence(let type): "sequence of \(type)"
        case .optional(let type): "optional \(type)"
        case .map(let key, let value): "map from \(key) to \(value)"
        }
    }

    private static func text(_ type: OnnxElementType, _ sizes: [OnnxDimension]?) -> String {
        guard let sizes else { return "\(type) of any shape" }
        return "\(type) [" + sizes.map(\.description).joined(separator: ", ") + "]"
    }
}

/// The size of an axis: a number, a name that stands for one, or nothing.
public enum OnnxDimension: Sendable, Hashable, CustomStringConvertible {
    /// The same in every call.
    case size(Int)
    /// Known when the model runs, and then the same wherever the name stands, such as `batch`.
    case named(String)
    /// Any size, another one in every call.
    case unknown

    public var description: String {
        switch self {
        case .size(let size): "\(size)"
        case .named(let name): name
        case .unknown: "?"
        }
    }
}
