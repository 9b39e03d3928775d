import LaminaGraph
import LaminaTensor

/// Writes a recorded graph as nodes of ONNX.
///
/// Where the batch has a name, the graph was recorded at two sizes of it, and a size that differs is
/// written as a linear function of the batch's.
final class GraphExporter {
    let opset: Int
    private let options: OnnxExportOptions
    private let programs: [TracedProgram]
    private var initializers: [OnnxTensor] = []
    private var constants: [String: String] = [:]
    private var counts: [String: Int] = [:]
    private var taken: Set<String> = []
    /// The batch's size as an int64 vector of one, where it is needed.
    private var batchSize: String?
    private var firstInput = ""

    init(_ options: OnnxExportOptions, _ programs: [TracedProgram]) {
        (self.options, self.programs, opset) = (options, programs, options.opset)
    }

    /// ONNX's operator for a composite; nil where there is none.
    static func operatorName(of composite: Composite) -> String? {
        switch composite.known {
        case .softmax: "Softmax"
        case .logSoftmax: "LogSoftmax"
        case .standardize, .layerNorm, .attention, .attentionGradient, nil: nil
        }
    }

    /// Whether ONNX has an operator for a composite.
    static func claims(_ composite: Composite, _ operands: [TensorSpec]) -> Bool {
        operatorName(of: composite) != nil
    }

    func exported(
        inputCount: Int, name: (Buffer) -> String?
    ) throws(OnnxExportError) -> OnnxGraph {
        let graphs = programs.map { program in
            program.graph.optimized(claiming: Self.claims)
        }
        let main = graphs[0]
        let other = graphs.last ?? main
        try compare(main, other)
        var graph = OnnxGraph()
        graph.name = options.graphName
        var names: [String] = []
        for index in main.inputSpecs.indices {
            if index < inputCount {
                let name = Self.name("input", index, inputCount, options.inputNames)
                taken.insert(name)
                if index == 0 { firstInput = name }
                graph.inputs.append(
                    OnnxValueInfo(
                        name: name, type: type(main.inputSpecs[index], other.inputSpecs[index])))
                names.append(name)
            } else {
                let buffer = programs[0].inputs[index]
                let own = unique(name(buffer) ?? "constant_\(index - inputCount)")
                initializers.append(
                    OnnxTensor(name: own, Tensor(buffer: buffer, spec: main.inputSpecs[index])))
                names.append(own)
            }
        }
        let block = BlockExporter(self, main, other, parameters: names)
        let results = try block.run()
        for (index, result) in results.enumerated() {
            let name = Self.name("output", index, results.count, options.outputNames)
            taken.insert(name)
            block.add("Identity", [result], names: [name])
            let node = (main.nodes[main.outputs[index]], other.nodes[other.outputs[index]])
            graph.outputs.append(OnnxValueInfo(name: name, type: type(node.0.spec, node.1.spec)))
        }
        graph.nodes = block.nodes
        graph.initializers = initializers
        return graph.withoutUnused
    }

    private static func name(
        _ usual: String, _ index: Int, _ count: Int, _ given: [String]
    ) -> String {
        if index < given.count { return given[index] }
        return count == 1 ? usual : "\(usual)_\(index)"
    }

    private func compare(_ a: Graph, _ b: Graph) throws(OnnxExportError) {
        func differ(_ node: Graph.Node?) -> OnnxExportError {
            OnnxExportError(
                operation: node?.primitive.name ?? "graph", scope: node?.scope ?? "",
                problem: "what is computed depends on the size of the batch",
                fix: "export without a batch name, or use the batch's size in shapes alone")
        }
        guard a.nodes.count == b.nodes.count, a.outputs == b.outputs else { throw differ(nil) }
        for (x, y) in zip(a.nodes, b.nodes) {
            guard x.inputs == y.inputs, x.primitive.name == y.primitive.name else {
                throw differ(x)
            }
            if case .constant(let first) = x.primitive, case .constant(let second) = y.primitive,
                first.bitPattern != second.bitPattern
            {
                throw differ(x)
            }
        }
    }

    // MARK: Names and constants

    /// A name that no other value has.
    func unique(_ base: String) -> String {
        let stem = base.isEmpty ? "value" : base
        if taken.insert(stem).inserted { return stem }
        repeat {
            counts[stem, default: 0] += 1
        } while !taken.insert(
            "\(stem)_\(counts[stem, default: 0])"
        ).inserted
        return "\(stem)_\(counts[stem, default: 0])"
    }

    /// The name of a constant; equal ones are kept once.
    func constant(_ tensor: Tensor, _ key: String) -> String {
        let key = "\(tensor.spec) \(key)"
        if let known = constants[key] { return known }
        let name = unique("constant")
        constants[key] = name
        initializers.append(OnnxTensor(name: name, tensor))
        return name
    }

    func scalar(_ value: Double, _ dtype: DType) -> String {
        constant(Tensor(value, dtype: dtype), "\(value.bitPattern)")
    }

    func ints(_ values: [Int]) -> String { constant(Tensor(values), "\(values)") }

    /// An initial value, to be stored in another order.
    func initializer(_ name: String) -> OnnxTensor? { initializers.first { $0.name == name } }

    /// Numbers of which some grow with the batch, as an int64 vector.
    func sizes(_ a: [Int], _ b: [Int], _ block: BlockExporter) throws(OnnxExportError) -> String {
        guard a != b else { return ints(a) }
        let (small, large) = (6, 10)
        let slopes = zip(a, b).map { ($1 - $0) / (large - small) }
        let bases = zip(a, slopes).map { $0 - $1 * small }
        guard zip(bases, slopes).map({ $0 + $1 * large }) == b else {
            throw OnnxExportError(
                operation: "shape", scope: "", problem: "\(a) and \(b) are not linear in the batch",
                fix: "export without a batch name")
        }
        let scaled = block.add("Mul", [batch(block), ints(slopes)])
        return bases.allSatisfy { $0 == 0 } ? scaled : block.add("Add", [scaled, ints(bases)])
    }

    private func batch(_ block: BlockExporter) -> String {
        // Inside a loop's body the outer value could be read too, but may come later.
        if let batchSize, !block.isInner { return batchSize }
        let shape = block.add("Shape", [firstInput])
        let size = block.add("Slice", [shape, ints([0]), ints([1])])
        if !block.isInner { batchSize = size }
        return size
    }

    /// A type whose sizes that differ have the batch's name where they are the batch.
    func type(_ a: TensorSpec, _ b: TensorSpec) -> OnnxType {
        let sizes = zip(a.shape, b.shape).map { first, second -> OnnxDimension in
            if first == second { return .size(first) }
            return first == 6 && second == 10 ? .named(options.batchName ?? "batch") : .unknown
        }
        return .tensor(OnnxElementType(a.dtype), sizes)
    }
}

extension OnnxGraph {
    /// Without initial values that no node reads.
    fileprivate var withoutUnused: OnnxGraph {
        var used: Set<String> = Set(outputs.map(\.name))
        func visit(_ nodes: [OnnxNode]) {
            for node in nodes {
                used.formUnion(node.inputs)
                for case .graph(let graph) in node.attributes.values {
                    visit(graph.nodes)
                    used.formUnion(graph.outputs.map(\.name))
                }
            }
        }
        visit(nodes)
        var result = self
        result.initializers = initializers.filter { used.contains($0.name) }
        return result
    }
}
