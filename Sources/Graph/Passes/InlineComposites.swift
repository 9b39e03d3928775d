extension Graph {
    /// Replaces each composite that `claiming` declines, given its operands' specs, by its body;
    /// composites inside that body likewise. A claimed one stays whole.
    package func inliningComposites(
        claiming: (Composite, [TensorSpec]) -> Bool
    ) -> Graph {
        rewritten { result, node in result.appendInlined(node, claiming) }
    }

    /// Recursion is as deep as composites are nested in their definitions, not as the graph is.
    private mutating func appendInlined(
        _ node: Node, _ claiming: (Composite, [TensorSpec]) -> Bool
    ) -> Int {
        guard case .composite(let composite) = node.primitive,
            !claiming(composite, node.inputs.map { nodes[$0].spec })
        else { return append(node) }
        let body = composite.body
        var places: [Int] = []
        places.reserveCapacity(body.nodes.count)
        for inner in body.nodes {
            if case .parameter(let number) = inner.primitive {
                places.append(node.inputs[number])
                continue
            }
            // The body is shared by all calls; the call knows the layer that made it.
            var inner = inner.reading(places)
            inner.scope = node.scope
            places.append(appendInlined(inner, claiming))
        }
        return places[body.outputs[0]]
    }
}
