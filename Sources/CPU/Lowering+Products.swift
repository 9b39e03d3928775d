import CLaminaKernels
import LaminaGraph

/// Matrix products, convolutions and pooling.
extension Lowering {
    mutating func lowerMatmul(_ node: Int, _ transposeLHS: Bool, _ transposeRHS: Bool) {
        let operands = graph.nodes[node].inputs
        let (spec, source) = (graph.nodes[node].spec, graph.nodes[operands[0]].spec)
        let rank = spec.shape.rank
        var (batch, m) = (spec.shape.dropLast(2).reduce(1, *), spec.shape[rank - 2])
        let (n, k) = (spec.shape[rank - 1], source.shape[rank - (transposeLHS ? 2 : 1)])
        guard k > 0 else { return fillWithZeros(node) }
        let lhs = matrices(operands[0], transposeLHS)
        var rhs: (operand: DraftStep.Operand, isTransposed: Bool)
        let stack = view(operands[1])
        let dtype = source.dtype
        if batch > 1, !lhs.isTransposed, stack.strides.dropLast(2).allSatisfy({ $0 == 0 }) {
            // One matrix for the whole stack: its rows make one tall product.
            rhs = matrices(stack.firstMatrix, dtype, transposeRHS)
            (batch, m) = (1, batch * m)
        } else {
            rhs = matrices(operands[1], transposeRHS)
        }
        let product = Step.MatrixProduct(
            dtype: dtype.kernelType, isNarrow: dtype != spec.dtype,
            transposesLHS: lhs.isTransposed, transposesRHS: rhs.isTransposed, batch: batch, m: m,
            n: n, k: k)
        emitProduct(product, lhs.operand, rhs.operand, node)
    }

    /// A product; a right operand that is steady is packed once.
    private mutating func emitProduct(
        _ product: Step.MatrixProduct, _ lhs: DraftStep.Operand, _ rhs: DraftStep.Operand,
        _ node: Int
    ) {
        let isPackable = product.isNarrow || product.dtype == LK_FLOAT32
        let size =
            isPackable
            ? Int(
                lk_matmul_packed_size(
                    product.dtype, Int64(product.m), Int64(product.n), Int64(product.k))) : 0
        guard product.batch == 1, !product.transposesLHS, isPackedOnce(rhs, size) else {
            return emit(.matmul(storage.store(product)), [lhs, rhs], [define(node)])
        }
        let packed = DraftStep.Operand(value: makeValue(byteCount: size))
        emit(.packMatrix(storage.store(product)), [rhs], [packed])
        var product = product
        product.isPacked = true
        emit(.matmul(storage.store(product)), [lhs, packed], [define(node)])
    }

    /// Whether an operand is packed into this many bytes, 0 for a kernel that packs none, for many runs.
    private func isPackedOnce(_ operand: DraftStep.Operand, _ byteCount: Int) -> Bool {
        byteCount > 0 && values[operand.value].isSteady && preparation.hasRoom(for: byteCount)
    }

    private mutating func matrices(
        _ node: Int, _ isTransposed: Bool
    ) -> (operand: DraftStep.Operand, isTransposed: Bool) {
        let view = view(node)
        if !view.isContiguous, !view.matricesTransposed.isContiguous {
            return (contiguous(node), isTransposed)
        }
        return matrices(view, graph.nodes[node].spec.dtype, isTransposed)
    }

    /// Matrices that lie transposed are read so, instead of being copied.
    private mutating func matrices(
        _ view: View, _ dtype: DType, _ isTransposed: Bool
    ) -> (operand: DraftStep.Operand, isTransposed: Bool) {
        if !view.isContiguous, view.matricesTransposed.isContiguous {
            return (contiguous(view.matricesTransposed, dtype), !isTransposed)
        }
        return (contiguous(view, dtype), isTransposed)
    }

