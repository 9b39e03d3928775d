/// What a graph's input or output is.
public struct OnnxValueInfo: Sendable {
    public var name: String
    public var type: OnnxType?
    public var documentation = ""

    public init(name: String, type: OnnxType? = nil) { (self.name, self.type) = (name, type) }
}

/// The type of a value.
public indirect enum OnnxType: Sendable, CustomStringConvertible {
    /// Elements and, if known, the sizes of the axes.
    case tensor(OnnxElementType, [OnnxDimension]?)
    case sparseTensor(OnnxElementType, [OnnxDimension]?)
    case sequence(OnnxType)
    case optional(OnnxType)
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
    case size(Int)
    case named(String)
    case unknown

    public var description: String {
        switch self {
        case .size(let size): "\(size)"
        case .named(let name): name
        case .unknown: "?"
        }
    }
}
