import CLaminaKernels
import LaminaGraph

/// Copies, padding, joining and counting.
extension Lowering {
    /// Copies a view's elements to where another view of the same shape has them.
    ///
    /// - Parameter isWhole: whether both lie in row-major order in all of their memory, which may then be one: there
    ///   is nothing to copy.
    mutating func emitCopy(
        _ source: View, _ dtype: DType, to target: View, isCopyOfView: Bool = false,
        isWhole: Bool = false
    ) {
        guard !source.shape.contains(0) else { return }
        var dims: [Int64] = [], from: [Int64] = [], to: [Int64] = []
        for axis in source.shape.indices where source.shape[axis] != 1 {
            let size = Int64(source.shape[axis])
            let (s, t) = (Int64(source.strides[axis]), Int64(target.strides[axis]))
            if let last = dims.indices.last, from[last] == s * size, to[last] == t * size {
                (dims[last], from[last], to[last]) = (dims[last] * size, s, t)
            } else {
                dims.append(size)
                from.append(s)
                to.append(t)
            }
        }
        if dims.isEmpty { (dims, from, to) = ([1], [1], [1]) }
        let box = Step.Box(
            rank: Int32(dims.count), size: Int32(dtype.byteCount), dims: storage.store(dims),
            sourceStrides: storage.store(from), targetStrides: storage.store(to))
        emit(
            .copy(storage.store(box)),
            [DraftStep.Operand(value: source.value, byteOffset: source.offset * dtype.byteCount)],
            [DraftStep.Operand(value: target.value, byteOffset: target.offset * dtype.byteCount)],
            pointwise: isWhole ? 1 : 0, isCopyOfView: isCopyOfView)
    }

    mutating func lowerPad(_ node: Int, _ low: InlineInts, _ number: Double) {
        let (spec, operand) = (graph.nodes[node].spec, graph.nodes[node].inputs[0])
        let source = view(operand)
        let result = define(node)
        let size = Int32(spec.dtype.byteCount)
        emit(
            .fill(size: size, value: bits(number, spec.dtype), count: spec.shape.elementCount),
            [], [result])
        let steps = InlineInts(low.lazy.map { _ in 1 })
        emitCopy(
            source, spec.dtype,
            to: View(contiguous: result.value, spec.shape).sliced(low, steps, to: source.shape))
    }

    mutating func lowerConcatenate(_ node: Int, axis: Int) {
        let spec = graph.nodes[node].spec
        let parts = graph.nodes[node].inputs.map { view($0) }
        let whole = concatenation(node)
        views[node] = whole
        let steps = InlineInts(spec.shape.lazy.map { _ in 1 })
        var starts = InlineInts(spec.shape.lazy.map { _ in 0 })
        for part in parts {
            // A loop may have written the part where it belongs.
            if part.value != whole.value {
                emitCopy(part, spec.dtype, to: whole.sliced(starts, steps, to: part.shape))
            }
            starts[axis] += part.shape[axis]
        }
    }

    /// Counted once, when the plan is made, along the one axis; the others broadcast.
    mutating func lowerIota(_ node: Int, _ spec: TensorSpec, axis: Int) {
        let line = TensorSpec([spec.shape[axis]], spec.dtype)
        let value = makeConstant(byteCount: line.byteCount)
        lk_iota(spec.dtype.kernelType, value.memory, 1, Int64(spec.shape[axis]), 1)
        views[node] = View(contiguous: value.number, line.shape).broadcast(
            to: spec.shape, axes: [axis])
    }
}
