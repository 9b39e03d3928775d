import CLaminaKernels
import LaminaGraph

/// Turns a graph into steps over values, unit by unit.
struct Lowering {
    let graph: Graph
    let storage: PlanStorage
    var values: [Value] = []
    var steps: [DraftStep] = []
    /// How each node lowered so far lies in memory.
    var views: [View?]
    /// The node being lowered.
    private var current = 0
    /// The constants made so far, by the bits of their number.
    var scalars: [DType: [UInt64: Int]] = [:]

    init(_ graph: Graph, _ fusion: Fusion, order: [Int], storage: PlanStorage) {
        self.graph = graph
        self.storage = storage
        views = Array(repeating: nil, count: graph.nodes.count)
        for (number, spec) in graph.inputSpecs.enumerated() {
            values.append(Value(byteCount: spec.byteCount, place: .input(number)))
        }
        for unit in order {
            current = fusion.lastNode[unit]
            if let program = fusion.programs[unit] { lower(program) } else { lowerNode(current) }
        }
    }

    // MARK: Values and steps

    /// A new value in the arena.
    mutating func makeValue(_ spec: TensorSpec) -> Int {
        values.append(Value(byteCount: spec.byteCount, place: .arena(offset: 0)))
        return values.count - 1
    }

    /// A new contiguous value for a node.
    mutating func define(_ node: Int) -> DraftStep.Operand {
        let spec = graph.nodes[node].spec
        let value = makeValue(spec)
        views[node] = View(contiguous: value, spec.shape)
        return DraftStep.Operand(value: value)
    }

    /// Adds a step, unless it would write nothing.
    mutating func emit(
        _ kernel: Step, _ reads: [DraftStep.Operand], _ writes: [DraftStep.Operand],
        pointwise: UInt64 = 0
    ) {
        guard writes.contains(where: { values[$0.value].byteCount > 0 }) else { return }
        let step = DraftStep(
            kernel: kernel, reads: reads, writes: writes, pointwise: pointwise, node: current)
        if !runNow(step) { steps.append(step) }
    }

    func view(_ node: Int) -> View {
        guard let view = views[node] else { preconditionFailure("a node read before its unit ran") }
        return view
    }

    // MARK: Operands

    /// The type in which kernels compute on this one: the half types are storage only.
    func arithmetic(_ dtype: DType) -> DType {
        dtype == .float16 || dtype == .bfloat16 ? .float32 : dtype
    }

    /// The node's elements in row-major order, as `dtype` where that is given.
    mutating func contiguous(_ node: Int, as dtype: DType? = nil) -> DraftStep.Operand {
        let own = graph.nodes[node].spec.dtype
        if let dtype, dtype != own { return contiguous(view(node), own, as: dtype) }
        if !view(node).isContiguous {
            let operand = contiguous(view(node), own, as: own)
            views[node] = View(contiguous: operand.value, graph.nodes[node].spec.shape)
        }
        return DraftStep.Operand(
            value: view(node).value, byteOffset: view(node).offset * own.byteCount)
    }

    /// The view's elements in row-major order as `dtype`, copied where they do not lie so.
    mutating func contiguous(_ view: View, _ own: DType, as dtype: DType) -> DraftStep.Operand {
        if own == dtype, view.isContiguous {
            return DraftStep.Operand(value: view.value, byteOffset: view.offset * own.byteCount)
        }
        let copy = DraftStep.Operand(value: makeValue(TensorSpec(view.shape, dtype)))
        if own == dtype {
            emitCopy(view, own, to: View(contiguous: copy.value, view.shape))
        } else {
            emitConversion(view, own, to: copy, dtype)
        }
        return copy
    }

    /// Runs `emit` on a result of type `dtype`, then rounds it to the node's own type.
    mutating func define(
        _ node: Int, computedAs dtype: DType,
        _ emit: (inout Lowering, DraftStep.Operand) -> Void
    ) {
        let spec = graph.nodes[node].spec
        if spec.dtype == dtype {
            let result = define(node)
            emit(&self, result)
        } else {
            let wide = DraftStep.Operand(value: makeValue(TensorSpec(spec.shape, dtype)))
            emit(&self, wide)
            let result = define(node)
            emitConversion(View(contiguous: wide.value, spec.shape), dtype, to: result, spec.dtype)
        }
    }

    // MARK: Nodes

    /// Lowers a node that is not part of a loop.
    private mutating func lowerNode(_ number: Int) {
        let node = graph.nodes[number]
        let operands = node.inputs
        switch node.primitive {
        case .parameter(let input):
            views[number] = View(contiguous: input, node.spec.shape)
        case .constant(let value):
            views[number] = View(contiguous: scalar(value, node.spec.dtype), [])
                .broadcast(to: node.spec.shape, axes: [])
        case .identity, .stopGradient:
            views[number] = view(operands[0])
        case .unary, .binary, .compare, .select, .convert:
            // Loops leave out tensors without elements.
            _ = define(number)
        case .reshape(let shape):
            if view(operands[0]).reshaped(to: shape) == nil { _ = contiguous(operands[0]) }
            views[number] = view(operands[0]).reshaped(to: shape)
        case .broadcast(let shape, let axes):
            views[number] = view(operands[0]).broadcast(to: shape, axes: axes)
        case .transpose(let axes):
            views[number] = view(operands[0]).transposed(axes)
        case .slice(let starts, _, let strides):
            views[number] = view(operands[0]).sliced(starts, strides, to: node.spec.shape)
        case .pad(let low, _, let value): lowerPad(number, low, value)
        case .concatenate(let axis): lowerConcatenate(number, axis: axis)
        case .iota(let spec, let axis): lowerIota(number, spec, axis: axis)
        case .gatherRows: lowerGatherRows(number)
        case .scatterAddRows(let rows): lowerScatterAddRows(number, rows: rows)
        case .randomBits(let shape):
            let key = contiguous(operands[0])
            emit(.randomBits(count: shape.elementCount), [key], [define(number)])
        case .reduce(let op, let axes): lowerReduce(number, op, axes: axes)
        case .argReduce(let largest, let axis): lowerArgReduce(number, largest, axis: axis)
        case .matmul(let transposeLHS, let transposeRHS):
            lowerMatmul(number, transposeLHS, transposeRHS)
        case .convolution(let window): lowerConvolution(number, .forward, window)
        case .convolutionInputGradient(let window, _):
            lowerConvolution(number, .inputGradient, window)
        case .convolutionFilterGradient(let window, _):
            lowerConvolution(number, .filterGradient, window)
        case .pool(let kind, let window):
            lowerPool(number, kind == .max ? .max : .average, window)
        case .maxPoolGradient(let window): lowerPool(number, .maxGradient, window)
        case .averagePoolGradient(let window, _): lowerPool(number, .averageGradient, window)
        case .composite(let composite): lowerClaimed(number, composite)
        }
    }
}
