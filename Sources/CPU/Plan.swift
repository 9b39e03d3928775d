package import LaminaGraph
import Synchronization

/// A graph as a row of kernel calls on memory chosen beforehand.
///
/// A run sets the pointers to its inputs and outputs and calls the steps in order: nothing is
/// allocated, looked up or counted in between. Runs at the same time have a workspace each: an
/// arena, lent by the buffer pool, and what the ``Preparation`` made of the steady inputs.
package final class Plan: Program {
    /// What the steps compute, with conversions where the kernels need them.
    let graph: Graph
    let notes: [StepNote]
    private let check: NumericsCheck?
    /// Memory for the values between steps, in bytes.
    package let arenaByteCount: Int
    /// Memory for what the preparation yields, in bytes.
    package let keptByteCount: Int
    private let storage: PlanStorage
    private let calls: CallTable
    private let preparation: Preparation?
    /// Workspaces that no run uses at the moment.
    private let idle = Mutex<[Workspace]>([])

    /// - Parameters:
    ///   - aliases: outputs for which the caller may pass an input's own memory.
    ///   - steady: inputs that seldom change between runs, none of them an alias.
    ///   - fusing: false runs a loop for every element-wise node; the results are the same bits.
    package init(
        _ graph: Graph, aliases: [(output: Int, input: Int)] = [], steady: Set<Int> = [],
        fusing: Bool = true
    ) {
        let graph = graph.widened()
        self.graph = graph
        storage = PlanStorage()
        let fusion = Fusion(graph, fusing: fusing)
        let schedule = Schedule(
            graph, fusion, wishes: Schedule.readsBeforeWrites(graph, fusion, aliases))
        var lowering = Lowering(
            graph, fusion, order: schedule.order,
            // The check follows every step of a run.
            steady: NumericsMode.isChecked ? [] : steady, storage: storage)
        if fusing {
            lowering.joinTails()
            // The check follows results that a reduction alone reads, too.
            if !NumericsMode.isChecked { lowering.joinReductions() }
        }
        lowering.placeOutputs(aliases: aliases)
        var values = lowering.values
        keptByteCount = lowering.preparation.placeResults(readBy: lowering.steps, &values)
        preparation = Preparation(lowering.preparation.steps, &values, storage)
        arenaByteCount = Arena.place(&values, lowering.steps)
        calls = CallTable(lowering.steps, values, storage)
        notes = lowering.steps.map { StepNote($0, values) }
        check = NumericsMode.isChecked ? NumericsCheck(graph, lowering.steps, values) : nil
    }

    package func run(inputs: [Buffer], outputs: [Buffer], generation: UInt64) {
        precondition(inputs.count == graph.inputSpecs.count, "one buffer for each input")
        precondition(outputs.count == graph.outputs.count, "one buffer for each output")
        if let check {
            check.check(inputs: inputs)
            return run(
                inputs: inputs, outputs: outputs, generation: generation,
                after: check.check(step:_:))
        }
        if StepTimes.isOn {
            let seconds = timedRun(inputs: inputs, outputs: outputs, generation: generation)
            return StepTimes.add(seconds, of: notes, in: graph)
        }
        withRunner(generation) { run in run { $0.pointer(inputs, outputs) } }
    }

    /// Runs the plan as ``run(inputs:outputs:generation:)`` does and calls `after` behind every step,
    /// with the steps' rows of pointers.
    func run(
        inputs: [Buffer], outputs: [Buffer], generation: UInt64,
        after: (_ step: Int, _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Void
    ) {
        withWorkspace { workspace in
            workspace.prepare(preparation, generation) { $0.pointer(inputs, outputs) }
            workspace.set(calls) { $0.pointer(inputs, outputs) }
            calls.run(workspace.memory) { after($0, workspace.memory) }
        }
    }

    /// Where a run finds an input or puts an output.
    enum Place {
        case input(Int), output(Int)

        /// Where it lies in these buffers.
        fileprivate func pointer(
            _ inputs: [Buffer], _ outputs: [Buffer]
        ) -> UnsafeMutableRawPointer {
            switch self {
            case .input(let number): inputs[number].pointer
            case .output(let number): outputs[number].pointer
            }
        }
    }

    /// Hands `body` a function that runs the plan on memory given for each place, as often as it likes.
    ///
    /// - Parameter generation: nil where the steady inputs are the same for this one `body` alone.
    func withRunner(
        _ generation: UInt64?,
        _ body: ((_ memory: (Place) -> UnsafeMutableRawPointer) -> Void) -> Void
    ) {
        withWorkspace { workspace in
            if generation == nil { workspace.forgetPreparation() }
            body { memory in
                workspace.prepare(preparation, generation ?? 0, memory)
                workspace.set(calls, memory)
                calls.run(workspace.memory)
            }
        }
    }

    private func withWorkspace(_ body: (Workspace) -> Void) {
        let workspace =
            idle.withLock { $0.popLast() }
            ?? Workspace(calls, kept: Buffer(byteCount: keptByteCount))
        // The pool lends the arena for this run only: plans that do not run share it.
        let arena = arenaByteCount > 0 ? Buffer(byteCount: arenaByteCount) : nil
        withExtendedLifetime(arena) {
            workspace.set(calls, arena)
            body(workspace)
        }
        idle.withLock { $0.append(workspace) }
    }

    package var byteCount: Int {
        storage.byteCount + idle.withLock { $0.reduce(0) { $0 + $1.byteCount } }
    }
}

/// Every step's row of pointers, as one run sees them.
///
/// Sendable because it belongs to one run at a time; the plan's lock hands it on.
private final class Workspace: @unchecked Sendable {
    let memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    /// The arena that the pointers lead to; the pool mostly lends the same one again.
    private var arena: UnsafeMutableRawPointer?
    private let pointerCount: Int
    /// What the preparation yields, and the generation of the steady inputs that it was made from.
    private let kept: Buffer
    private var prepared: UInt64?

    init(_ calls: CallTable, kept: Buffer) {
        pointerCount = calls.pointers.count
        self.kept = kept
        memory = .allocate(capacity: pointerCount)
        memory.initialize(from: calls.pointers, count: pointerCount)
        for slot in calls.keptSlots { memory[slot.place] = kept.pointer + slot.offset }
    }

    deinit { memory.deallocate() }

    var byteCount: Int {
        pointerCount * MemoryLayout<UnsafeMutableRawPointer?>.stride + kept.byteCount
    }

    func forgetPreparation() { prepared = nil }

    /// Runs the preparation unless it ran for this generation.
    func prepare(
        _ preparation: Preparation?, _ generation: UInt64,
        _ pointer: (Plan.Place) -> UnsafeMutableRawPointer
    ) {
        guard let preparation, prepared != generation else { return }
        let workspace = Workspace(preparation.calls, kept: kept)
        let arena = Buffer(byteCount: preparation.arenaByteCount)
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
