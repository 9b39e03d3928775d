import CLaminaKernels
import LaminaGraph

/// Elements whose position is a value: rows picked and written by index, and dynamic slices.
extension Lowering {
    mutating func lowerGatherRows(_ node: Int) {
        let operands = graph.nodes[node].inputs
        let (table, indices) = (graph.nodes[operands[0]].spec, graph.nodes[operands[1]].spec)
        let reads = [contiguous(operands[0]), contiguous(operands[1])]
        let width = table.shape.dropFirst().reduce(1, *)
        emit(
            .gatherRows(
                rows: table.shape[0], rowByteCount: width * table.dtype.byteCount,
                count: indices.shape.elementCount), reads, [define(node)])
    }

    mutating func lowerScatterRows(_ node: Int, _ mode: ScatterMode) {
        let operands = graph.nodes[node].inputs
        let spec = graph.nodes[node].spec
        let count = graph.nodes[operands[1]].spec.shape.elementCount
        let reads = [contiguous(operands[2]), contiguous(operands[1])]
        let result = defineCopy(node, of: operands[0])
        guard count > 0 else { return }
        emit(
            .scatterRows(
                mode.kernelMode, spec.dtype.kernelType, count: count, rows: spec.shape[0],
                width: spec.shape.dropFirst().reduce(1, *)), reads, [result])
    }

    mutating func lowerDynamicSlice(_ node: Int) {
        let operands = graph.nodes[node].inputs
        let box = box(
            of: graph.nodes[node].spec.shape, in: graph.nodes[operands[0]].spec,
            starts: graph.nodes[operands[1]].spec.shape)
        let reads = [contiguous(operands[0]), contiguous(operands[1])]
        emit(.dynamicSlice(storage.store(box)), reads, [define(node)])
    }

    mutating func lowerDynamicUpdate(_ node: Int) {
        let operands = graph.nodes[node].inputs
        let part = graph.nodes[operands[1]].spec.shape
        let box = box(
            of: part, in: graph.nodes[node].spec, starts: graph.nodes[operands[2]].spec.shape)
        let reads = [contiguous(operands[1]), contiguous(operands[2])]
        let result = defineCopy(node, of: operands[0])
        guard !part.contains(0) else { return }
        emit(.dynamicUpdate(storage.store(box)), reads, [result])
    }

    /// A new value for a node, with the elements of another one, to be changed in part: in the other's own memory
    /// where nothing reads that later.
    private mutating func defineCopy(_ node: Int, of operand: Int) -> DraftStep.Operand {
        let spec = graph.nodes[node].spec
        let source = view(operand)
        let result = define(node)
        emitCopy(
            source, spec.dtype, to: View(contiguous: result.value, spec.shape),
            isWhole: source.isContiguous && source.offset == 0)
        return result
    }

    private func box(of part: Shape, in whole: TensorSpec, starts: Shape) -> lk_box {
        // Starts of two axes are one row for each index of the first axis.
        let isLaneWise = starts.rank == 2
        let skipped = isLaneWise ? 1 : 0
        var box = lk_box()
        box.rank = Int32(whole.shape.rank - skipped)
        box.size = Int32(whole.dtype.byteCount)
        box.lanes = Int64(isLaneWise ? whole.shape[0] : 1)
        withUnsafeMutableBytes(of: &box.dims) { dims in
            for (d, size) in whole.shape.dropFirst(skipped).enumerated() {
                dims.storeBytes(of: Int64(size), toByteOffset: 8 * d, as: Int64.self)
            }
        }
        withUnsafeMutableBytes(of: &box.sizes) { sizes in
            for (d, size) in part.dropFirst(skipped).enumerated() {
                sizes.storeBytes(of: Int64(size), toByteOffset: 8 * d, as: Int64.self)
            }
        }
        return box
    }
}

extension ScatterMode {
    fileprivate var kernelMode: lk_scatter {
        switch self {
        case .set: LK_SCATTER_SET
        case .add: LK_SCATTER_ADD
        case .multiply: LK_SCATTER_MULTIPLY
        case .maximum: LK_SCATTER_MAXIMUM
        case .minimum: LK_SCATTER_MINIMUM
        }
    }
}
