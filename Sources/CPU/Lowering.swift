import CLaminaKernels
import LaminaGraph

/// Turns a graph into steps over values, unit by unit.
struct Lowering {
    let graph: Graph
    let storage: PlanStorage
    var values: [Value] = []
    var steps: [DraftStep] = []
    var preparation: PreparationDraft
    /// How each node lowered so far lies in memory.
    var views: [View?]
    /// The results of lowered nodes that have several.
    var results: [Int: [View]] = [:]
    /// The node being lowered.
    private var current = 0
    /// The parts of concatenations that loops write where they belong, by their nodes.
    let parts: [Int: Part]
    /// The values of concatenations of which a part has been written.
    var wholes: [Int: Int] = [:]
    /// The constants made so far, by the bits of their number.
    var scalars: [DType: [UInt64: Int]] = [:]

    /// - Parameter steady: the inputs that seldom change between runs.
    init(
        _ graph: Graph, _ fusion: Fusion, order: [Int], steady: Set<Int>, storage: PlanStorage
    ) {
        self.graph = graph
        self.storage = storage
        preparation = PreparationDraft(
            steadyByteCount: steady.reduce(0) { $0 + graph.inputSpecs[$1].byteCount })
        views = Array(repeating: nil, count: graph.nodes.count)
        parts = Self.parts(graph)
        for (number, spec) in graph.inputSpecs.enumerated() {
            values.append(
                Value(
                    byteCount: spec.byteCount, place: .input(number),
                    isSteady: steady.contains(number)))
        }
        for unit in order {
            current = fusion.lastNode[unit]
            guard let program = fusion.programs[unit] else {
                lowerNode(current)
                continue
            }
            // A loop of which nobody reads anything, where dead code was left in.
            if !program.outputs.isEmpty { lower(program) }
        }
    }

    // MARK: Values and steps

    /// A new value in the arena.
    mutating func makeValue(_ spec: TensorSpec) -> Int { makeValue(byteCount: spec.byteCount) }

    mutating func makeValue(byteCount: Int) -> Int {
        values.append(Value(byteCount: byteCount, place: .arena(offset: 0)))
        return values.count - 1
    }

    /// A new contiguous value for a node.
    mutating func define(_ node: Int) -> DraftStep.Operand {
        let spec = graph.nodes[node].spec
        let value = makeValue(spec)
        views[node] = View(contiguous: value, spec.shape)
        return DraftStep.Operand(value: value)
    }

    /// New contiguous values for a node of several results.
    mutating func define(_ node: Int, results specs: [TensorSpec]) -> [DraftStep.Operand] {
        let values = specs.map { makeValue($0) }
        let views = zip(values, specs).map { View(contiguous: $0, $1.shape) }
        results[node] = views
        self.views[node] = views[0]
        return values.map { DraftStep.Operand(value: $0) }
    }

    /// Adds a step, unless it would write nothing.
    mutating func emit(
        _ kernel: Step, _ reads: [DraftStep.Operand], _ writes: [DraftStep.Operand],
        pointwise: UInt64 = 0, isCopyOfView: Bool = false
    ) {
        guard writes.contains(where: { values[$0.value].byteCount > 0 }) else { return }
        let step = DraftStep(
            kernel: kernel, reads: reads, writes: writes, pointwise: pointwise, node: current,
            isCopyOfView: isCopyOfView)
        if !runNow(step), !preparation.take(step, &values) { steps.append(step) }
    }

    func view(_ node: Int) -> View {
        guard let view = views[node] else { preconditionFailure("a node read before its unit ran") }
        return view
    }

    // MARK: Operands

    /// The node's elements in row-major order; a copy serves the readers that follow too.
    mutating func contiguous(_ node: Int) -> DraftStep.Operand {
        let spec = graph.nodes[node].spec
        let operand = contiguous(view(node), spec.dtype)
        if !view(node).isContiguous {
            views[node] = View(contiguous: operand.value, spec.shape)
        }
        return operand
    }

    /// The view's elements in row-major order, copied where they do not lie so.
    mutating func contiguous(_ view: View, _ dtype: DType) -> DraftStep.Operand {
        if view.isContiguous {
            return DraftStep.Operand(value: view.value, byteOffset: view.offset * dtype.byteCount)
        }
        let copy = makeValue(TensorSpec(view.shape, dtype))
        emitCopy(view, dtype, to: View(contiguous: copy, view.shape), isCopyOfView: true)
        return DraftStep.Operand(value: copy)
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
        case .identity, .stopGradient, .barrier:
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
        case .reverse(let axes): views[number] = view(operands[0]).reversed(axes)
        case .pad(let low, _, let value): lowerPad(number, low, value)
        case .concatenate(let axis): lowerConcatenate(number, axis: axis)
        case .iota(let spec, let axis): lowerIota(number, spec, axis: axis)
        case .gatherRows: lowerGatherRows(number)
        case .scatterRows(let mode): lowerScatterRows(number, mode)
        case .argSort(let axis, let descending, let count):
            lowerArgSort(number, axis: axis, descending: descending, count: count)
        case .cumulative(let op, let axis, let reversed):
            lowerCumulative(number, op, axis: axis, reversed: reversed)
        case .linearRecurrence(let axis, let reversed):
            lowerLinearRecurrence(number, axis: axis, reversed: reversed)
        case .dynamicSlice: lowerDynamicSlice(number)
        case .dynamicUpdate: lowerDynamicUpdate(number)
        case .complexParts: views[number] = view(operands[0]).parts
        case .complexFromParts: lowerComplexFromParts(number)
        case .fourier(let kind): lowerFourier(number, kind)
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
        case .matrix(let routine): lowerMatrix(number, routine)
        case .conditional(let conditional): lowerConditional(number, conditional)
        case .scan(let scan): lowerScan(number, scan)
        case .whileLoop(let loop): lowerWhileLoop(number, loop)
        case .result(let result, _): views[number] = results[operands[0]]?[result]
        }
    }
}
