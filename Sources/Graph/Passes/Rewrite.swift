extension Graph {
    /// Builds the graph anew in one sweep: `rule` gets every node in order, its inputs already
    /// numbered as in the new graph, and gives the number of the node that takes its place.
    ///
    /// Inputs and the order of outputs stay. Complexity: linear in the number of nodes.
    func rewritten(_ rule: (inout Graph, Node) -> Int) -> Graph {
        var result = Graph(inputSpecs: inputSpecs)
        result.nodes.reserveCapacity(nodes.count)
        var places: [Int] = []
        places.reserveCapacity(nodes.count)
        for node in nodes { places.append(rule(&result, node.reading(places))) }
        result.outputs = outputs.map { places[$0] }
        return result
    }

    /// Adds a node as it is and gives its number.
    mutating func append(_ node: Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }
}

extension Graph.Node {
    /// The node with every input `i` replaced by `places[i]`.
    func reading(_ places: [Int]) -> Graph.Node {
        // Most nodes keep their numbers, and writing would copy the array.
        guard inputs.contains(where: { places[$0] != $0 }) else { return self }
        var node = self
        node.inputs = inputs.map { places[$0] }
        return node
    }
}
