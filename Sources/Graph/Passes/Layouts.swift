extension Graph {
    /// Moves transposes through element-wise operations, broadcasts, reductions of whole numbers and truth
    /// values, concatenations, pads, slices and reversals, whose axes are renamed, to where they meet and cancel.
    ///
    /// Networks written with channels first have a transpose before and behind each convolution, which
    /// reads channels last: `relu` between two of them then works on channels last, and both go. Each
    /// group of connected operations takes the order of axes (``LayoutChoice``) with which the fewest
    /// elements are moved; where that is no fewer than before, the graph stays as it is.
    ///
    /// Where a reduction rounds, its operand keeps its order: a kernel joins elements in an order that follows from
    /// how they lie. Complexity: linear in the number of nodes.
    package func arrangingLayouts() -> Graph {
        guard movedElements > 0 else { return self }
        let before = removingDeadCode().movedElements
        var writer = LayoutWriter(self, LayoutChoice(self))
        let result = writer.write().removingDeadCode()
        return result.movedElements < before ? result : self
    }

    /// The elements that transposes put in another order, but for those that products read as they are
    /// stored.
    private var movedElements: Int {
        var isRead = [Bool](repeating: false, count: nodes.count)
        for node in nodes {
            if case .matmul = node.primitive {
                for input in node.inputs where !nodes[input].swapsLastAxes { isRead[input] = true }
            } else {
                for input in node.inputs { isRead[input] = true }
            }
        }
        for output in outputs { isRead[output] = true }
        return nodes.enumerated().reduce(0) { sum, entry in
            guard isRead[entry.offset], case .transpose(let axes) = entry.element.primitive,
                axes.movesElements(of: nodes[entry.element.inputs[0]].spec.shape)
            else { return sum }
            return sum + entry.element.spec.shape.elementCount
        }
    }
}

/// Writes a graph anew with each value stored in the order of axes that was chosen for it. Transposes are
/// not written where they stand: they only say in which order their operand's elements lie, and one is
/// added where a reader wants another.
private struct LayoutWriter {
    private let graph: Graph
    private let choice: LayoutChoice
    private var result: Graph
    /// By node: what holds its elements, whose axis `i` is the node's axis `order[i]`.
    private var stored: [(number: Int, order: InlineInts)] = []
    private var copies: [Copy: Int] = [:]

    private struct Copy: Hashable {
        let number: Int
        let order: InlineInts
    }

    init(_ graph: Graph, _ choice: LayoutChoice) {
        (self.graph, self.choice) = (graph, choice)
        result = Graph(inputSpecs: graph.inputSpecs)
        result.nodes.reserveCapacity(graph.nodes.count)
        stored.reserveCapacity(graph.nodes.count)
    }

    mutating func write() -> Graph {
        for (number, node) in graph.nodes.enumerated() { stored.append(write(node, number)) }
        result.outputs = graph.outputs.map { fetch($0) }
        return result
    }

    private mutating func write(
        _ node: Graph.Node, _ number: Int
    ) -> (number: Int, order: InlineInts) {
        let identity = InlineInts(node.spec.shape.indices)
        if case .transpose(let axes) = node.primitive {
            let operand = stored[node.inputs[0]]
            return (operand.number, axes.inverse.composed(with: operand.order))
        }
        if case .reduce(let op, let axes) = node.primitive,
            let found = writeReduction(node, op, axes)
        {
            return found
        }
        var node = node
        guard let order = choice.order(of: number), order != identity else {
            node.inputs = node.inputs.map { fetch($0) }
            return (result.append(node), identity)
        }
        node.inputs = node.inputs.map { fetch($0, order) }
        node.primitive = node.primitive.renamingAxes(order)
        node.spec = node.spec.reordered(order)
        return (result.append(node), order)
    }

