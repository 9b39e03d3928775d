import LaminaGraph

/// Composites that a kernel of their own computes: softmax, normalisation.
extension Lowering {
    /// A composite that ``CPUExecutor`` claims.
    mutating func lowerClaimed(_ node: Int, _ composite: Composite) {
        switch composite.known {
        case .attention, .attentionGradient: lowerAttention(node, composite)
        case .standardize, .layerNorm: lowerNormalization(node, composite)
        case .softmax, .logSoftmax, nil: lowerSoftmax(node, composite)
        }
    }

    private mutating func lowerSoftmax(_ node: Int, _ composite: Composite) {
        let spec = graph.nodes[node].spec
        let read = contiguous(graph.nodes[node].inputs[0])
        emit(
            .softmax(
                logarithm: composite.known == .logSoftmax, spec.dtype.kernelType,
                rows: spec.shape.dropLast().reduce(1, *), n: spec.shape[spec.shape.rank - 1]),
            [read], [define(node)])
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
                eps: composite.attributes.number(at: 1)),
            reads, [define(node)])
    }
}
