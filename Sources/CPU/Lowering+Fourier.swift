import CLaminaKernels
import LaminaGraph

/// Complex numbers and Fourier transforms.
extension Lowering {
    /// The same memory, copied where pairs do not lie together or start at an odd place.
    mutating func lowerComplexFromParts(_ node: Int) {
        let operand = graph.nodes[node].inputs[0]
        if let pairs = view(operand).pairs {
            views[node] = pairs
            return
        }
        let source = graph.nodes[operand].spec
        let copy = makeValue(source)
        emitCopy(view(operand), source.dtype, to: View(contiguous: copy, source.shape))
        views[node] = View(contiguous: copy, graph.nodes[node].spec.shape)
    }

    mutating func lowerFourier(_ node: Int, _ kind: FourierKind) {
        let operand = graph.nodes[node].inputs[0]
        let source = graph.nodes[operand].spec
        let length = kind.length(of: source.shape)
        let lines = source.shape.dropLast(kind.takesPairs ? 2 : 1).reduce(1, *)
        let read = contiguous(operand)
        emit(
            .fourier(kind.kernelKind, source.dtype.kernelType, lines: lines, length: length),
            [read], [define(node)])
    }
}

extension FourierKind {
    fileprivate var kernelKind: lk_fourier_kind {
        switch self {
        case .forward: LK_FOURIER_FORWARD
        case .inverse: LK_FOURIER_INVERSE
        case .realForward: LK_FOURIER_REAL_FORWARD
        case .realInverse: LK_FOURIER_REAL_INVERSE
        }
    }
}
