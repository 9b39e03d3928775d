import CLaminaKernels
import LaminaGraph

/// What a plan's description says of a step.
struct StepNote: Sendable {
    let kernel: String
    /// The node it belongs to.
    let node: Int
    /// Memory it reads and writes, in bytes.
    let readByteCount, writtenByteCount: Int

    init(_ step: DraftStep, _ values: [Value]) {
        kernel = step.kernel.name
        node = step.node
        readByteCount = step.reads.reduce(0) { $0 + values[$1.value].byteCount }
        writtenByteCount = step.writes.reduce(0) { $0 + values[$1.value].byteCount }
    }

    var byteCount: Int { readByteCount + writtenByteCount }

    /// Multiplications with an addition that its node stands for.
    func multiplyAdds(in graph: Graph) -> Int {
        let node = graph.nodes[self.node]
        return node.primitive.multiplyAdds(
            of: node.inputs.map { graph.nodes[$0].spec }, output: node.spec)
    }
}

extension Step {
    fileprivate var name: String {
        switch self {
        case .loop(let loop):
            loop.pointee.instruction_count == 1
                ? "loop" : "loop of \(loop.pointee.instruction_count)"
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
