import CLaminaKernels

/// A fused loop under construction, and the memory it runs on.
struct Loop {
    private(set) var dims: [Int64]
    private(set) var inputs: [lk_operand] = []
    private(set) var instructions: [lk_instruction] = []
    private(set) var outputs: [lk_result] = []
    private var outputStrides: [Int64] = []
    private var hasStrides = false
    private var registers = 0

    init(_ dims: [Int]) { self.dims = dims.map(Int64.init) }

    /// Adds an input; all inputs come before the first operation. Returns its register.
    mutating func input(_ dtype: lk_dtype = LK_FLOAT32, strides: [Int]? = nil) -> Int {
        var operand = lk_operand()
        operand.dtype = dtype
        withUnsafeMutableBytes(of: &operand.strides) { bytes in
            let to = bytes.assumingMemoryBound(to: Int64.self)
            for (d, stride) in (strides ?? rowMajorStrides(dims.map(Int.init))).enumerated() {
                to[d] = Int64(stride)
            }
        }
        inputs.append(operand)
        registers += 1
        return inputs.count - 1
    }

    /// A register of its own for a result.
    mutating func register() -> Int {
        registers += 1
        return registers - 1
    }

    /// `dst = op(a, b, c)`; a new register unless `into` names one.
    @discardableResult
    mutating func apply(
        _ op: lk_op, _ a: Int, _ b: Int = 0, _ c: Int = 0, dtype: lk_dtype = LK_FLOAT32,
        from: lk_dtype = LK_FLOAT32, into: Int? = nil
    ) -> Int {
        var instruction = lk_instruction()
        instruction.op = op
        instruction.dtype = dtype
        instruction.from = from
        instruction.dst = UInt8(into ?? register())
        (instruction.a, instruction.b, instruction.c) = (UInt8(a), UInt8(b), UInt8(c))
        instructions.append(instruction)
        return Int(instruction.dst)
    }

    mutating func output(_ source: Int, dtype: lk_dtype = LK_FLOAT32, strides: [Int]? = nil) {
        outputs.append(lk_result(dtype: dtype, source: UInt8(source)))
        let own = strides ?? rowMajorStrides(dims.map(Int.init))
        let unused = Int(LK_MAX_RANK) - own.count
        outputStrides += own.map(Int64.init) + [Int64](repeating: 0, count: unused)
        hasStrides = hasStrides || strides != nil
    }

    func run(_ inputData: [UnsafeRawPointer], _ outputData: [UnsafeMutableRawPointer]) {
        withLoop { lk_fused(&$0, inputData.map(Optional.some), outputData.map(Optional.some)) }
    }

    /// Runs the loop's machine code in a set of instructions; false if it has none.
    func runCode(
        _ set: lk_code_set, _ inputData: [UnsafeRawPointer],
        _ outputData: [UnsafeMutableRawPointer]
    ) -> Bool {
        withLoop { loop in
            guard let code = lk_fused_compile_for(set, &loop) else { return false }
            defer { lk_fused_release(code) }
            loop.code = code
            lk_fused(&loop, inputData.map(Optional.some), outputData.map(Optional.some))
            return true
        }
    }

    private func withLoop<R>(_ body: (inout lk_fused_loop) -> R) -> R {
        var loop = lk_fused_loop()
        loop.rank = Int32(dims.count)
        withUnsafeMutableBytes(of: &loop.dims) { bytes in
            let to = bytes.assumingMemoryBound(to: Int64.self)
            for (d, count) in dims.enumerated() { to[d] = count }
        }
        loop.register_count = Int32(registers)
        return inputs.withUnsafeBufferPointer { inputs in
            instructions.withUnsafeBufferPointer { instructions in
                outputs.withUnsafeBufferPointer { outputs in
                    outputStrides.withUnsafeBufferPointer { strides in
                        (loop.input_count, loop.inputs) = (Int32(inputs.count), inputs.baseAddress)
                        loop.instruction_count = Int32(instructions.count)
                        loop.instructions = instructions.baseAddress
                        (loop.output_count, loop.outputs) = (
                            Int32(outputs.count), outputs.baseAddress
                        )
                        if hasStrides { loop.output_strides = strides.baseAddress }
                        return body(&loop)
                    }
                }
            }
        }
    }
}

func rowMajorStrides(_ dims: [Int]) -> [Int] {
    var strides = dims, stride = 1
    for d in dims.indices.reversed() { (strides[d], stride) = (stride, stride * dims[d]) }
    return strides
}

/// `count` results of type R of one operation on arrays as long as the result (or of one element,
/// which is then broadcast).
func evaluate<R: BitwiseCopyable>(
    _ op: lk_op, dtype: lk_dtype, from: lk_dtype = LK_FLOAT32, _ operands: Operand...,
    resultType: lk_dtype? = nil, zero: R, count: Int
) -> [R] {
    var loop = Loop([count])
    let registers = operands.map { loop.input($0.dtype, strides: [$0.isScalar ? 0 : 1]) }
    let (a, b, c) = (registers[0], registers.dropFirst().first, registers.dropFirst(2).first)
    loop.output(
        loop.apply(op, a, b ?? 0, c ?? 0, dtype: dtype, from: from), dtype: resultType ?? dtype)
    var result = [R](repeating: zero, count: count)
    result.withUnsafeMutableBytes { loop.run(operands.map(\.address), [$0.baseAddress!]) }
    return result
}

/// Memory of one operand, kept alive by whoever holds it.
final class Operand {
    let dtype: lk_dtype
    let isScalar: Bool
    let bytes: UnsafeMutableRawBufferPointer

    init<T: BitwiseCopyable>(_ values: [T], _ dtype: lk_dtype) {
        self.dtype = dtype
        self.isScalar = values.count == 1
        self.bytes = .allocate(
            byteCount: max(1, values.count * MemoryLayout<T>.stride), alignment: 64)
        values.withUnsafeBytes { bytes.copyMemory(from: $0) }
    }

    deinit { bytes.deallocate() }

    var address: UnsafeRawPointer { UnsafeRawPointer(bytes.baseAddress!) }
}
