extension Graph {
    /// Computes each expression once: a node equal to an earlier one gives way to it.
    ///
    /// Random bits follow from their key, so equal draws merge too.
    package func mergingCommonSubexpressions() -> Graph {
        var first: [Expression: Int] = [:]
        first.reserveCapacity(nodes.count)
        return rewritten { result, node in
            let number = result.nodes.count
            let place = first[Expression(node), default: number]
            if place == number { first[Expression(node)] = result.append(node) }
            return place
        }
    }
}

/// A node by what it computes, bit for bit: as numbers 0 and -0 are equal, yet `x / 0` and
/// `x / -0` are not.
private struct Expression: Hashable {
    let node: Graph.Node
    let valueBits: UInt64

    init(_ node: Graph.Node) {
        self.node = node
        if case .constant(let value) = node.primitive {
            valueBits = value.bitPattern
        } else if case .pad(_, _, let value) = node.primitive {
            valueBits = value.bitPattern
        } else {
            valueBits = 0
        }
    }
}
