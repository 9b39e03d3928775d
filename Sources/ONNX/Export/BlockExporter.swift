import LaminaGraph
import LaminaTensor

/// Writes the nodes of one graph: the whole, or the body of a branch or loop.
final class BlockExporter {
    /// A value that may still have to be expanded: ONNX's element-wise operators broadcast, so that
    /// most broadcasts need no node.
    struct Value {
        var name: String
        /// The shape it has now, of the value's rank, with 1 where it is to be expanded.
        var shape: Shape
        /// The value's own shape, at both sizes of the batch.
        var full: Shape
        var otherFull: Shape

        var isFull: Bool { shape == full }
    }

    let exporter: GraphExporter
    private(set) var nodes: [OnnxNode] = []
    private let graph, other: Graph
    private let parameters: [String]
    let isInner: Bool
    private var values: [Value?]
    /// All results of nodes that have several.
    private var results: [Int: [String]] = [:]

    init(
        _ exporter: GraphExporter, _ graph: Graph, _ other: Graph, parameters: [String],
        isInner: Bool = false
    ) {
        (self.exporter, self.graph, self.other) = (exporter, graph, other)
        (self.parameters, self.isInner) = (parameters, isInner)
        values = Array(repeating: nil, count: graph.nodes.count)
    }

    /// Writes all nodes and gives the names of the outputs.
    func run() throws(OnnxExportError) -> [String] {
        for index in graph.nodes.indices { try write(index) }
        return try graph.outputs.map { output throws(OnnxExportError) in try name(output) }
    }

    /// Adds a node of one result and gives its name.
    @discardableResult
    func add(
        _ type: String, _ inputs: [String], _ attributes: [String: OnnxAttribute] = [:],
        names: [String]? = nil
    ) -> String {
        add(type, inputs, attributes, results: names ?? [exporter.unique(type.lowercased())])[0]
    }

    func add(
        _ type: String, _ inputs: [String], _ attributes: [String: OnnxAttribute],
        results: [String]
    ) -> [String] {
        var node = OnnxNode()
        (node.operatorType, node.inputs, node.outputs) = (type, inputs, results)
        node.attributes = attributes
        nodes.append(node)
        return results
    }

    /// Adds nodes that another block wrote.
    func append(_ more: [OnnxNode]) { nodes += more }

    // MARK: Values

    /// The specs of a node at both sizes of the batch.
    func specs(_ index: Int) -> (TensorSpec, TensorSpec) {
        (graph.nodes[index].spec, other.nodes[index].spec)
    }

    /// The name of a node's value in its full shape.
    func name(_ index: Int) throws(OnnxExportError) -> String {
        guard var value = values[index] else {
            throw fault(index, "it has several results, and they are read as one", "report this")
        }
        if !value.isFull {
            let shape = try exporter.sizes(Array(value.full), Array(value.otherFull), self)
            value.name = add("Expand", [value.name, shape])
            value.shape = value.full
            values[index] = value
        }
        return value.name
    }

    /// The names of operands of an element-wise operator, expanded only if the result would be smaller.
    func operands(_ index: Int) throws(OnnxExportError) -> [String] {
        let node = graph.nodes[index]
        let found = node.inputs.map { values[$0] }
        var joint: [Int] = Array(repeating: 1, count: node.spec.shape.rank)
        for case let value? in found where value.shape.rank == joint.count {
            for axis in joint.indices where value.shape[axis] != 1 {
                joint[axis] = value.shape[axis]
            }
        }
        guard Shape(joint) == node.spec.shape else {
            return try node.inputs.map { input throws(OnnxExportError) in try name(input) }
        }
        return found.compactMap { $0?.name }
    }

    func set(_ index: Int, _ name: String) {
        let (spec, otherSpec) = specs(index)
        values[index] = Value(
            name: name, shape: spec.shape, full: spec.shape, otherFull: otherSpec.shape)
    }

    /// Gives a node a value that is still to be expanded to its shape.
    func set(_ index: Int, _ name: String, unexpanded shape: Shape) {
        let (spec, otherSpec) = specs(index)
        values[index] = Value(
            name: name, shape: shape, full: spec.shape, otherFull: otherSpec.shape)
    }

