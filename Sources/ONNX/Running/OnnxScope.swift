import LaminaFormats
import LaminaGraph
import LaminaTensor

/// The values known by name while a list of nodes runs.
///
/// A graph inside a node's attribute sees the values around it; a function sees only its inputs.
final class OnnxScope {
    private var values: [String: OnnxValue?] = [:]
    private let parent: OnnxScope?
    let program: OnnxProgram
    private let opsets: [String: Int]
    /// How many functions and graphs are inside one another.
    private let depth: Int

    private static let deepest = 64

    /// The shapes of the inputs; none inside of functions and graphs, whose names occur many times.
    private let signature: String?

    init(_ program: OnnxProgram, signature: String) {
        (self.program, opsets, parent, depth) = (program, program.opsets, nil, 0)
        self.signature = signature
    }

    private init(_ program: OnnxProgram, opsets: [String: Int], parent: OnnxScope?, depth: Int) {
        (self.program, self.opsets, self.parent, self.depth) = (program, opsets, parent, depth)
        signature = nil
    }

    func set(_ name: String, _ value: OnnxValue?) {
        guard case .tensor(let tensor) = value, program.gradientPoints.contains(name) else {
            values[name] = .some(value)
            return
        }
        values[name] = .some(.tensor(tensor.marked()))
    }

    /// The value of a name; nil if it has none.
    func value(_ name: String) -> OnnxValue? {
        if let own = values[name] { return own }
        return parent?.value(name)
    }

    private func isKnown(_ name: String) -> Bool {
        values[name] != nil || parent?.isKnown(name) == true
    }

    /// Runs a graph in a node's attribute and gives its outputs.
    func run(_ graph: OnnxGraph, _ inputs: [OnnxValue], of node: OnnxNode) throws -> [OnnxValue] {
        guard depth < Self.deepest else {
            throw OnnxFault("graphs are nested \(depth) deep", fix: "check what wrote the file")
        }
        guard inputs.count == graph.inputs.count else {
            throw OnnxFault(
                "its graph '\(graph.name)' takes \(graph.inputs.count) inputs, not \(inputs.count)",
                fix: "check what wrote the file")
        }
        let scope = OnnxScope(program, opsets: opsets, parent: self, depth: depth + 1)
        for (info, value) in zip(graph.inputs, inputs) { scope.set(info.name, value) }
        for tensor in graph.initializers { scope.set(tensor.name, tensor.value) }
        try scope.run(graph.nodes)
        return try scope.outputs(graph.outputs.map(\.name))
    }

    /// Runs the nodes in order; each puts its results in.
    func run(_ nodes: [OnnxNode]) throws(FileError) {
        for node in nodes {
            let inputs = try node.inputs.map { name throws(FileError) -> OnnxValue? in
                guard !name.isEmpty else { return nil }
                guard isKnown(name) else {
                    throw program.error(
                        node, opsets, "reads '\(name)', which no node before it gives",
                        "sort the nodes so that each follows those it reads; a cycle has no order")
                }
                return value(name)
            }
            let results = try evaluate(node, inputs)
            for (name, result) in zip(node.outputs, results) where !name.isEmpty {
                set(name, result)
            }
        }
    }

    private func evaluate(
        _ node: OnnxNode, _ inputs: [OnnxValue?]
    ) throws(FileError) -> [OnnxValue] {
        do {
            // A shape that does not fit is thrown, with the node's name, and stops no program.
            let results: [OnnxValue] = try checked { try self.results(node, inputs) }
            let wanted = node.outputs.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
            guard results.count >= wanted else {
                throw OnnxFault(
                    "gives \(results.count) results and not \(wanted)",
                    fix: "export with fewer outputs of this node")
            }
            if let large = results.compactMap(\.tensor).first(where: \.isTooLarge) {
                throw OnnxFault(
                    "the result \(large.spec) takes more than 64 GiB", fix: "use smaller inputs")
            }
            return folded(results, node, "")
        } catch let error as FileError {
            throw error
        } catch let fault as OnnxFault {
            throw program.error(node, opsets, fault.problem, fault.fix)
        } catch let error as OpError {
            let operands = error.operands.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            throw program.error(
                node, opsets, "\(error.op): \(error.problem) (\(operands))", error.fix)
        } catch {
            throw program.error(node, opsets, "\(error)", "check what wrote the file")
        }
    }

