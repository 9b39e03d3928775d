import CLaminaKernels
import LaminaGraph

/// A product or a convolution with the element-wise loop that reads its result: the bias, the activation,
/// the residual. The loop runs on each part of the result while that is in the caches.
///
/// Its row of pointers holds the kernel's two operands, the loop's inputs and the loop's outputs. The
/// kernel writes where one of the outputs lies, and the loop reads it there.
struct TailedKernel: BitwiseCopyable {
    enum Kernel: BitwiseCopyable {
        case product(UnsafePointer<Step.MatrixProduct>)
        case convolution(UnsafePointer<lk_conv>, lk_dtype, isPacked: Bool)
    }

    let kernel: Kernel
    let loop: UnsafePointer<lk_fused_loop>
    /// The loop's output that takes the memory of the kernel's result.
    let output: Int

    func run(_ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
        let row = UnsafeRawPointer(memory).assumingMemoryBound(to: UnsafeRawPointer?.self)
        let outputs = memory + 2 + Int(loop.pointee.input_count)
        var tail = lk_tail(loop: loop, inputs: row + 2, outputs: outputs)
        let result = outputs[output]?.assumingMemoryBound(to: Float.self)
        switch kernel {
        case .product(let product):
            let p = product.pointee
            lk_matmul_packed(
                p.dtype, Int64(p.m), Int64(p.n), Int64(p.k), memory[0], memory[1], result, &tail)
        case .convolution(let window, let dtype, isPacked: true):
            lk_conv_forward_packed(window, dtype, memory[0], memory[1], result, &tail)
        case .convolution(let window, let dtype, isPacked: false):
            lk_conv_forward_tail(window, dtype, memory[0], memory[1], result, &tail)
        }
    }
}

extension TailedKernel.Kernel {
    /// The kernel of a step that a loop may follow; nil for other steps.
    fileprivate init?(_ step: Step) {
        switch step {
        case .matmul(let product):
            let p = product.pointee
            guard p.isPacked,
                lk_matmul_packed_cuts_rows(p.dtype, Int64(p.m), Int64(p.n), Int64(p.k))
            else { return nil }
            self = .product(product)
        case .convolution(.forward, let dtype, let window) where dtype != LK_FLOAT64:
            self = .convolution(window, dtype, isPacked: false)
        case .convolution(.forwardPacked, let dtype, let window):
            self = .convolution(window, dtype, isPacked: true)
        default: return nil
        }
    }
}

extension Lowering {
    /// Joins each loop with the kernel whose result it alone reads, element by element.
    ///
    /// The kernel then runs later, where the loop did: what it reads lives until then.
    mutating func joinTails() {
        let uses = ValueUses(self)
        var isJoined = [Bool](repeating: false, count: steps.count)
        for number in steps.indices {
            guard case .loop(let loop) = steps[number].kernel, lk_fused_is_linear(loop),
                let (read, kernel) = head(of: steps[number], uses)
            else { continue }
            let step = steps[number]
            let size = values[step.reads[read].value].byteCount
            let outputs = UnsafeBufferPointer(start: loop.pointee.outputs, count: step.writes.count)
            guard
                let output = step.writes.indices.first(where: {
                    outputs[$0].dtype == LK_FLOAT32
                        && values[step.writes[$0].value].byteCount == size
                })
            else { continue }
            let head = uses.writer[step.reads[read].value]
            var reads = steps[head].reads + step.reads
            reads[2 + read] = step.writes[output]
            let tailed = TailedKernel(kernel: kernel, loop: loop, output: output)
            steps[number] = DraftStep(
                kernel: .tailed(storage.store(tailed)), reads: reads, writes: step.writes,
                node: steps[head].node)
            isJoined[head] = true
        }
        steps = zip(steps, isJoined).filter { !$1 }.map(\.0)
    }

    /// The first read of a loop that a kernel made for it alone.
    private func head(
        of loop: DraftStep, _ uses: ValueUses
    ) -> (read: Int, kernel: TailedKernel.Kernel)? {
        for (number, read) in loop.reads.enumerated() {
            guard loop.pointwise & (1 << UInt64(number)) != 0, uses.readCount[read.value] == 1,
                values[read.value].isInArena, uses.writer[read.value] >= 0,
                let kernel = TailedKernel.Kernel(steps[uses.writer[read.value]].kernel)
            else { continue }
            return (number, kernel)
        }
        return nil
    }
}
