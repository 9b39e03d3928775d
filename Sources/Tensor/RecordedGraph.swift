package import LaminaGraph

/// The part of the recorded nodes that some results need, as a flat graph.
package struct RecordedGraph {
    /// Its inputs are `arguments` in order, then `captured`.
    package var graph = Graph()
    /// Nodes with values (or, outside a trace, numbers) that the results need.
    package var captured: [Node] = []
    /// The nodes in rising order, and where each stands in the graph.
    private(set) var order: [Node] = []
    private(set) var position: [ObjectIdentifier: Int] = [:]

    private let outside: UInt64?

    /// What is done with numbers that Swift code put into a formula.
    package enum Scalars {
        /// Inputs of the graph: another number runs the same plan.
        case inputs
        /// Constants of the graph, which passes may fold.
        case constants
    }

    /// Collects what the results need. `arguments` become inputs, whether or not they have values;
    /// a placeholder that is no argument is an error in the caller's program.
    ///
    /// What was recorded before the number `outside` is not part of the graph: it is captured, and so
    /// is a placeholder that is no argument (a variable read in there).
    package init(
        results: [Node], arguments: [Node] = [], scalars: Scalars, outside: UInt64? = nil,
        extraResults: (RecordedGraph) -> [Node] = { _ in [] }
    ) {
        self.outside = outside
        for (number, argument) in arguments.enumerated() {
            position[ObjectIdentifier(argument)] = number
            _ = graph.addInput(argument.spec)
        }
        collect(results)
        let results = results + extraResults(self)
        for node in order { append(node, scalars) }
        graph.outputs = results.map { position[ObjectIdentifier($0)] ?? -1 }
    }

    /// Finds the nodes without a value below the results, by a loop, in the order of recording.
    private mutating func collect(_ results: [Node]) {
        var seen = Set(position.keys)
        var pending = results
        while let node = pending.popLast() {
            guard seen.insert(ObjectIdentifier(node)).inserted else { continue }
            order.append(node)
            if !node.hasValue, !isOutside(node) { pending.append(contentsOf: node.inputs) }
        }
        order.sort { $0.id < $1.id }
    }

    private func isOutside(_ node: Node) -> Bool {
        guard let outside else { return false }
        switch node.primitive {
        case .constant: return false
        case .parameter: return true
        default: return node.id < outside
        }
    }

    private mutating func append(_ node: Node, _ scalars: Scalars) {
        let key = ObjectIdentifier(node)
        if node.hasValue || isOutside(node) {
            position[key] = addCaptured(node)
            return
        }
        switch node.primitive {
        case .parameter:
            orTrap { () throws(OpError) in
                throw OpError(
                    op: "eval", problem: "a value is needed inside a traced function",
                    operands: ["x": "\(node.spec)"],
                    fix: "return the tensor from the function and read its value outside")
            }
        case .constant where scalars == .inputs:
            position[key] = addCaptured(node)
        default:
            let inputs = node.inputs.map { position[ObjectIdentifier($0)] ?? -1 }
            position[key] = graph.nodes.count
            graph.nodes.append(
                Graph.Node(node.primitive, inputs, node.spec, scope: node.scope, site: node.site))
        }
    }

    private mutating func addCaptured(_ node: Node) -> Int {
        captured.append(node)
        return graph.addInput(node.spec)
    }
}
