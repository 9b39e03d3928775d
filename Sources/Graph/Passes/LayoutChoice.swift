/// The order of axes in which groups of connected operations work, chosen so that few elements are moved.
///
/// A group holds operations that work in any order and read each other without a transpose between. All
/// begin in the graph's own order; then one group after another takes the order that costs least while its
/// neighbours keep theirs, until none gains. Every such change lowers the cost, so that this ends.
struct LayoutChoice {
    /// A value read by a group, or by an operation that wants the graph's own order.
    private struct Edge: Hashable {
        /// What is read, before any transposes.
        let source: Int
        /// The reading group; nil for an operation with an order of its own.
        let reader: Int?
        /// Axis `i` that is read is the source's axis `axes[i]`.
        let axes: InlineInts
        /// Whether the reader is a product, to which the last two axes may come in either order.
        let isProduct: Bool
    }

    private let graph: Graph
    /// By node: the group's first node; -1 for what works in the graph's own order only.
    private var group: [Int] = []
    private var edges: [Edge] = []
    private var edgesOf: [Int: [Int]] = [:]
    /// By group.
    private var orders: [Int: InlineInts] = [:]

    private static let mostSweeps = 8

    init(_ graph: Graph) {
        self.graph = graph
        let origins = graph.origins
        findGroups(origins)
        findEdges(origins)
        let groups = edgesOf.keys.sorted()
        for group in groups { orders[group] = InlineInts(graph.nodes[group].spec.shape.indices) }
        for sweep in 0..<Self.mostSweeps {
            // There and back again, as a change makes others worth their while along the graph.
            var changed = false
            for group in sweep % 2 == 0 ? groups : groups.reversed() {
                changed = improve(group) || changed
            }
            if !changed { break }
        }
    }

    /// The order in which a node works; nil where it is the graph's own.
    func order(of node: Int) -> InlineInts? { group[node] < 0 ? nil : orders[group[node]] }

    private mutating func findGroups(_ origins: [Graph.Origin]) {
        group = graph.nodes.indices.map { graph.nodes[$0].worksInAnyOrder ? $0 : -1 }
        func root(_ number: Int) -> Int {
            var number = number
            while group[number] != number { number = group[number] }
            return number
        }
        for (number, node) in graph.nodes.enumerated() where group[number] >= 0 {
            for input in node.inputs {
                let origin = origins[input]
                guard group[origin.node] >= 0, origin.isAsItIs else { continue }
                let (a, b) = (root(number), root(origin.node))
                group[max(a, b)] = min(a, b)
                // Later walks are short.
                group[number] = min(a, b)
            }
        }
        for number in group.indices where group[number] >= 0 { group[number] = root(number) }
    }

    private mutating func findEdges(_ origins: [Graph.Origin]) {
        var seen: Set<Edge> = []
        func add(_ edge: Edge) {
            let own = group[edge.source] >= 0 ? group[edge.source] : nil
            guard own != nil || edge.reader != nil, seen.insert(edge).inserted else { return }
            for group in Set([own, edge.reader].compactMap { $0 }) {
                edgesOf[group, default: []].append(edges.count)
            }
            edges.append(edge)
        }
        for (number, node) in graph.nodes.enumerated() {
            switch node.primitive {
            case .transpose: continue
            // It reads what is there in any order.
            case .reduce where node.joinsInAnyOrder: continue
            default: break
            }
            let reader = group[number] >= 0 ? group[number] : nil
            var isProduct = false
            if case .matmul = node.primitive { isProduct = true }
            for input in node.inputs {
                let origin = origins[input]
                guard !graph.nodes[origin.node].isMadeInAnyOrder else { continue }
                if let reader, origin.isAsItIs, group[origin.node] == reader { continue }
                add(
                    Edge(
                        source: origin.node, reader: reader, axes: origin.axes,
                        isProduct: isProduct))
            }
        }
        for output in graph.outputs {
            let origin = origins[output]
            add(Edge(source: origin.node, reader: nil, axes: origin.axes, isProduct: false))
        }
    }

    /// Gives a group the order that costs least; false where that is the one it has.
    private mutating func improve(_ group: Int) -> Bool {
        guard let own = orders[group] else { return false }
        var (best, least) = (own, cost(of: group))
        var tried: Set<InlineInts> = [own]
        for number in edgesOf[group] ?? [] {
            for order in wanted(by: edges[number], of: group) where tried.insert(order).inserted {
                orders[group] = order
                let cost = cost(of: group)
                if cost < least { (best, least) = (order, cost) }
            }
        }
        orders[group] = best
        return best != own
    }

    /// The orders of a group with which nothing is moved along an edge.
    private func wanted(by edge: Edge, of group: Int) -> [InlineInts] {
        var orders: [InlineInts] = []
        if self.group[edge.source] == group {
            orders.append(edge.axes.composed(with: order(ofReaderOf: edge)))
        }
        if edge.reader == group {
            orders.append(edge.axes.inverse.composed(with: order(ofSourceOf: edge)))
        }
        return orders
    }

    private func order(ofSourceOf edge: Edge) -> InlineInts {
        order(of: edge.source) ?? InlineInts(graph.nodes[edge.source].spec.shape.indices)
    }

    private func order(ofReaderOf edge: Edge) -> InlineInts {
        edge.reader.flatMap { orders[$0] } ?? InlineInts(edge.axes.indices)
    }

    /// The elements that are moved along the edges of a group.
    private func cost(of group: Int) -> Int {
        (edgesOf[group] ?? []).reduce(0) { sum, number in
            let edge = edges[number]
            let (has, wants) = (
                order(ofSourceOf: edge), edge.axes.composed(with: order(ofReaderOf: edge))
            )
            var axes = has.inverse.composed(with: wants)
            let shape = graph.nodes[edge.source].spec.shape
            let stored = Shape(has.map { shape[$0] })
            guard axes.movesElements(of: stored) else { return sum }
            if edge.isProduct {
                axes.swapAt(axes.count - 2, axes.count - 1)
                if !axes.movesElements(of: stored) { return sum }
            }
            return sum + shape.elementCount
        }
    }
}

extension Graph {
    /// What a node shows by transposes alone: its axis `i` is axis `axes[i]` of another.
    fileprivate struct Origin {
        let node: Int
        let axes: InlineInts

        var isAsItIs: Bool { axes.elementsEqual(axes.indices) }
    }

    fileprivate var origins: [Origin] {
        var origins: [Origin] = []
        origins.reserveCapacity(nodes.count)
        for (number, node) in nodes.enumerated() {
            guard case .transpose(let axes) = node.primitive else {
                origins.append(Origin(node: number, axes: InlineInts(node.spec.shape.indices)))
                continue
            }
            let inner = origins[node.inputs[0]]
            origins.append(Origin(node: inner.node, axes: inner.axes.composed(with: axes)))
        }
        return origins
    }
}

extension Graph.Node {
    /// Whether the operation's axes can be renamed: those of its operands and of the result are the same.
    fileprivate var worksInAnyOrder: Bool {
        guard spec.shape.rank >= 2 else { return false }
        switch primitive {
        case .concatenate, .pad, .slice, .reverse: return true
        default: return primitive.isArithmetic
        }
    }

    /// Whether its result comes in any order without being moved.
    fileprivate var isMadeInAnyOrder: Bool {
        switch primitive {
        case .broadcast, .iota, .constant: true
        default: false
        }
    }
}
