import LaminaGraph

/// Composites that a kernel of their own computes: softmax, normalisation.
extension Lowering {
    /// A composite that ``CPUExecutor`` claims.
    mutating func lowerClaimed(_ node: Int, _ composite: Composite) {
        if Self.isAttention(composite) { return lowerAttention(node, composite) }
        let spec = graph.nodes[node].spec
        if composite.name == CPUExecutor.standardizeName
            || composite.name == CPUExecutor.layerNormName
        {
            return lowerNormalization(node, composite)
        }
        let operand = graph.nodes[node].inputs[0]
        let n = spec.shape[spec.shape.rank - 1]
        let read = contiguous(operand)
        emit(
            .softmax(
                logarithm: composite.name == CPUExecutor.logSoftmaxName, spec.dtype.kernelType,
                rows: spec.shape.dropLast().reduce(1, *), n: n), [read], [define(node)])
    }

    private mutating func lowerNormalization(_ node: Int, _ composite: Composite) {
        let spec = graph.nodes[node].spec
        let count = CPUExecutor.normalizedAxes(composite, spec.shape) ?? 1
        let reads = graph.nodes[node].inputs.map { contiguous($0) }
        emit(
            .normalize(
                spec.dtype.kernelType, isAffine: reads.count == 3,
                rows: spec.shape.dropLast(count).reduce(1, *),
                n: spec.shape.suffix(count).reduce(1, *),
                eps: Double(bitPattern: UInt64(UInt(bitPattern: composite.attributes[1])))),
            reads, [define(node)])
    }
}
