public import LaminaFormats

/// A network in ONNX's format as a tree of values: what the file says, before any of it runs.
///
/// ```swift
/// let model = try OnnxModel(contentsOf: "model.onnx")
/// print(model.graph.inputs.map(\.name), model.opsets)
/// let network = try OnnxModule(model)
/// ```
///
/// - Source: github.com/onnx/onnx, docs/IR.md and onnx.proto (1.23).
public struct OnnxModel: Sendable {
    /// The file's path, for messages and for data kept beside it.
    public let path: String
    /// The version of the format itself.
    public var irVersion = 0
    /// The operator sets that the nodes are meant for: a version for each domain, `""` being ONNX's
    /// own.
    public var opsets: [String: Int] = [:]
    /// What wrote the file.
    public var producerName = ""
    public var producerVersion = ""
    public var domain = ""
    public var modelVersion = 0
    public var documentation = ""
    /// Named texts, such as the alphabet of a reader of letters.
    public var metadata: [String: String] = [:]
    public var graph = OnnxGraph()
    /// Operators defined in the file, by nodes.
    public var functions: [OnnxFunction] = []

    /// A model to be built up and written.
    public init(path: String = "model.onnx") { self.path = path }

    /// Reads the file at `path`. Initial values stay in the mapped file, or in the files beside it,
    /// until they are used.
    ///
    /// - Throws: what is wrong with the file, with the byte of the fault.
    public init(contentsOf path: String) throws(FileError) {
        try self.init(parsing: ByteRegion(MappedFile(path: path)), path: path)
    }
}

/// A list of nodes, each of which reads values that came before it.
public struct OnnxGraph: Sendable {
    public var name = ""
    public var nodes: [OnnxNode] = []
    /// What the graph is called with. Older files list the initial values here too.
    public var inputs: [OnnxValueInfo] = []
    public var outputs: [OnnxValueInfo] = []
    /// Tensors the graph has from the start, such as its weights.
    public var initializers: [OnnxTensor] = []
    /// What the file says of values between the nodes.
    public var values: [OnnxValueInfo] = []

    public init() {}

    /// The inputs that have no initial value: those a caller must give.
    public var requiredInputs: [OnnxValueInfo] {
        let initial = Set(initializers.map(\.name))
        return inputs.filter { !initial.contains($0.name) }
    }
}

/// One application of an operator.
public struct OnnxNode: Sendable {
    /// The operator, such as `Conv`.
    public var operatorType = ""
    /// Whose operator it is: `""` is ONNX, `ai.onnx.ml` classical machine learning.
    public var domain = ""
    public var name = ""
    /// The names of the values it reads; `""` where an optional one is left out.
    public var inputs: [String] = []
    /// The names it gives its results; `""` where one is not wanted.
    public var outputs: [String] = []
    public var attributes: [String: OnnxAttribute] = [:]
    /// Which of an operator's overloads in ``OnnxModel/functions`` is meant.
    public var overload = ""
    /// Where the node begins in the file.
    public var byte = 0

    public init() {}

    /// The node's name, or its first result's where it has none, in quotes.
    public var title: String { "'\(name.isEmpty ? outputs.first ?? "" : name)'" }
}

/// A number, a text, a tensor or a graph that says how a node works.
public enum OnnxAttribute: Sendable {
    case float(Float)
    case int(Int)
    case string(String)
    case tensor(OnnxTensor)
    case graph(OnnxGraph)
    case floats([Float])
    case ints([Int])
    case strings([String])
    case tensors([OnnxTensor])
    case graphs([OnnxGraph])
    case sparseTensor(OnnxSparseTensor)
    case type(OnnxType)
    /// Inside a function: the attribute of this name of the node that calls it.
    case reference(String)
}

/// A tensor of which only some elements are listed; the others are zero.
public struct OnnxSparseTensor: Sendable {
    public var values: OnnxTensor
    /// `[count]` places in row-major order, or `[count, rank]`.
    public var indices: OnnxTensor
    public var shape: [Int]
}

/// An operator made of nodes.
public struct OnnxFunction: Sendable {
    public var name = ""
    public var domain = ""
    public var overload = ""
    public var inputs: [String] = []
    public var outputs: [String] = []
    /// The attributes a caller must give, and those with a value of their own.
    public var attributeNames: [String] = []
    public var attributeDefaults: [String: OnnxAttribute] = [:]
    public var nodes: [OnnxNode] = []
    public var opsets: [String: Int] = [:]
    public var documentation = ""

    public init() {}
}
