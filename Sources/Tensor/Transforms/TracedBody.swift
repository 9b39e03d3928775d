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
}

/// Tensors from outside that several traced bodies use, as further operands of one operation.
struct CapturedTensors {
    private(set) var tensors: [Tensor]

    init(_ tensors: [Tensor]) { self.tensors = tensors }

    mutating func add(_ more: [Tensor]) {
        for tensor in more where !tensors.contains(where: { $0.node === tensor.node }) {
            tensors.append(tensor)
        }
    }

    /// The body's graph with all captured tensors as inputs behind the first `count` arguments.
    func insert(into body: TracedBody, after count: Int) -> Graph {
        let own = body.graph.inputSpecs.count - body.captured.count
        let arguments = body.graph.inputSpecs.prefix(own)
        var graph = body.graph
        let places =
            (0..<own).map { $0 < count ? $0 : $0 + tensors.count }
            + body.captured.map { tensor in
                count + (tensors.firstIndex { $0.node === tensor.node } ?? 0)
            }
        graph.takeInputs(
            arguments.prefix(count) + tensors.map(\.spec) + arguments.dropFirst(count),
            places: places)
        return graph
    }
}

extension Graph {
    /// Gives the graph other inputs, among which its own input `i` is number `places[i]`.
    mutating func takeInputs(_ specs: [TensorSpec], places: [Int]) {
        inputSpecs = specs
        for index in nodes.indices {
            if case .parameter(let number) = nodes[index].primitive {
                nodes[index].primitive = .parameter(places[number])
            }
        }
    }
}
