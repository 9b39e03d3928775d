package import LaminaGraph

/// Runs graphs on the processor's cores.
package struct CPUExecutor: Executor {
    /// Whether element-wise operations share loops; the results are the same bits either way.
    package var fusing: Bool

    package init(fusing: Bool = true) { self.fusing = fusing }

    package func prepare(
        _ graph: Graph, aliases: [(output: Int, input: Int)]
    ) -> any Program {
        Plan(graph.optimized(claiming: Self.claims), aliases: aliases, fusing: fusing)
    }

    static let softmaxName = "softmax"
    static let logSoftmaxName = "logSoftmax"

    /// Whether a kernel computes the composite whole: attention, and softmax and its logarithm
    /// along the last axis.
    package static func claims(_ composite: Composite, _ operands: [TensorSpec]) -> Bool {
        if Lowering.isAttention(composite) { return true }
        guard composite.name == softmaxName || composite.name == logSoftmaxName,
            operands.count == 1
        else { return false }
        let x = operands[0]
        return (x.dtype == .float32 || x.dtype == .float64)
            && Array(composite.attributes) == [x.shape.rank - 1]
    }
}
