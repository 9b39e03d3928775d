import CLaminaKernels
import LaminaGraph

/// Reductions along axes.
extension Lowering {
    /// One pass for each run of neighbouring axes; as a rule there is one run.
    mutating func lowerReduce(_ node: Int, _ op: Reduction, axes: InlineInts) {
        let operand = graph.nodes[node].inputs[0]
        let (source, result) = (graph.nodes[operand].spec, graph.nodes[node].spec)
        var runs: [(size: Int, isReduced: Bool)] = []
        for axis in source.shape.indices where source.shape[axis] != 1 {
            let isReduced = axes.contains(axis)
            if let last = runs.last, last.isReduced == isReduced {
                runs[runs.count - 1].size *= source.shape[axis]
            } else {
                runs.append((source.shape[axis], isReduced))
            }
        }
        guard runs.contains(where: \.isReduced) else {
            // Nothing is joined: the one element is the result.
            if view(operand).reshaped(to: result.shape) == nil { _ = contiguous(operand) }
            views[node] = view(operand).reshaped(to: result.shape)
            return
        }
        let dtype = source.dtype
        var input = contiguous(operand)
        // The last run first: its passes read straight through memory, and what they leave is
        // small.
        while runs.count(where: \.isReduced) > 1, let run = runs.lastIndex(where: \.isReduced) {
            let extent = Self.extent(runs, run)
            let spec = TensorSpec([Int(extent.outer * extent.inner)], dtype)
            let partial = DraftStep.Operand(value: makeValue(spec))
            emit(.reduce(op.kernelOperation, dtype.kernelType, extent), [input], [partial])
            input = partial
            runs.remove(at: run)
        }
        guard let run = runs.firstIndex(where: \.isReduced) else { return }
        let extent = Self.extent(runs, run)
        emit(.reduce(op.kernelOperation, dtype.kernelType, extent), [input], [define(node)])
    }

    private static func extent(_ runs: [(size: Int, isReduced: Bool)], _ run: Int) -> Step.Extent {
        Step.Extent(
            outer: runs[..<run].reduce(1) { $0 * $1.size }, n: runs[run].size,
            inner: runs[(run + 1)...].reduce(1) { $0 * $1.size })
    }

    mutating func lowerArgReduce(_ node: Int, _ largest: Bool, axis: Int) {
        let operand = graph.nodes[node].inputs[0]
        let source = graph.nodes[operand].spec
        let read = contiguous(operand)
        let extent = Step.Extent(
            outer: source.shape[..<axis].reduce(1, *), n: source.shape[axis],
            inner: source.shape[(axis + 1)...].reduce(1, *))
        emit(
            .argReduce(largest: largest, source.dtype.kernelType, extent), [read], [define(node)])
    }
}

extension Reduction {
    fileprivate var kernelOperation: lk_reduction {
        switch self {
        case .sum: LK_SUM
        case .product: LK_PRODUCT
        case .max: LK_MAX
        case .min: LK_MIN
        case .any: LK_ANY
        case .all: LK_ALL
        }
    }
}
