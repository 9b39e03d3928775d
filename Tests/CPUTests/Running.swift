import LaminaCPU
import LaminaGraph
import Testing

/// A graph under construction, with values for its inputs.
struct Case {
    var graph = Graph()
    var inputs: [[Double]] = []

    mutating func input(_ shape: Shape, _ dtype: DType = .float32, _ values: [Double]) -> Int {
        inputs.append(values)
        return graph.addInput(TensorSpec(shape, dtype))
    }

    /// An input that counts upwards from `first`.
    mutating func range(_ shape: Shape, _ dtype: DType = .float32, from first: Double = 0) -> Int {
        input(shape, dtype, (0..<shape.elementCount).map { first + Double($0) })
    }

    mutating func add(_ primitive: Primitive, _ operands: Int...) throws -> Int {
        try graph.add(primitive, operands)
    }

    /// A number, spread over a node's shape in its type.
    mutating func constant(_ value: Double, like node: Int) throws -> Int {
        let spec = graph.nodes[node].spec
        graph.nodes.append(.init(.constant(value), [], TensorSpec([], spec.dtype)))
        guard spec.shape.rank > 0 else { return graph.nodes.count - 1 }
        return try add(.broadcast(spec.shape, axes: []), graph.nodes.count - 1)
    }

    /// The outputs by an executor. A shared alias passes the input's buffer for the output.
    func run(
        _ executor: some Executor, aliases: [(output: Int, input: Int)] = [],
        sharing: Bool = false
    ) -> [[Double]] {
        let program = executor.prepare(graph, aliases: aliases)
        return run(program, aliases: sharing ? aliases : [])
    }

    func run(
        _ program: any Program, aliases: [(output: Int, input: Int)] = [], generation: UInt64 = 0
    ) -> [[Double]] {
        let inputs = buffers()
        var outputs = graph.outputSpecs.map { Buffer(byteCount: $0.byteCount) }
        for alias in aliases { outputs[alias.output] = inputs[alias.input] }
        orTrap { () throws(OpError) in
            try program.run(inputs: inputs, outputs: outputs, generation: generation)
        }
        return zip(outputs, graph.outputSpecs).map { $0.elements(of: $1) }
    }

    func buffers() -> [Buffer] { zip(inputs, graph.inputSpecs).map { Buffer($0, as: $1) } }

    /// Checks the CPU against the reference, element by element, within `tolerance` of the larger
    /// of 1 and the reference's magnitude.
    func expectReference(
        tolerance: Double = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = run(ReferenceExecutor())
        let found = run(CPUExecutor())
        for (output, (a, b)) in zip(found, expected).enumerated() {
            let worst = zip(a, b).map { difference($0, $1) }.max() ?? 0
            #expect(
                worst <= tolerance, "output \(output): \(a) is not \(b)",
                sourceLocation: sourceLocation)
        }
    }
}

/// Relative to the larger of 1 and `b`; 0 for two NaN or two equal infinities.
func difference(_ a: Double, _ b: Double) -> Double {
    if a == b || a.isNaN && b.isNaN { return 0 }
    let error = abs(a - b) / max(1, abs(b))
    return error.isNaN ? .infinity : error
}

/// A plan that runs a loop for every element-wise node.
func unfusedPlan(_ graph: Graph) -> Plan {
    Pass.$omitted.withValue([.fusion, .epilogues, .reductions]) { Plan(graph) }
}
