/// Runs graphs by the primitives' references: slow, and right by inspection. What another executor
/// yields is measured against it.
package struct ReferenceExecutor: Executor {
    package init() {}

    /// Every input is read before an output is written, so aliases need no care.
    package func prepare(
        _ graph: Graph, aliases: [(output: Int, input: Int)], steady: Set<Int>
    ) -> any Program {
        ReferenceProgram(graph: graph)
    }
}

private struct ReferenceProgram: Program {
    let graph: Graph

    var byteCount: Int { 0 }

    func run(inputs: [Buffer], outputs: [Buffer], generation: UInt64) {
        let values = graph.reference(
            inputs: zip(inputs, graph.inputSpecs).map { $0.elements(of: $1) })
        for (output, (buffer, spec)) in zip(outputs, graph.outputSpecs).enumerated() {
            buffer.store(values[output], as: spec)
        }
    }
}
