/// Something that runs graphs: the CPU engine, the reference evaluation, later an accelerator.
package protocol Executor: Sendable {
    /// Prepares a graph.
    ///
    /// - Parameters:
    ///   - aliases: pairs of an output with an input whose memory the caller may pass for that output
    ///     as well: the program then updates it in place.
    ///   - steady: inputs that seldom change from run to run, such as the weights of a network that
    ///     is not being trained: what follows from them alone may be kept. None of them is an alias.
    func prepare(
        _ graph: Graph, aliases: [(output: Int, input: Int)], steady: Set<Int>
    ) -> any Program
}

extension Executor {
    /// Prepares a graph whose inputs may all change from run to run.
    package func prepare(_ graph: Graph, aliases: [(output: Int, input: Int)]) -> any Program {
        prepare(graph, aliases: aliases, steady: [])
    }
}

/// A prepared graph, free to run from several threads at once.
package protocol Program: Sendable {
    /// Reads the inputs and writes the outputs, one buffer for each spec of the graph.
    ///
    /// - Parameter generation: the same number only while the steady inputs hold the same.
    /// - Throws: before anything is computed, where there is no memory left for what lies between.
    func run(inputs: [Buffer], outputs: [Buffer], generation: UInt64) throws(OpError)
    /// Reads one or two inputs and writes the only output, for uncompiled code that asks for each result:
    /// no lists, and no references but the caller's. False, with nothing done, where it takes ``run(inputs:outputs:generation:)``.
    func run(
        _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer?,
        to output: UnsafeMutableRawPointer
    ) -> Bool
    /// Checks that there is room for a run and for outputs of these sizes beside what is lent now.
    ///
    /// - Throws: an error that names the program's largest tensors.
    func requireRoom(forOutputs byteCount: Int) throws(OpError)
    /// Memory the program keeps between runs, in bytes.
    var byteCount: Int { get }
}

extension Program {
    /// Runs a program without steady inputs.
    package func run(inputs: [Buffer], outputs: [Buffer]) throws(OpError) {
        try run(inputs: inputs, outputs: outputs, generation: 0)
    }

    package func run(
        _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer?,
        to output: UnsafeMutableRawPointer
    ) -> Bool { false }

    package func requireRoom(forOutputs byteCount: Int) throws(OpError) {
        guard BufferPool.shared.hasRoom(for: byteCount) else {
            throw .outOfMemory(byteCount, for: "a result")
        }
    }
}
