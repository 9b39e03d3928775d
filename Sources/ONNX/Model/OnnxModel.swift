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
    /// That program's version, in its own notation.
    public var producerVersion = ""
    /// Whose model it is, a name like `org.onnx`; mostly empty.
    public var domain = ""
    /// The model's own version, counted by whoever made it.
    public var modelVersion = 0
    /// A text for people.
    public var documentation = ""
    /// Named texts, such as the alphabet of a reader of letters.
    public var metadata: [String: String] = [:]
    /// What the model computes.
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
    /// Without meaning for what is computed.
    public var name = ""
    /// In an order in which they can run.
    public var nodes: [OnnxNode] = []
    /// What the graph is called with. Older files list the initial values here too.
    public var inputs: [OnnxValueInfo] = []
    /// What the graph gives, by the names of nodes' results, inputs or initial values.
    public var outputs: [OnnxValueInfo] = []
    /// Tensors the graph has from the start, such as its weights.
    public var initializers: [OnnxTensor] = []
    /// What the file says of values between the nodes.
    public var values: [OnnxValueInfo] = []

    /// An empty graph to be built up.
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
    /// May be empty, or that of another node: values are told apart, not nodes.
    public var name = ""
    /// The names of the values it reads; `""` where an optional one is left out.
    public var inputs: [String] = []
    /// The names it gives its results; `""` where one is not wanted.
    public var outputs: [String] = []
    /// The settings by name; those left out have the operator's defaults.
    public var attributes: [String: OnnxAttribute] = [:]
    /// Which of an operator's overloads in ``OnnxModel/functions`` is meant.
    public var overload = ""
    /// Where the node begins in the file.
    public var byte = 0

    /// A node to be filled in.
    public init() {}

    /// The node's name, or its first result's where it has none, in quotes.
    public var title: String { "'\(name.isEmpty ? outputs.first ?? "" : name)'" }
}

/// A number, a text, a tensor or a graph that says how a node works.
public enum OnnxAttribute: Sendable {
    /// A 32-bit number.
    case float(Float)
    /// A 64-bit whole number; truth values are 0 and 1.
    case int(Int)
    /// A text, UTF-8 in the file.
    case string(String)
    /// A constant.
    case tensor(OnnxTensor)
    /// A body, such as a branch of `If`; it also sees the values of the graphs around it.
    case graph(OnnxGraph)
    /// A list of 32-bit numbers.
    case floats([Float])
    /// A list of whole numbers, such as sizes or axes.
    case ints([Int])
    /// A list of texts.
    case strings([String])
    /// A list of constants.
    case tensors([OnnxTensor])
    /// A list of bodies.
    case graphs([OnnxGraph])
    /// A constant that is mostly zeros.
    case sparseTensor(OnnxSparseTensor)
    /// The type of a value, such as that of an empty `Optional`.
    case type(OnnxType)
    /// Inside a function: the attribute of this name of the node that calls it.
    case reference(String)
}

/// A tensor of which only some elements are listed; the others are zero.
public struct OnnxSparseTensor: Sendable {
    /// The elements that are listed, `[count]`; its name is that of the whole.
    public var values: OnnxTensor
    /// `[count]` places in row-major order, or `[count, rank]`.
    public var indices: OnnxTensor
    /// Of the tensor with its zeros.
    public var shape: [Int]
}

/// An operator made of nodes.
public struct OnnxFunction: Sendable {
    /// The operator that nodes call.
    public var name = ""
    /// Whose operator it is; ``OnnxNode/domain`` must be the same.
    public var domain = ""
    /// Tells functions of one name and domain apart; empty where there is one.
    public var overload = ""
    /// What the nodes call the values that a call passes in, in order.
    public var inputs: [String] = []
    /// What the nodes call the results, in order.
    public var outputs: [String] = []
    /// The attributes a caller must give, and those with a value of their own.
    public var attributeNames: [String] = []
    /// Values that hold where the calling node gives none.
    public var attributeDefaults: [String: OnnxAttribute] = [:]
    /// In an order in which they can run; they see no values from outside of the function.
    public var nodes: [OnnxNode] = []
    /// As in ``OnnxModel/opsets``, for the function's nodes alone.
    public var opsets: [String: Int] = [:]
    /// A text for people.
    public var documentation = ""

    /// A function to be filled in.
    public init() {}
}
