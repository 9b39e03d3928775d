import LaminaFormats
import LaminaGraph
import LaminaTensor

/// A model made ready to run: its functions by name.
struct OnnxProgram: Sendable, CustomReflectable {
    let path: String
    let opsets: [String: Int]
    let graph: OnnxGraph
    private let functions: [String: OnnxFunction]
    private let cache = FoldedTensors()
    /// Values that do not change from call to call.
    var constants: [String: OnnxValue] = [:]

    init(_ model: OnnxModel) {
        (path, opsets, graph) = (model.path, model.opsets, model.graph)
        functions = Dictionary(
            model.functions.map { (Self.key($0.domain, $0.name, $0.overload), $0) },
            uniquingKeysWith: { first, _ in first })
        for node in graph.nodes where node.operatorType == "Gradient" {
            if case .strings(let names) = node.attributes["xs"] { gradientPoints.formUnion(names) }
        }
    }

    private static func key(_ domain: String, _ name: String, _ overload: String) -> String {
        "\(domain)\0\(name)\0\(overload)"
    }

    /// The values that a `Gradient` node differentiates by: what is computed from them is traced.
    private(set) var gradientPoints: Set<String> = []

    /// Holds no cells: whoever looks for parameters need not walk through every node.
    var customMirror: Mirror { Mirror(self, children: []) }

    /// The functions of the file, in the order of their names.
    var definitions: [OnnxFunction] { functions.sorted { $0.key < $1.key }.map(\.value) }

    /// The function of the file that the node calls.
    func function(for node: OnnxNode) -> OnnxFunction? {
        functions.isEmpty
            ? nil : functions[Self.key(node.domain, node.operatorType, node.overload)]
    }

    /// Computes what a trace need not do at every run, results that no input of it leads to, and gives
    /// them as `key` has them: a second trace for the same inputs captures the same tensors.
    func folded(_ results: [OnnxValue], _ key: String?) -> [OnnxValue] {
        guard VariableScope.current?.isTracing == true else { return results }
        let found = results.enumerated().map { index, value -> OnnxValue in
            guard let tensor = value.tensor, !tensor.node.isTraced, let key else { return value }
            return value.with(cache.tensor("\(key) \(index)", tensor))
        }
        eval(found.compactMap(\.tensor).filter { !$0.node.isTraced })
        return found
    }

    /// Runs the graph on values by name.
    ///
    /// - Parameter outputs: the names that are wanted; the graph's outputs unless given.
    func run(_ values: [String: OnnxValue]) throws(FileError) -> [OnnxValue] {
        // What is folded may depend on the inputs' shapes, and on nothing else of them.
        let specs = values.filter { constants[$0.key] == nil }.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value.summary)" }
        let scope = OnnxScope(self, signature: specs.joined(separator: ", "))
        for (name, value) in values { scope.set(name, value) }
        try scope.run(graph.nodes)
        do throws(OnnxFault) { return try scope.outputs(graph.outputs.map(\.name)) } catch {
            throw FileError(path: path, problem: error.problem, fix: error.fix)
        }
    }

    /// An error with the node's name, operator, version and place.
    func error(
        _ node: OnnxNode, _ opsets: [String: Int], _ problem: String, _ fix: String
    ) -> FileError {
        let domain = node.domain.isEmpty ? "" : node.domain + "."
        let version = opsets[node.domain].map { " of opset \($0)" } ?? ""
        return FileError(
            path: path, at: .byte(node.byte),
            problem: "node \(node.title), \(domain)\(node.operatorType)\(version): \(problem)",
            fix: fix)
    }

    /// Every node, those in graphs and functions of the file too, with the operator sets it is of.
    func forEachNode(
        _ body: (OnnxNode, [String: Int]) throws(FileError) -> Void
    ) throws(FileError) {
        try Self.walk(graph.nodes, opsets, body)
        for function in definitions {
            try Self.walk(function.nodes, opsets.merging(function.opsets) { $1 }, body)
        }
    }

    private static func walk(
        _ nodes: [OnnxNode], _ opsets: [String: Int],
        _ body: (OnnxNode, [String: Int]) throws(FileError) -> Void
    ) throws(FileError) {
        for node in nodes {
            try body(node, opsets)
            for name in node.attributes.keys.sorted() {
                if case .graph(let graph) = node.attributes[name] {
                    try walk(graph.nodes, opsets, body)
                }
            }
        }
    }

    /// Throws for the first node that cannot be run.
    func requireKnownOperators() throws(FileError) {
        for (domain, version) in opsets.sorted(by: { $0.key < $1.key }) {
            guard let newest = OnnxOperator.newestOpset[domain], version > newest else { continue }
            throw FileError(
                path: path, at: .byte(0),
                problem:
                    "the model is of opset \(version) of '\(domain.isEmpty ? "ai.onnx" : domain)',"
                    + " which is newer than \(newest), the last one known",
                fix: "export with opset_version \(newest) or lower")
        }
        try forEachNode { node, opsets throws(FileError) in
            guard function(for: node) == nil,
                OnnxOperator.named(node.operatorType, domain: node.domain) == nil
            else { return }
            let fault = OnnxFault.unsupported(node)
            throw error(node, opsets, fault.problem, fault.fix)
        }
    }

    /// The names of initial values that decide shapes or constants, and of those that batch
    /// normalisation keeps: neither are trained.
    var settings: (constants: Set<String>, statistics: Set<String>) {
        var (constants, statistics): (Set<String>, Set<String>) = ([], [])
        for node in graph.nodes {
            let places = OnnxOperator.named(node.operatorType, domain: node.domain)?.settings ?? []
            for (index, name) in node.inputs.enumerated() {
                if places.contains(index) { constants.insert(name) }
                if node.operatorType == "BatchNormalization", index > 2 { statistics.insert(name) }
            }
        }
        return (constants, statistics)
    }
}
