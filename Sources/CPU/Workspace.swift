import LaminaGraph

/// Every step's row of pointers, as one run sees them.
///
/// Sendable because it belongs to one run at a time; the plan's lock hands it on.
final class Workspace: @unchecked Sendable {
    let memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    /// The arena that the pointers lead to; the pool mostly lends the same one again.
    private var arena: UnsafeMutableRawPointer?
    private let pointerCount: Int
    /// What the preparation yields, and the generation of the steady inputs that it was made from.
    private let kept: Buffer?
    private var prepared: UInt64?

    init(_ calls: CallTable, kept: Buffer?) {
        pointerCount = calls.pointers.count
        self.kept = kept
        memory = .allocate(capacity: pointerCount)
        memory.initialize(from: calls.pointers, count: pointerCount)
        if let kept {
            for slot in calls.keptSlots { memory[slot.place] = kept.pointer + slot.offset }
        }
    }

    deinit { memory.deallocate() }

    var byteCount: Int {
        pointerCount * MemoryLayout<UnsafeMutableRawPointer?>.stride + (kept?.byteCount ?? 0)
    }

    func forgetPreparation() { prepared = nil }

    /// Runs the preparation unless it ran for this generation.
    func prepare(
        _ preparation: Preparation?, _ generation: UInt64,
        _ pointer: (Plan.Place) -> UnsafeMutableRawPointer
    ) throws(OpError) {
        guard let preparation, prepared != generation else { return }
        let workspace = Workspace(preparation.calls, kept: kept)
        let arena = try Buffer(trying: preparation.arenaByteCount)
        workspace.set(preparation.calls, arena)
        workspace.set(preparation.calls, pointer)
        withExtendedLifetime(arena) { preparation.calls.run(workspace.memory) }
        prepared = generation
    }

    func set(_ calls: CallTable, _ arena: Buffer?) {
        guard let arena, self.arena != arena.pointer else { return }
        self.arena = arena.pointer
        for slot in calls.arenaSlots { memory[slot.place] = arena.pointer + slot.offset }
    }

    func set(_ calls: CallTable, _ pointer: (Plan.Place) -> UnsafeMutableRawPointer) {
        for slot in calls.inputSlots {
            memory[slot.place] = pointer(.input(slot.buffer)) + slot.offset
        }
        for slot in calls.outputSlots {
            memory[slot.place] = pointer(.output(slot.buffer)) + slot.offset
        }
    }
}
