extension Graph {
    /// Checks what every pass relies on and must keep: nodes read only earlier nodes, parameters
    /// and outputs exist, every shape rule holds, and so inside each composite.
    package func verify() throws(OpError) {
        var verified: Set<ObjectIdentifier> = []
        try verify(&verified)
    }

    /// A composite shared by many calls is checked once.
    private func verify(_ verified: inout Set<ObjectIdentifier>) throws(OpError) {
        var hasSeveral = [Bool](repeating: false, count: nodes.count)
        for (number, node) in nodes.enumerated() {
            guard node.inputs.allSatisfy({ (0..<number).contains($0) }) else {
                throw fault("%\(number) reads \(node.inputs), not all of them before it", node)
            }
            if case .composite(let composite) = node.primitive,
                verified.insert(ObjectIdentifier(composite)).inserted
            {
                for graph in composite.graphs { try graph.verify(&verified) }
            }
            for graph in node.primitive.controlledGraphs { try graph.verify(&verified) }
            if case .result = node.primitive {
            } else {
                for input in node.inputs where hasSeveral[input] {
                    let name = nodes[input].primitive.name
                    throw fault("%\(number) reads \(name), which has several results, as one", node)
                }
            }
            let expected = try ruledSpec(of: node)
            hasSeveral[number] = try resultCount(of: node) > 1
            guard expected == node.spec else {
                throw fault("%\(number) claims \(node.spec), its rule gives \(expected)", node)
            }
        }
        guard outputs.allSatisfy(nodes.indices.contains) else {
            throw fault("outputs \(outputs) of a graph of \(nodes.count) nodes", nil)
        }
    }

    private func resultCount(of node: Node) throws(OpError) -> Int {
        switch node.primitive {
        case .composite, .conditional, .scan, .whileLoop:
            try node.primitive.resultSpecs(of: node.inputs.map { nodes[$0].spec }).count
        default: 1
        }
    }

    /// What the shape rule gives; leaves state their spec themselves.
    private func ruledSpec(of node: Node) throws(OpError) -> TensorSpec {
        switch node.primitive {
        case .parameter(let input):
            guard inputSpecs.indices.contains(input) else {
                throw fault("parameter \(input) of \(inputSpecs.count) inputs", node)
            }
            return inputSpecs[input]
        case .constant:
            return node.spec
        case .result(let number, let spec):
            let source = nodes[node.inputs[0]]
            let specs = try source.primitive.resultSpecs(of: source.inputs.map { nodes[$0].spec })
            guard specs.indices.contains(number), specs[number] == spec else {
                throw fault("result \(number), \(spec), of \(specs)", node)
            }
            return spec
        case .iota(_, let axis) where !node.spec.shape.indices.contains(axis):
            throw fault("iota along axis \(axis)", node)
        default:
            return try node.primitive.spec(of: node.inputs.map { nodes[$0].spec })
        }
    }

    private func fault(_ problem: String, _ node: Node?) -> OpError {
        OpError(
            op: "graph", problem: problem,
            operands: node.map { ["node": "\($0.primitive.name) \($0.spec) \($0.scope)"] } ?? [:],
            fix: "report this: a pass or a transform built the graph wrongly")
    }
}

extension Composite {
    fileprivate var graphs: [Graph] {
        [body]
            + [pullback, pushforward].compactMap { rule in
                if case .rule(let graph, _) = rule { graph } else { nil }
            }
    }
}

extension Primitive {
    /// The graphs that control flow runs.
    package var controlledGraphs: [Graph] {
        switch self {
        case .conditional(let conditional): [conditional.then, conditional.otherwise]
        case .scan(let scan): [scan.body]
        case .whileLoop(let loop): [loop.condition, loop.body]
        default: []
        }
    }
}
