public import LaminaFormats
public import LaminaGraph
public import LaminaNN
import LaminaTensor

/// A network and how to train it, as a YAML file. Caffe: `net.prototxt` and `solver.prototxt`.
///
/// ```yaml
/// name: lenet
/// data: fashion-mnist
/// layers:
///   - conv2d: {name: conv1, out-channels: 6, kernel-size: 5, padding: 2}
///   - relu
///   - max-pool2d: 2
///   - flatten
///   - dense: {name: output, out-features: classes}
/// solver:
///   optimizer: adam
///   learning-rate: 0.001
///   epochs: 10
/// ```
/// `classes` stands for the number of classes of the data. Each layer reads the one before it, unless
/// `input: name` says otherwise; `add`, `multiply`, `maximum` and `concatenate` join several. The solver
/// holds what `lamina train` takes with `--set`, and `epochs` and `seed`.
///
/// The module is the one that Swift builds: the same layers under the same paths draw the same first
/// weights and train to the same bits.
public struct NetworkFile: Sendable {
    /// Where it was read.
    public let path: String
    /// The whole text.
    public let text: String
    /// The network's name: the file's own without its ending, unless the file says another.
    public let name: String
    /// The data set that it wants, by name; nil where it leaves that open.
    public let data: String?
    /// The solver's settings in the order of the file.
    public let solver: [(key: String, value: String, line: Int)]

    private let document: YAMLValue
    private let layers: [YAMLValue]

    /// The kinds of layer and join that a file can name, activations among them.
    public static let layerKinds =
        NamedLayer.all.map(\.name) + LayerGraph.Join.allCases.map(\.rawValue)

    /// Whether a name on a command line means a network file.
    public static func isPath(_ name: String) -> Bool {
        name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    /// Reads a file.
    ///
    /// - Throws: what is wrong, with its line.
    public init(contentsOf path: String) throws(FileError) {
        let bytes = ByteRegion(try MappedFile(path: path))
        guard bytes.count <= 1 << 20 else {
            throw FileError(
                path: path, problem: "\(bytes.count) bytes are too many for a description",
                fix: "name a YAML file of at most a megabyte")
        }
        let text = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        try self.init(parsing: text, path: path)
    }

    /// Reads a text; `path` is for messages and for the name.
    public init(parsing text: String, path: String) throws(FileError) {
        (self.path, self.text) = (path, text)
        document = try YAMLValue(parsing: text, path: path)
        guard case .map(let pairs) = document.content else {
            throw document.fault("a map is expected", fix: "begin with `layers:` and a list")
        }
        var (name, data) = (Self.name(ofPath: path), String?.none)
        var layers: [YAMLValue] = []
        var solver: [(key: String, value: String, line: Int)] = []
        for (key, value) in pairs {
            switch (key, value.content) {
            case ("name", .scalar(let text)) where !text.isEmpty && !text.contains("/"):
                name = text
            case ("data", .scalar(let text)) where !text.isEmpty: data = text
            case ("layers", .list(let list)): layers = list
            case ("solver", .map(let settings)):
                for (key, value) in settings {
                    guard case .scalar(let text) = value.content else {
                        throw value.fault("solver: \(key) is one value", fix: "write \(key): value")
                    }
                    solver.append((key, text, value.line))
                }
            default:
                let known = ["name", "data", "layers", "solver"]
                guard !known.contains(key) else {
                    throw value.fault(
                        "'\(key)' is not of the right kind",
                        fix: "name and data are words, layers a list, solver a map")
                }
                throw value.fault(
                    "no key '\(key)'" + NearestName.suggestion(for: key, among: known),
                    fix: "use \(known.joined(separator: ", "))")
            }
        }
        guard !layers.isEmpty else {
            throw document.fault("there are no layers", fix: "add `layers:` and a list")
        }
        (self.name, self.data, self.layers, self.solver) = (name, data, layers, solver)
    }

    /// The network.
    ///
    /// - Parameters:
    ///   - shape: of one example; each layer is checked with it.
    ///   - dtype: of the examples; int32 for text.
    ///   - classCount: what the word `classes` stands for.
    /// - Throws: what is wrong, with its line.
    public func network(
        input shape: [Int], dtype: DType = .float32, classCount: Int? = nil
    ) throws(FileError) -> LayerGraph {
        let graph = try LayerReader(classCount: classCount, depth: 16)
            .network(layers, of: document)
        do {
            _ = try checked { graph.summary(input: Shape([1] + shape), dtype: dtype) }
        } catch {
            throw misfit(error, graph)
        }
        return graph
    }

    /// A layer whose input does not fit, with the layer's line and the one before it.
    private func misfit(_ error: any Error, _ graph: LayerGraph) -> FileError {
        guard let fault = error as? OpError else {
            return document.fault("\(error)", fix: "correct the layers")
        }
        // Messages begin with the layer's type and path: "Dense at output".
        let words = fault.op.split(separator: " ")
        let name = words.last.map { $0.split(separator: ".")[0] } ?? ""
        func line(of name: some StringProtocol) -> Int? {
            graph.names.firstIndex { $0 == name }.map { layers[$0].line }
        }
        let operands = fault.operands.map { ", \($0.key) \($0.value)" }.joined()
        let before = graph.inputs(of: String(name)).map { input in
            "; it reads '\(input)'" + (line(of: input).map { " of line \($0)" } ?? "")
        }.joined()
        return FileError(
            path: path, at: .line(line(of: name) ?? document.line),
            problem: "\(fault.op): \(fault.problem)\(operands)\(before)", fix: fault.fix)
    }

    private static func name(ofPath path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    }
}
