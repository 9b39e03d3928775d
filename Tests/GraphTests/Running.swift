import LaminaGraph
import Testing

/// The graph's outputs by the reference executor, through buffers of the specs' types.
func run(_ graph: Graph, _ inputs: [[Double]] = []) -> [[Double]] {
    let program = ReferenceExecutor().prepare(graph, aliases: [])
    let outputs = graph.outputSpecs.map { Buffer(byteCount: $0.byteCount) }
    orTrap { () throws(OpError) in
        try program.run(
            inputs: zip(inputs, graph.inputSpecs).map { Buffer($0, as: $1) }, outputs: outputs)
    }
    return zip(outputs, graph.outputSpecs).map { $0.elements(of: $1) }
}

/// One primitive on operands given with their specs.
func evaluate(_ primitive: Primitive, _ operands: ([Double], TensorSpec)...) throws -> [Double] {
    var graph = Graph()
    let inputs = operands.map { graph.addInput($0.1) }
    graph.outputs = [try graph.add(primitive, inputs)]
    try graph.verify()
    return run(graph, operands.map(\.0))[0]
}

/// Equal bit for bit, where every NaN is one.
func expectSame(
    _ a: [[Double]], _ b: [[Double]], _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let bits = { (x: [[Double]]) in x.map { $0.map { $0.isNaN ? UInt64.max : $0.bitPattern } } }
    #expect(bits(a) == bits(b), comment, sourceLocation: sourceLocation)
}

/// Has a pass that repeats operations change random graphs without dead code, none of whose outputs may change
/// in any bit. It must find something to repeat in more than one of twenty.
func expectEveryBitStays(_ pass: (Graph) -> Graph) throws {
    var changed = 0
    for seed in 0..<400 {
        let random = RandomGraph(seed: seed, operations: 120)
        let graph = random.graph.inliningComposites { _, _ in false }.removingDeadCode()
        let found = pass(graph)
        try found.verify()
        #expect(
            graph.reference(inputs: random.inputs).map { $0.map(\.bitPattern) }
                == found.reference(inputs: random.inputs).map { $0.map(\.bitPattern) },
            "seed \(seed)")
        if found != graph { changed += 1 }
    }
    #expect(changed > 20)
}

/// A graph of one pass's subject: inputs of the given specs, then what `build` adds; its result is
/// the output.
func graph(
    _ specs: [TensorSpec], _ build: (inout Graph, [Int]) throws -> Int
) rethrows -> Graph {
    var graph = Graph()
    let inputs = specs.map { graph.addInput($0) }
    graph.outputs = [try build(&graph, inputs)]
    return graph
}

extension Graph {
    /// Adds a number, spread over a shape.
    mutating func addConstant(_ value: Double, _ spec: TensorSpec) throws -> Int {
        nodes.append(Node(.constant(value), [], TensorSpec([], spec.dtype)))
        guard spec.shape.rank > 0 else { return nodes.count - 1 }
        return try add(.broadcast(spec.shape, axes: []), [nodes.count - 1])
    }

    /// The names of the nodes, parameters left out.
    var names: [String] {
        nodes.map(\.primitive.name).filter { $0 != "parameter" }
    }
}
