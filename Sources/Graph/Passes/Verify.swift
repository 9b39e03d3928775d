extension Graph {
    /// Checks what every pass relies on and must keep: nodes read only earlier nodes, parameters
    /// and outputs exist, every shape rule holds, and so inside each composite.
    package func verify() throws(OpError) {
        var verified: Set<ObjectIdentifier> = []
        try verify(&verified)
    }

    /// A composite shared by many calls is checked once.
    private func verify(_ verified: inout Set<ObjectIdentifier>) throws(OpError) {
        for (number, node) in nodes.enumerated() {
            guard node.inputs.allSatisfy({ (0..<number).contains($0) }) else {
                throw fault("%\(number) reads \(node.inputs), not all of them before it", node)
            }
            if case .composite(let composite) = node.primitive,
                verified.insert(ObjectIdentifier(composite)).inserted
            {
                for body in [composite.body, composite.backward].compactMap(\.self) {
                    try body.verify(&verified)
                    guard body.outputs.count == 1 else {
                        throw fault("\(composite.name) yields \(body.outputs.count) results", node)
                    }
                }
            }
            let expected = try ruledSpec(of: node)
            guard expected == node.spec else {
                throw fault("%\(number) claims \(node.spec), its rule gives \(expected)", node)
            }
        }
        guard outputs.allSatisfy(nodes.indices.contains) else {
            throw fault("outputs \(outputs) of a graph of \(nodes.count) nodes", nil)
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
