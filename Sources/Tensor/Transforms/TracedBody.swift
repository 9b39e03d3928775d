import LaminaGraph

/// A closure turned into a graph: what it uses from outside becomes further inputs.
struct TracedBody {
    /// Its inputs are the arguments, then `captured`.
    private(set) var graph: Graph
    /// Tensors of the surrounding code that the closure uses.
    let captured: [Tensor]

    /// Traces a body of `op` for arguments of these specs.
    init(_ op: String, _ specs: [TensorSpec], _ function: ([Tensor]) -> [Tensor]) {
        // Everything recorded so far has a smaller number than this mark.
        let mark = Tensor.placeholder(TensorSpec([])).node.id
        let inputs = specs.map(Tensor.placeholder)
        let results = VariableScope.readingOnly(in: op) { function(inputs) }
        let recorded = RecordedGraph(
            results: results.map(\.node), arguments: inputs.map(\.node), scalars: .constants,
            outside: mark)
        graph = recorded.graph
        captured = recorded.captured.map(Tensor.init(node:))
    }

    /// Makes the graphs of two bodies with the same arguments read the same captured tensors, which
    /// are returned.
    static func join(_ a: inout TracedBody, _ b: inout TracedBody) -> [Tensor] {
        let argumentCount = a.graph.inputSpecs.count - a.captured.count
        var all = a.captured
        let places = b.captured.map { tensor in
            if let known = all.firstIndex(where: { $0.node === tensor.node }) { return known }
            all.append(tensor)
            return all.count - 1
        }
        let specs = Array(a.graph.inputSpecs.prefix(argumentCount)) + all.map(\.spec)
        let arguments = Array(0..<argumentCount)
        a.graph.takeInputs(specs, places: arguments + a.captured.indices.map { $0 + argumentCount })
        b.graph.takeInputs(specs, places: arguments + places.map { $0 + argumentCount })
        return all
    }
}

extension Graph {
    /// Gives the graph other inputs, among which its own input `i` is number `places[i]`.
    fileprivate mutating func takeInputs(_ specs: [TensorSpec], places: [Int]) {
        inputSpecs = specs
        for index in nodes.indices {
            if case .parameter(let number) = nodes[index].primitive {
                nodes[index].primitive = .parameter(places[number])
            }
        }
    }
}
