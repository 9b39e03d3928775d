import CLaminaKernels

/// Memory that lives as long as its plan: the kernels' descriptions and the constants.
///
/// Sendable because it is written while the plan is made, by one thread, and only read afterwards.
final class PlanStorage: @unchecked Sendable {
    private var chunks: [UnsafeMutableRawPointer] = []
    /// The plans inside this one.
    private var steps: [ControlStep] = []
    /// The machine code that the plan's loops use.
    private var codes: [OpaquePointer] = []
    private var next = 0
    private var room = 0
    /// All memory held, in bytes.
    private(set) var ownByteCount = 0
    /// The same with the plans inside.
    var byteCount: Int { steps.reduce(ownByteCount) { $0 + $1.byteCount } }

    /// What the plans inside take during a run at most, in bytes: they run one after another.
    var runByteCount: Int { steps.reduce(0) { max($0, $1.runByteCount) } }

    /// Uninitialised memory, aligned to 64 bytes where `byteCount` is at least that.
    func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let alignment = byteCount >= 64 ? 64 : 16
        let start = (next + alignment - 1) & ~(alignment - 1)
        if let chunk = chunks.last, start + byteCount <= room {
            next = start + byteCount
            return chunk + start
        }
        // Chunks grow with the plan: a small one has 1 KiB, and 64 KiB hold some hundred steps.
        let size = max(byteCount, min(max(ownByteCount, 1 << 10), 1 << 16))
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
        chunks.append(chunk)
        ownByteCount += size
        (next, room) = (byteCount, size)
        return chunk
    }

    /// A copy of the elements.
    func store<T: BitwiseCopyable>(_ elements: [T]) -> UnsafePointer<T> {
        let memory = allocate(elements.count * MemoryLayout<T>.stride)
            .bindMemory(to: T.self, capacity: elements.count)
        for (index, element) in elements.enumerated() {
            (memory + index).initialize(to: element)
        }
        return UnsafePointer(memory)
    }

    /// Keeps a step of control flow.
    func store(_ step: ControlStep) -> Unmanaged<ControlStep> {
        steps.append(step)
        return .passUnretained(step)
    }

    /// Machine code for a loop, if there is any, kept as long as the plan.
    func compile(_ loop: lk_fused_loop) -> OpaquePointer? {
        let code = withUnsafePointer(to: loop) { lk_fused_compile($0) }
        if let code { codes.append(code) }
        return code
    }

    /// A copy of one value.
    func store<T: BitwiseCopyable>(_ element: T) -> UnsafePointer<T> { store([element]) }

    deinit {
        for code in codes { lk_fused_release(code) }
        for chunk in chunks { chunk.deallocate() }
    }
}
