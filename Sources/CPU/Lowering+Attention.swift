import CLaminaKernels
import LaminaGraph

/// Attention and its gradients, each a composite that one kernel computes.
extension Lowering {
    /// The operands, float32 or float64, are query, key and value, then a mask and a random key where the attributes say
    /// so, and for the gradients the logarithms of sums, the deltas and the result's gradient.
    mutating func lowerAttention(_ node: Int, _ composite: Composite) {
        let operands = graph.nodes[node].inputs
        let shapes = operands.map { graph.nodes[$0].spec.shape }
        let settings = AttentionSettings(composite.attributes)
        var problem = lk_attention()
        (problem.batch, problem.queries) = (Int64(shapes[0][0]), Int64(shapes[0][1]))
        (problem.heads, problem.head_size) = (Int64(shapes[0][2]), Int64(shapes[0][3]))
        (problem.keys, problem.key_heads) = (Int64(shapes[1][1]), Int64(shapes[1][2]))
        problem.value_size = Int64(shapes[2][3])
        problem.mask = lk_mask(UInt8(settings.mask.rawValue))
        problem.causal = settings.isCausal
        (problem.scale, problem.dropout) = (settings.scale, settings.dropout)
        if problem.mask != LK_MASK_NONE {
            let (shape, strides) = (shapes[3], shapes[3].strides)
            let steps = shape.indices.map { shape[$0] == 1 ? 0 : Int64(strides[$0]) }
            problem.mask_strides = (steps[0], steps[1], steps[2], steps[3])
        }
        let isGradient = composite.known == .attentionGradient
        let step = Step.Attention(
            problem: problem, dtype: graph.nodes[operands[0]].spec.dtype.kernelType,
            isGradient: isGradient)
        let reads = operands.map { contiguous($0) }
        emit(
            .attention(storage.store(step)), reads,
            define(node, results: composite.body.outputSpecs))
    }
}

extension Step {
    /// One attention or its gradients.
    struct Attention: BitwiseCopyable {
        var problem: lk_attention
        var dtype: lk_dtype
        var isGradient: Bool

        func run(_ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
            var next = 3
            func take(if isThere: Bool = true) -> UnsafeMutableRawPointer? {
                guard isThere else { return nil }
                next += 1
                return memory[next - 1]
            }
            let mask = take(if: problem.mask != LK_MASK_NONE)
            let seed = take(if: problem.dropout > 0)?.assumingMemoryBound(to: UInt32.self)
            withUnsafePointer(to: problem) { problem in
                if isGradient {
                    let (logSums, deltas, gradient) = (take(), take(), take())
                    lk_attention_backward(
                        problem, dtype, memory[0], memory[1], memory[2], mask, seed, logSums,
                        deltas, gradient, take(), take(), take())
                } else {
                    lk_attention_forward(
                        problem, dtype, memory[0], memory[1], memory[2], mask, seed, take(), take())
                }
            }
        }
    }
}