    /// Computes, while a graph is traced, results that do not depend on its inputs.
    func folded(_ results: [OnnxValue], _ node: OnnxNode, _ part: String) -> [OnnxValue] {
        let name = node.outputs.first ?? ""
        return program.folded(results, signature.map { "\(name) \(part) \($0)" })
    }

    private func results(_ node: OnnxNode, _ inputs: [OnnxValue?]) throws -> [OnnxValue] {
        if let function = program.function(for: node) {
            return try run(function, node, inputs)
        }
        guard let known = OnnxOperator.named(node.operatorType, domain: node.domain) else {
            throw OnnxFault.unsupported(node)
        }
        let opset = opsets[node.domain] ?? 1
        guard opset >= known.versions[0] else {
            throw OnnxFault(
                "the operator comes with opset \(known.versions[0]), the file is of \(opset)",
                fix: "export with opset_version \(known.versions[0]) or higher")
        }
        return try known.evaluate(OnnxCall(node: node, inputs: inputs, opset: opset, scope: self))
    }

    private func run(
        _ function: OnnxFunction, _ node: OnnxNode, _ inputs: [OnnxValue?]
    ) throws -> [OnnxValue] {
        guard depth < Self.deepest else {
            throw OnnxFault(
                "functions call one another \(depth) deep", fix: "check what wrote the file")
        }
        guard inputs.count <= function.inputs.count else {
            throw OnnxFault(
                "the function takes \(function.inputs.count) inputs, not \(inputs.count)",
                fix: "check what wrote the file")
        }
        let scope = OnnxScope(
            program, opsets: program.opsets.merging(function.opsets) { $1 }, parent: nil,
            depth: depth + 1)
        for (index, name) in function.inputs.enumerated() {
            scope.set(name, index < inputs.count ? inputs[index] : nil)
        }
        let attributes = function.attributeDefaults.merging(node.attributes) { $1 }
        try scope.run(function.nodes.map { $0.resolving(attributes) })
        return try scope.outputs(function.outputs)
    }

    /// The values of these names.
    func outputs(_ names: [String]) throws(OnnxFault) -> [OnnxValue] {
        try names.map { name throws(OnnxFault) in
            guard let value = value(name) else {
                throw OnnxFault(
                    "the output '\(name)' is given by no node", fix: "check what wrote the file")
            }
            return value
        }
    }
}

extension OnnxFault {
    static func unsupported(_ node: OnnxNode) -> OnnxFault {
        let names = OnnxOperator.all.filter { $0.domain == node.domain }.map(\.name)
        let near = NearestName.suggestion(for: node.operatorType, among: names)
        return OnnxFault(
            "the operator is unknown\(near)",
            fix: node.domain.isEmpty
                ? "`lamina onnx info` lists what the file needs; export with other operators"
                : "only ai.onnx, ai.onnx.ml and functions in the file are run")
    }
}

extension OnnxNode {
    /// The node with the attributes of a function's caller in place of references to them.
    fileprivate func resolving(_ caller: [String: OnnxAttribute]) -> OnnxNode {
        var node = self
        for (name, value) in attributes {
            switch value {
            case .reference(let reference): node.attributes[name] = caller[reference]
            case .graph(var graph):
                graph.nodes = graph.nodes.map { $0.resolving(caller) }
                node.attributes[name] = .graph(graph)
            default: break
            }
        }
        return node
    }
}

extension Tensor {
    /// Whether memory for the tensor should not even be asked for.
    fileprivate var isTooLarge: Bool {
        let bytes = OnnxTensor.byteCount(OnnxElementType(dtype), Array(shape))
        return bytes.map { $0 > 1 << 36 } ?? true
    }
}
