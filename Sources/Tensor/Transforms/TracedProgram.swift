package import LaminaGraph

/// What ``compile(_:)`` would make of a function, to be printed and timed: it writes no variable.
package struct TracedProgram: Sendable {
    /// The operations as they were recorded. Its inputs are the arguments, then the variables that
    /// the function reads, then the tensors that it captures.
    package let graph: Graph
    /// The memory of the inputs.
    package let inputs: [Buffer]
    /// The inputs that seldom change: tensors that the function captures, and variables that it only
    /// reads.
    package let steadyInputs: Set<Int>

    /// Traces the function for these arguments.
    package init(_ arguments: [Tensor], _ function: ([Tensor]) -> [Tensor]) {
        let trace = Trace(recording: arguments.map(\.spec), function)
        graph = trace.recorded
        inputs = trace.inputs(arguments)
        steadyInputs = trace.steadyInputs
    }
}
