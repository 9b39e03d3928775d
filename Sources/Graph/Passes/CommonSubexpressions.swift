extension Graph {
    /// Computes each expression once: a node equal to an earlier one, bit for bit, gives way to it.
    ///
    /// Random bits follow from their key, so equal draws merge too.
    package func mergingCommonSubexpressions() -> Graph {
        var first: [Node: Int] = [:]
        first.reserveCapacity(nodes.count)
        return rewritten { result, node in
            let number = result.nodes.count
            let place = first[node, default: number]
            if place == number { first[node] = result.append(node) }
            return place
        }
    }
}
