import CLaminaKernels

/// One call of a kernel, ready to run: everything but the memory, which comes as a row of pointers,
/// first those read, then those written.
///
/// Plain bits throughout, so that running a step counts no references and allocates nothing; what
/// a case points to belongs to the plan's ``PlanStorage``.
enum Step: BitwiseCopyable {
    case loop(UnsafePointer<lk_fused_loop>)
    /// A loop of which some results are only reduced.
    case reducedLoop(UnsafePointer<ReducedLoop>)
    case reduce(lk_reduction, lk_dtype, Extent)
    case argReduce(largest: Bool, lk_dtype, Extent)
    case softmax(logarithm: Bool, lk_dtype, rows: Int, n: Int)
    /// Of a tensor alone, or of a tensor with weights and biases.
    case normalize(lk_dtype, isAffine: Bool, rows: Int, n: Int, eps: Double)
    case attention(UnsafePointer<Attention>)
    case matmul(UnsafePointer<MatrixProduct>)
    /// Puts the right operand of a product into the order that its kernel reads.
    case packMatrix(UnsafePointer<MatrixProduct>)
    case convolution(ConvolutionPart, lk_dtype, UnsafePointer<lk_conv>)
    /// Puts a convolution's filter into the order that its kernel reads.
    case packFilter(lk_dtype, UnsafePointer<lk_conv>)
    /// A product or a convolution with a loop behind it.
    case tailed(UnsafePointer<TailedKernel>)
    /// Several steps at the same time.
    case branches(Branches)
    case pool(PoolPart, lk_dtype, UnsafePointer<lk_pool>)
    case copy(UnsafePointer<Box>)
    case fill(size: Int32, value: UInt64, count: Int)
    case gatherRows(rows: Int, rowByteCount: Int, count: Int)
    /// Into a table that is there already, as dynamicUpdate.
    case scatterRows(lk_scatter, lk_dtype, count: Int, rows: Int, width: Int)
    case dynamicSlice(UnsafePointer<lk_box>)
    case dynamicUpdate(UnsafePointer<lk_box>)
    case argSort(descending: Bool, lk_dtype, Extent, count: Int)
    case cumulative(lk_cumulation, lk_dtype, reversed: Bool, Extent)
    case linearRecurrence(lk_dtype, reversed: Bool, Extent)
    case fourier(lk_fourier_kind, lk_dtype, lines: Int, length: Int)
    case randomBits(count: Int)
    case matrix(UnsafePointer<MatrixProblem>)
    case control(Unmanaged<ControlStep>)

    /// A tensor seen as `[outer, n, inner]`.
    struct Extent: BitwiseCopyable, Equatable {
        var outer, n, inner: Int64

        init(outer: Int, n: Int, inner: Int) {
            (self.outer, self.n, self.inner) = (Int64(outer), Int64(n), Int64(inner))
        }
    }

    /// `[batch, m, k] x [batch, k, n]`, each operand stored as it is or transposed. Narrow and packed products
    /// are single ones.
    struct MatrixProduct: BitwiseCopyable {
        /// Of the operands.
        var dtype: lk_dtype
        /// Whether operands of bfloat16 or int8 give a float32 result.
        var isNarrow = false
        var transposesLHS, transposesRHS: Bool
        /// Whether the right operand comes packed.
        var isPacked = false
        var batch, m, n, k: Int
    }

    /// What a convolution yields: its result, of a filter as it is or packed, or one of its gradients.
    enum ConvolutionPart { case forward, forwardPacked, inputGradient, filterGradient }

    /// What pooling yields: its result or its gradient.
    enum PoolPart { case max, maxGradient, average, averageGradient }

    /// Elements to move from one strided place to another.
    struct Box: BitwiseCopyable {
        var rank: Int32
        /// Of one element, in bytes.
        var size: Int32
        var dims, sourceStrides, targetStrides: UnsafePointer<Int64>
    }

