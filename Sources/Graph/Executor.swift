/// Something that runs graphs: the CPU engine, the reference evaluation, later an accelerator.
package protocol Executor: Sendable {
    /// Prepares a graph. `aliases` pairs an output with an input whose memory the caller may pass
    /// for that output as well: the program then updates it in place.
    func prepare(_ graph: Graph, aliases: [(output: Int, input: Int)]) -> any Program
}

/// A prepared graph, free to run from several threads at once.
package protocol Program: Sendable {
    /// Reads the inputs and writes the outputs, one buffer for each spec of the graph.
    func run(inputs: [Buffer], outputs: [Buffer])
    /// Memory the program keeps between runs, in bytes.
    var byteCount: Int { get }
}