    /// A reduction of an operand as it is stored, if the order does not show.
    private mutating func writeReduction(
        _ node: Graph.Node, _ op: Reduction, _ axes: InlineInts
    ) -> (number: Int, order: InlineInts)? {
        let operand = stored[node.inputs[0]]
        guard node.joinsInAnyOrder, operand.order != InlineInts(operand.order.indices) else {
            return nil
        }
        let own = operand.order.indices.filter { axes.contains(operand.order[$0]) }
        let left = operand.order.filter { !axes.contains($0) }
        let order = InlineInts(left.map { axis in left.count { $0 < axis } })
        var node = node
        node.inputs = [operand.number]
        node.primitive = .reduce(op, axes: InlineInts(own))
        node.spec = node.spec.reordered(order)
        return (result.append(node), order)
    }

    /// A node's value with its axes in their own order.
    private mutating func fetch(_ number: Int) -> Int {
        fetch(number, InlineInts(graph.nodes[number].spec.shape.indices))
    }

    /// What holds a node's value in an order of axes, added where nothing does yet.
    private mutating func fetch(_ number: Int, _ order: InlineInts) -> Int {
        if case .transpose(let axes) = graph.nodes[number].primitive {
            return fetch(graph.nodes[number].inputs[0], axes.composed(with: order))
        }
        let (place, own) = stored[number]
        if own == order { return place }
        let copy = Copy(number: number, order: order)
        if let place = copies[copy] { return place }
        var node = graph.nodes[number]
        node.spec = node.spec.reordered(order)
        switch node.primitive {
        case .broadcast(_, let axes):
            let inverse = order.inverse
            let targets = axes.map { inverse[$0] }
            let sorted = targets.indices.sorted { targets[$0] < targets[$1] }
            node.inputs = [fetch(node.inputs[0], InlineInts(sorted))]
            node.primitive = .broadcast(
                node.spec.shape, axes: InlineInts(sorted.map { targets[$0] }))
        case .iota(_, let axis):
            node.primitive = .iota(node.spec, axis: order.inverse[axis])
        default:
            node.inputs = [place]
            node.primitive = .transpose(own.inverse.composed(with: order))
        }
        let added = result.append(node)
        copies[copy] = added
        return added
    }
}

extension Graph.Node {
    /// Whether a reduction gives the same bits however its elements follow each other.
    var joinsInAnyOrder: Bool { !spec.dtype.isFloatingPoint && !spec.dtype.isComplex }
}

extension TensorSpec {
    /// Of the same elements with axis `order[i]` as axis `i`.
    fileprivate func reordered(_ order: InlineInts) -> TensorSpec {
        TensorSpec(Shape(order.map { shape[$0] }), dtype)
    }
}

extension Primitive {
    /// The operation on operands whose axis `i` is what was axis `order[i]`.
    fileprivate func renamingAxes(_ order: InlineInts) -> Primitive {
        func renamed(_ numbers: InlineInts) -> InlineInts { numbers.composed(with: order) }
        let inverse = order.inverse
        switch self {
        case .concatenate(let axis): return .concatenate(axis: inverse[axis])
        case .pad(let low, let high, let value):
            return .pad(low: renamed(low), high: renamed(high), value: value)
        case .slice(let starts, let limits, let strides):
            return .slice(
                starts: renamed(starts), limits: renamed(limits), strides: renamed(strides))
        case .reverse(let axes):
            return .reverse(axes: InlineInts(axes.map { inverse[$0] }.sorted()))
        default: return self
        }
    }
}

extension InlineInts {
    /// `self[other[i]]` for each `i`.
    func composed(with other: InlineInts) -> InlineInts { InlineInts(other.map { self[$0] }) }

    /// The order that undoes this one.
    var inverse: InlineInts {
        var inverse = self
        for (index, axis) in enumerated() { inverse[axis] = index }
        return inverse
    }

    /// Whether a transpose by these axes puts elements elsewhere: axes of one element may stand anywhere.
    func movesElements(of shape: Shape) -> Bool {
        let wide = filter { shape[$0] != 1 }
        return zip(wide, wide.dropFirst()).contains { $0 > $1 }
    }
}
