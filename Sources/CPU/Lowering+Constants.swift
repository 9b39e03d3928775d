import CLaminaKernels
import LaminaGraph

/// Memory whose content is known when the plan is made.
extension Lowering {
    /// Uninitialised memory that belongs to the plan.
    mutating func makeConstant(byteCount: Int) -> (number: Int, memory: UnsafeMutableRawPointer) {
        let memory = storage.allocate(byteCount)
        values.append(Value(byteCount: byteCount, place: .constant(memory), isSteady: true))
        return (values.count - 1, memory)
    }

    /// The value that holds a number as its one element.
    mutating func scalar(_ number: Double, _ dtype: DType) -> Int {
        if let known = scalars[dtype]?[number.bitPattern] { return known }
        let value = makeConstant(byteCount: dtype.byteCount)
        var bits = bits(number, dtype)
        value.memory.copyMemory(from: &bits, byteCount: dtype.byteCount)
        scalars[dtype, default: [:]][number.bitPattern] = value.number
        return value.number
    }

    /// A number's bits in a type, in the low bytes.
    func bits(_ number: Double, _ dtype: DType) -> UInt64 {
        let buffer = Buffer(byteCount: dtype.byteCount)
        buffer.store(number, as: dtype)
        var bits: UInt64 = 0
        withUnsafeMutableBytes(of: &bits) {
            $0.copyMemory(
                from: UnsafeRawBufferPointer(start: buffer.pointer, count: dtype.byteCount))
        }
        return bits
    }

    /// Runs a step that reads constants alone and keeps what it yields; gives whether it did.
    ///
    /// Large results are left to each run, which frees them again.
    mutating func runNow(_ step: DraftStep) -> Bool {
        let limit = 1 << 16
        var memory: [UnsafeMutableRawPointer?] = []
        guard !step.reads.isEmpty, step.makesItsResults(values) else { return false }
        for read in step.reads {
            guard case .constant(let pointer) = values[read.value].place else { return false }
            memory.append(pointer + read.byteOffset)
        }
        guard step.writes.allSatisfy({ values[$0.value].byteCount <= limit }) else { return false }
        for write in step.writes {
            let pointer = storage.allocate(values[write.value].byteCount)
            values[write.value].place = .constant(pointer)
            values[write.value].isSteady = true
            memory.append(pointer)
        }
        memory.withUnsafeMutableBufferPointer {
            if let base = $0.baseAddress { step.kernel.run(base) }
        }
        return true
    }
}

extension DraftStep {
    /// Whether the step alone writes its results, and these are no outputs of the plan.
    func makesItsResults(_ values: [Value]) -> Bool {
        switch kernel {
        case .copy, .fill, .scatterRows, .dynamicUpdate: isCopyOfView
        case .loop(let loop) where loop.pointee.output_strides != nil: false
        default: writes.allSatisfy { values[$0.value].isInArena }
        }
    }
}