    mutating func lowerConvolution(
        _ node: Int, _ part: Step.ConvolutionPart, _ window: ConvolutionWindow
    ) {
        let operands = graph.nodes[node].inputs
        let result = graph.nodes[node].spec
        let (first, second) = (
            graph.nodes[operands[0]].spec.shape, graph.nodes[operands[1]].spec.shape
        )
        let (x, filter, y) =
            switch part {
            case .forward, .forwardPacked: (first, second, result.shape)
            case .inputGradient: (result.shape, second, first)
            case .filterGradient: (first, result.shape, second)
            }
        guard !x.contains(0), !filter.contains(0), !y.contains(0) else {
            return fillWithZeros(node)
        }
        let isPointwise = window.isPointwise && filter[0] == 1 && filter[1] == 1
        let planes =
            part == .forward && window.groups == 1 && !isPointwise ? planes(operands[0]) : nil
        var problem = lk_conv(x: x, filter: filter, y: y, window, planeStep: planes?.step ?? 0)
        let dtype = graph.nodes[operands[0]].spec.dtype.kernelType
        let isNarrow = dtype != result.dtype.kernelType
        if dtype == LK_FLOAT32, let tuning = KernelTuning.current {
            problem.way = tuning.way(of: problem, part.direction)
        }
        var (part, reads) = (part, [planes?.operand ?? contiguous(operands[0])])
        reads.append(contiguous(operands[1]))
        let isSteady = part == .forward && values[reads[1].value].isSteady
        if part == .forward, isSteady || isNarrow, isPointwise {
            // Every pixel is a row of a product.
            let product = Step.MatrixProduct(
                dtype: dtype, isNarrow: isNarrow, transposesLHS: false, transposesRHS: false,
                batch: 1, m: y[0] * y[1] * y[2], n: y[3], k: x[3])
            return emitProduct(product, reads[0], reads[1], node)
        }
        let description = storage.store(problem)
        let size = isSteady ? Int(lk_conv_packed_size(description, dtype)) : 0
        if isPackedOnce(reads[1], size) {
            let packed = DraftStep.Operand(value: makeValue(byteCount: size))
            emit(.packFilter(dtype, description), [reads[1]], [packed])
            (part, reads[1]) = (.forwardPacked, packed)
        }
        emit(.convolution(part, dtype, description), reads, [define(node)])
    }

    /// Pictures whose few channels lie in planes, as other libraries keep them: the convolution puts them
    /// side by side row by row, which spares a copy of the whole.
    private func planes(_ node: Int) -> (operand: DraftStep.Operand, step: Int)? {
        let (view, dtype) = (view(node), graph.nodes[node].spec.dtype)
        let (shape, strides) = (view.shape, view.strides)
        let plane = shape[1] * shape[2]
        let followEachOther = strides[3] == plane && strides[0] == shape[3] * plane
        guard dtype == .float32, (2...4).contains(shape[3]), strides[2] == 1,
            strides[1] == shape[2], strides[3] >= plane, shape[0] == 1 || followEachOther
        else { return nil }
        let start = DraftStep.Operand(value: view.value, byteOffset: view.offset * dtype.byteCount)
        return (start, strides[3])
    }

    mutating func lowerPool(_ node: Int, _ part: Step.PoolPart, _ window: PoolWindow) {
        let operands = graph.nodes[node].inputs
        let result = graph.nodes[node].spec
        let first = graph.nodes[operands[0]].spec.shape
        let (x, y) =
            switch part {
            case .max, .average: (first, result.shape)
            case .maxGradient: (first, graph.nodes[operands[1]].spec.shape)
            case .averageGradient: (result.shape, first)
            }
        guard !x.contains(0), !y.contains(0) else { return fillWithZeros(node) }
        let problem = lk_pool(
            batch: Int64(x[0]), height: Int64(x[1]), width: Int64(x[2]), channels: Int64(x[3]),
            out_height: Int64(y[1]), out_width: Int64(y[2]),
            size_h: Int64(window.size[0]), size_w: Int64(window.size[1]),
            stride_h: Int64(window.strides[0]), stride_w: Int64(window.strides[1]),
            pad_top: Int64(window.padding.top), pad_left: Int64(window.padding.left),
            count_padding: window.countsPadding)
        let reads = operands.map { contiguous($0) }
        emit(
            .pool(part, result.dtype.kernelType, storage.store(problem)), reads, [define(node)])
    }

    /// The result where an operand is empty: sums over nothing.
    private mutating func fillWithZeros(_ node: Int) {
        let spec = graph.nodes[node].spec
        emit(
            .fill(size: Int32(spec.dtype.byteCount), value: 0, count: spec.shape.elementCount), [],
            [define(node)])
    }
}