    /// Runs the kernel on its memory.
    func run(_ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
        switch self {
        case .loop(let loop):
            let inputs = UnsafeRawPointer(memory).assumingMemoryBound(to: UnsafeRawPointer?.self)
            lk_fused(loop, inputs, memory + Int(loop.pointee.input_count))
        case .reducedLoop(let loop): loop.pointee.run(memory)
        case .reduce(let op, let dtype, let extent):
            lk_reduce(op, dtype, memory[0], memory[1], extent.outer, extent.n, extent.inner)
        case .argReduce(let largest, let dtype, let extent):
            lk_arg_reduce(
                largest, dtype, memory[0], memory[1]?.assumingMemoryBound(to: Int32.self),
                extent.outer, extent.n, extent.inner)
        case .softmax(let logarithm, let dtype, let rows, let n):
            lk_softmax(logarithm, dtype, memory[0], memory[1], Int64(rows), Int64(n))
        case .normalize(let dtype, let isAffine, let rows, let n, let eps):
            lk_normalize(
                dtype, memory[0], isAffine ? memory[1] : nil, isAffine ? memory[2] : nil,
                memory[isAffine ? 3 : 1], Int64(rows), Int64(n), eps)
        case .attention(let attention): attention.pointee.run(memory)
        case .matmul(let product):
            let p = product.pointee
            if p.isPacked {
                return lk_matmul_packed(
                    p.dtype, Int64(p.m), Int64(p.n), Int64(p.k), memory[0], memory[1],
                    memory[2]?.assumingMemoryBound(to: Float.self), nil)
            }
            if p.isNarrow {
                return lk_matmul_narrow(
                    p.dtype, p.transposesLHS, p.transposesRHS, Int64(p.m), Int64(p.n), Int64(p.k),
                    memory[0], memory[1], memory[2]?.assumingMemoryBound(to: Float.self))
            }
            lk_matmul(
                p.dtype, p.transposesLHS, p.transposesRHS, Int64(p.batch), Int64(p.m), Int64(p.n),
                Int64(p.k), memory[0], memory[1], memory[2])
        case .packMatrix(let product):
            let p = product.pointee
            lk_matmul_pack(
                p.dtype, p.transposesRHS, Int64(p.n), Int64(p.k), memory[0], memory[1])
        case .convolution(let part, let dtype, let window):
            let (a, b, out) = (memory[0], memory[1], memory[2])
            switch part {
            case .forward: lk_conv_forward(window, dtype, a, b, out)
            case .forwardPacked:
                lk_conv_forward_packed(
                    window, dtype, a, b, out?.assumingMemoryBound(to: Float.self), nil)
            case .inputGradient: lk_conv_input_gradient(window, dtype, a, b, out)
            case .filterGradient: lk_conv_filter_gradient(window, dtype, a, b, out)
            }
        case .packFilter(let dtype, let window):
            lk_conv_pack(window, dtype, memory[0], memory[1])
        case .tailed(let kernel): kernel.pointee.run(memory)
        case .branches(let branches): branches.run(memory)
        case .pool(let part, let dtype, let window):
            switch part {
            case .max: lk_max_pool(window, dtype, memory[0], memory[1])
            case .average: lk_average_pool(window, dtype, memory[0], memory[1])
            case .maxGradient:
                lk_max_pool_gradient(window, dtype, memory[0], memory[1], memory[2])
            case .averageGradient:
                lk_average_pool_gradient(window, dtype, memory[0], memory[1])
            }
        case .copy(let box):
            // The caller may pass one buffer for an output and the input it repeats.
            if memory[0] == memory[1] { return }
            let b = box.pointee
            lk_copy(
                b.rank, b.dims, b.size, memory[0], b.sourceStrides, memory[1], b.targetStrides)
        case .fill(let size, let value, let count):
            withUnsafePointer(to: value) { lk_fill(memory[0], size, $0, Int64(count)) }
        case .gatherRows(let rows, let rowByteCount, let count):
            lk_gather_rows(
                memory[0], Int64(rows), Int64(rowByteCount),
                memory[1]?.assumingMemoryBound(to: Int32.self), Int64(count), memory[2])
        case .scatterRows(let mode, let dtype, let count, let rows, let width):
            lk_scatter_rows(
                mode, dtype, memory[0], memory[1]?.assumingMemoryBound(to: Int32.self),
                Int64(count), memory[2], Int64(rows), Int64(width))
        case .dynamicSlice(let box):
            lk_dynamic_slice(
                box, memory[0], memory[1]?.assumingMemoryBound(to: Int32.self), memory[2])
        case .dynamicUpdate(let box):
            lk_dynamic_update(
                box, memory[0], memory[1]?.assumingMemoryBound(to: Int32.self), memory[2])
        case .argSort(let descending, let dtype, let extent, let count):
            lk_arg_sort(
                descending, dtype, memory[0], memory[1]?.assumingMemoryBound(to: Int32.self),
                extent.outer, extent.n, extent.inner, Int64(count))
        case .cumulative(let op, let dtype, let reversed, let extent):
            lk_cumulative(
                op, dtype, reversed, memory[0], memory[1], extent.outer, extent.n, extent.inner)
        case .linearRecurrence(let dtype, let reversed, let extent):
            lk_linear_recurrence(
                dtype, reversed, memory[0], memory[1], memory[2], extent.outer, extent.n,
                extent.inner)
        case .matrix(let problem): problem.pointee.run(memory)
        case .control(let step): step._withUnsafeGuaranteedRef { $0.run(memory) }
        case .fourier(let kind, let dtype, let lines, let length):
            lk_fourier(kind, dtype, Int64(lines), Int64(length), memory[0], memory[1])
        case .randomBits(let count):
            lk_philox(
                memory[0]?.assumingMemoryBound(to: UInt32.self),
                memory[1]?.assumingMemoryBound(to: UInt32.self), Int64(count))
        }
    }
}
