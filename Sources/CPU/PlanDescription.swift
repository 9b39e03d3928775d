import CLaminaKernels
import LaminaGraph

/// What a plan's description says of a step.
struct StepNote: Sendable {
    let kernel: String
    /// The nodes it belongs to: one for each step that runs in it.
    let nodes: [Int]
    /// Memory it reads and writes, in bytes.
    let readByteCount, writtenByteCount: Int

    /// - Parameter steps: one, or several that run together.
    init(_ steps: ArraySlice<DraftStep>, _ values: [Value]) {
        kernel = steps.map(\.kernel.name).joined(separator: " | ")
        nodes = steps.map(\.node)
        let bytes = { (operands: [DraftStep.Operand]) in
            operands.reduce(0) { $0 + values[$1.value].byteCount }
        }
        readByteCount = steps.reduce(0) { $0 + bytes($1.reads) }
        writtenByteCount = steps.reduce(0) { $0 + bytes($1.writes) }
    }

    /// The node of the first step.
    var node: Int { nodes[0] }

    var byteCount: Int { readByteCount + writtenByteCount }

    /// Multiplications with an addition that its node stands for.
    func multiplyAdds(in graph: Graph) -> Int {
        nodes.reduce(0) { sum, number in
            let node = graph.nodes[number]
            return sum
                + node.primitive.multiplyAdds(
                    of: node.inputs.map { graph.nodes[$0].spec }, output: node.spec)
        }
    }
}

extension Step {
    fileprivate var name: String {
        switch self {
        case .loop(let loop):
            loop.pointee.instruction_count == 1
                ? "loop" : "loop of \(loop.pointee.instruction_count)"
        case .reducedLoop(let reduced):
            "\(Step.loop(reduced.pointee.loop).name) and reduce"
        case .reduce: "reduce"
        case .argReduce: "argReduce"
        case .normalize(_, let isAffine, _, _, _): isAffine ? "layerNorm" : "standardize"
        case .softmax(let logarithm, _, _, _): logarithm ? "logSoftmax" : "softmax"
        case .attention(let attention):
            attention.pointee.isGradient ? "attention, gradients" : "attention"
        case .matmul(let product): product.pointee.isPacked ? "matmul, packed" : "matmul"
        case .packMatrix: "packMatrix"
        case .convolution(.forward, _, _): "convolution"
        case .convolution(.forwardPacked, _, _): "convolution, packed filter"
        case .packFilter: "packFilter"
        case .tailed(let tailed): tailed.pointee.name
        case .branches(let branches): "\(branches.count) branches"
        case .convolution(.inputGradient, _, _): "convolution, input gradient"
        case .convolution(.filterGradient, _, _): "convolution, filter gradient"
        case .pool(.max, _, _): "max pool"
        case .pool(.maxGradient, _, _): "max pool, gradient"
        case .pool(.average, _, _): "average pool"
        case .pool(.averageGradient, _, _): "average pool, gradient"
        case .copy: "copy"
        case .fill: "fill"
        case .gatherRows: "gatherRows"
        case .scatterRows: "scatterRows"
        case .dynamicSlice: "dynamicSlice"
        case .dynamicUpdate: "dynamicUpdate"
        case .argSort: "argSort"
        case .cumulative: "cumulative"
        case .linearRecurrence: "linearRecurrence"
        case .fourier: "fourier"
        case .randomBits: "randomBits"
        case .matrix(let problem): problem.pointee.routine.name
        case .control(let step): step._withUnsafeGuaranteedRef(\.name)
        }
    }
}

extension TailedKernel {
    fileprivate var name: String {
        let head: Step =
            switch kernel {
            case .product(let product): .matmul(product)
            case .convolution(let window, _, let isPacked):
                .convolution(isPacked ? .forwardPacked : .forward, LK_FLOAT32, window)
            }
        return "\(head.name) and \(Step.loop(loop).name)"
    }
}

extension Plan: CustomStringConvertible {
    /// The number of kernel calls in a run.
    package var stepCount: Int { notes.count }

    /// One line for the memory, then one for each step: kernel, result, bytes read and written, and
    /// the module that recorded it.
    package var description: String {
        let lines = notes.enumerated().map { number, note in
            let node = graph.nodes[note.node]
            let scope = node.scope.isEmpty ? "" : "  \(node.scope)"
            return "  \(number)  \(note.kernel)  \(node.spec)  "
                + "reads \(note.readByteCount) B, writes \(note.writtenByteCount) B\(scope)"
        }
        return (["plan: \(stepCount) steps, arena \(arenaByteCount) B"] + lines)
            .joined(separator: "\n")
    }
}
