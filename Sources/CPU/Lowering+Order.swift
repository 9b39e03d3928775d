import CLaminaKernels
import LaminaGraph

/// What works along one axis in order: sorting, cumulative operations, recurrences.
extension Lowering {
    mutating func lowerArgSort(_ node: Int, axis: Int, descending: Bool, count: Int) {
        let operand = graph.nodes[node].inputs[0]
        let source = graph.nodes[operand].spec
        let read = contiguous(operand)
        emit(
            .argSort(
                descending: descending, source.dtype.kernelType, extent(source.shape, axis),
                count: count), [read], [define(node)])
    }

    mutating func lowerCumulative(_ node: Int, _ op: Cumulation, axis: Int, reversed: Bool) {
        let spec = graph.nodes[node].spec
        let read = contiguous(graph.nodes[node].inputs[0])
        emit(
            .cumulative(
                op.kernelOperation, spec.dtype.kernelType, reversed: reversed,
                extent(spec.shape, axis)), [read], [define(node)])
    }

    mutating func lowerLinearRecurrence(_ node: Int, axis: Int, reversed: Bool) {
        let (spec, operands) = (graph.nodes[node].spec, graph.nodes[node].inputs)
        let reads = [contiguous(operands[0]), contiguous(operands[1])]
        emit(
            .linearRecurrence(
                spec.dtype.kernelType, reversed: reversed, extent(spec.shape, axis)), reads,
            [define(node)])
    }

    private func extent(_ shape: Shape, _ axis: Int) -> Step.Extent {
        Step.Extent(
            outer: shape[..<axis].reduce(1, *), n: shape[axis],
            inner: shape[(axis + 1)...].reduce(1, *))
    }
}

extension Cumulation {
    fileprivate var kernelOperation: lk_cumulation {
        switch self {
        case .sum: LK_CUMULATIVE_SUM
        case .product: LK_CUMULATIVE_PRODUCT
        case .max: LK_CUMULATIVE_MAX
        case .min: LK_CUMULATIVE_MIN
        case .logSumExp: LK_CUMULATIVE_LOG_SUM_EXP
        }
    }
}