    func fault(_ index: Int, _ problem: String, _ fix: String) -> OnnxExportError {
        let node = graph.nodes[index]
        return OnnxExportError(
            operation: node.primitive.name, scope: node.scope, problem: problem, fix: fix)
    }

    // MARK: Nodes

    private func write(_ index: Int) throws(OnnxExportError) {
        let node = graph.nodes[index]
        switch node.primitive {
        case .parameter(let number): set(index, parameters[number])
        case .constant(let value): set(index, exporter.scalar(value, node.spec.dtype))
        case .identity, .stopGradient, .barrier: values[index] = values[node.inputs[0]]
        case .unary(let op): try writeUnary(index, op)
        case .binary(let op): try writeBinary(index, op)
        case .compare(let op): try writeComparison(index, op)
        case .select: set(index, add("Where", try operands(index)))
        case .convert(let dtype):
            let source = values[node.inputs[0]]
            let name = add(
                "Cast", [source?.name ?? ""], ["to": .int(OnnxElementType(dtype).rawValue)])
            set(index, name, unexpanded: source?.shape ?? node.spec.shape)
        case .reshape, .broadcast, .transpose, .slice, .reverse, .pad, .concatenate, .iota,
            .gatherRows, .scatterRows, .argSort, .dynamicSlice:
            try writeMovement(index, node, other.nodes[index])
        case .reduce, .argReduce, .cumulative, .matmul, .convolution, .convolutionInputGradient,
            .pool:
            try writeProduct(index, node, other.nodes[index])
        case .composite(let composite):
            guard let type = GraphExporter.operatorName(of: composite) else {
                throw fault(index, "it has no operator", "report this")
            }
            set(
                index,
                add(type, [try name(node.inputs[0])], ["axis": .int(composite.attributes[0])]))
        case .conditional, .scan, .whileLoop:
            results[index] = try writeControlFlow(index, node, other.nodes[index])
            if let first = results[index]?.first { set(index, first) }
        case .result(let number, _):
            guard let all = results[node.inputs[0]] else {
                throw fault(index, "it has no results", "report this")
            }
            set(index, all[number])
        case .convolutionFilterGradient, .maxPoolGradient, .averagePoolGradient, .linearRecurrence,
            .dynamicUpdate, .complexParts, .complexFromParts, .fourier, .matrix:
            throw fault(
                index, "ONNX has no operator for it",
                "export a function without it: inference, not training, and real numbers")
        case .randomBits:
            throw fault(
                index, "random numbers are not the same in another runtime",
                "export in inference mode, or pass the numbers in as an input")
        }
    }

    /// The body of a branch or loop with its inputs' names, as a graph of its own.
    func body(
        _ graph: Graph, _ other: Graph, inputs: [(name: String, spec: (TensorSpec, TensorSpec))],
        parameters: [String], name: String
    ) throws(OnnxExportError) -> OnnxGraph {
        let inlined = [graph, other].map { $0.optimized(claiming: GraphExporter.claims) }
        guard inlined[0].nodes.count == inlined[1].nodes.count else {
            throw OnnxExportError(
                operation: name, scope: "", problem: "its body depends on the size of the batch",
                fix: "export without a batch name")
        }
        let block = BlockExporter(
            exporter, inlined[0], inlined[1], parameters: parameters, isInner: true)
        let results = try block.run()
        var result = OnnxGraph()
        result.name = name
        for (input, spec) in inputs {
            result.inputs.append(
                OnnxValueInfo(name: input, type: exporter.type(spec.0, spec.1)))
        }
        for (index, output) in results.enumerated() {
            // An output must be a node's result, and have a name of its own.
            let own = block.add("Identity", [output], names: [exporter.unique("\(name)_output")])
            let specs = (inlined[0].outputSpecs[index], inlined[1].outputSpecs[index])
            result.outputs.append(
                OnnxValueInfo(name: own, type: exporter.type(specs.0, specs.1)))
        }
        result.nodes = block.nodes
        return result
    }
}
