extension Graph {
    /// Replaces each composite that `claiming` declines, given its operands' specs, by its body;
    /// composites inside that body likewise. A claimed one stays whole.
    package func inliningComposites(
        claiming: (Composite, [TensorSpec]) -> Bool
    ) -> Graph {
        var inlined = InlinedResults()
        return rewritten { result, node in result.appendInlined(node, claiming, &inlined) }
    }

    /// Recursion is as deep as composites are nested in their definitions, not as the graph is.
    private mutating func appendInlined(
        _ node: Node, _ claiming: (Composite, [TensorSpec]) -> Bool,
        _ inlined: inout InlinedResults
    ) -> Int {
        if case .result(let number, _) = node.primitive,
            let results = inlined.results[node.inputs[0]]
        {
            return results[number]
        }
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
            (inner.scope, inner.site) = (node.scope, node.site)
            places.append(appendInlined(inner, claiming, &inlined))
        }
        let results = body.outputs.map { places[$0] }
        guard results.count > 1 else { return results[0] }
        // A node of its own stands for the call: results of two calls may begin with the same node.
        let call = append(Node(.identity, [results[0]], nodes[results[0]].spec, scope: node.scope))
        inlined.results[call] = results
        return call
    }
}

/// The nodes that give the results of inlined composites with several, by the call's stand-in.
private struct InlinedResults {
    var results: [Int: [Int]] = [:]
}
