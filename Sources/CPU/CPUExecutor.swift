package import LaminaGraph

/// Runs graphs on the processor's cores.
package struct CPUExecutor: Executor {
    /// Whether element-wise operations share loops; the results are the same bits either way.
    package var fusing: Bool

    package init(fusing: Bool = !NumericsMode.isChecked) { self.fusing = fusing }

    package func prepare(
        _ graph: Graph, aliases: [(output: Int, input: Int)], steady: Set<Int>
    ) -> any Program {
        Plan(
            graph.optimized(claiming: Self.claims), aliases: aliases, steady: steady,
            fusing: fusing)
    }

    static let softmaxName = "softmax"
    static let logSoftmaxName = "logSoftmax"
    static let standardizeName = "standardize"
    static let layerNormName = "layerNorm"

    /// Whether a kernel computes the composite whole: attention, softmax and its logarithm along the
    /// last axis, and the normalisation of the last axes.
    package static func claims(_ composite: Composite, _ operands: [TensorSpec]) -> Bool {
        if Lowering.isAttention(composite) { return true }
        guard let x = operands.first, x.dtype == .float32 || x.dtype == .float64 else {
            return false
        }
        switch composite.name {
        case softmaxName, logSoftmaxName:
            return operands.count == 1 && Array(composite.attributes) == [x.shape.rank - 1]
        case standardizeName, layerNormName:
            return composite.attributes.count == 2 && normalizedAxes(composite, x.shape) != nil
        default: return false
        }
    }

    /// How many of the last axes a normalisation joins; nil if it joins others too.
    static func normalizedAxes(_ composite: Composite, _ shape: Shape) -> Int? {
        let mask = composite.attributes[0]
        let count = mask.nonzeroBitCount
        let last = ((1 << count) - 1) << (shape.rank - count)
        return mask == last ? count : nil
    }
}
