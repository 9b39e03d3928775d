package import LaminaGraph
import Synchronization

/// A graph as a row of kernel calls on memory chosen beforehand.
///
/// A run sets the pointers to its inputs and outputs and calls the steps in order: nothing is
/// allocated, looked up or counted in between. Runs at the same time have a workspace each: an
/// arena, lent by the buffer pool, and what the ``Preparation`` made of the steady inputs.
package final class Plan: Program {
    /// What the steps compute, with conversions where the kernels need them.
    package let graph: Graph
    let notes: [StepNote]
    private let check: NumericsCheck?
    /// The outputs that take memory of their own.
    private let newResults: [Int]
    /// Memory for the values between steps, in bytes.
    package let arenaByteCount: Int
    /// How that memory is used from step to step.
    package let timeline: MemoryTimeline
    /// Memory for what the preparation yields, in bytes.
    package let keptByteCount: Int
    private let storage: PlanStorage
    private let calls: CallTable
    private let preparation: Preparation?
    /// What such a run comes to where the plan is that small and no step is looked at.
    private let sole: SoleCall?
    /// Workspaces that no run uses at the moment.
    private let idle = Mutex<[Workspace]>([])

    /// - Parameters:
    ///   - aliases: outputs for which the caller may pass an input's own memory.
    ///   - steady: inputs that seldom change between runs, none of them an alias.
    package init(
        _ graph: Graph, aliases: [(output: Int, input: Int)] = [], steady: Set<Int> = []
    ) {
        Machine.noteShortcoming()
        let omitted = Pass.omitted
        var graph = graph.widened()
        if omitted.isDisjoint(with: [.parts, .fusion]) {
            graph = graph.splittingIntoParts(
                atLeast: Parts.leastCount, inRuns: Parts.leastRun)
        }
        self.graph = graph
        storage = PlanStorage()
        let fusion = Fusion(graph, fusing: !omitted.contains(.fusion))
        let schedule = Schedule(
            graph, fusion, wishes: Schedule.readsBeforeWrites(graph, fusion, aliases))
        var lowering = Lowering(
            graph, fusion, order: schedule.order,
            steady: omitted.contains(.preparation) ? [] : steady, storage: storage)
        if !omitted.contains(.epilogues) { lowering.joinTails() }
        if !omitted.contains(.reductions) { lowering.joinReductions() }
        lowering.placeOutputs(aliases: aliases)
        if !omitted.contains(.branches) {
            lowering.steps = Branches.arranged(
                lowering.steps, lowering.values, graph, aliases: aliases)
        }
        var values = lowering.values
        keptByteCount = lowering.preparation.placeResults(readBy: lowering.steps, &values)
        preparation = Preparation(lowering.preparation.steps, &values, storage)
        let arena = Arena.place(&values, lowering.steps)
        arenaByteCount = arena.byteCount
        timeline = MemoryTimeline(graph, lowering.steps, values, used: arena.used)
        calls = CallTable(lowering.steps, values, storage)
        notes = lowering.steps.groups.map { StepNote(lowering.steps[$0], values) }
        let overwritten = Set(aliases.map(\.output))
        newResults = graph.outputs.indices.filter { !overwritten.contains($0) }.map {
            graph.outputs[$0]
        }
        check = NumericsMode.isChecked ? NumericsCheck(graph, lowering.steps, values) : nil
        let isSole = check == nil && preparation == nil && graph.outputs.count == 1
        sole = isSole && !StepTimes.isOn ? SoleCall(calls, storage) : nil
        EngineCounters.plans.add(1, ordering: .relaxed)
    }

    package func run(
        inputs: [Buffer], outputs: [Buffer], generation: UInt64
    ) throws(OpError) {
        precondition(inputs.count == graph.inputSpecs.count, "one buffer for each input")
        precondition(outputs.count == graph.outputs.count, "one buffer for each output")
        if let check {
            check.check(inputs: inputs)
            return try run(
                inputs: inputs, outputs: outputs, generation: generation,
                after: check.check(step:_:))
        }
        if StepTimes.isOn {
            let seconds = try timedRun(inputs: inputs, outputs: outputs, generation: generation)
            return StepTimes.add(seconds, of: notes, in: graph)
        }
        try withWorkspace { workspace throws(OpError) in
            try workspace.prepare(preparation, generation) { $0.pointer(inputs, outputs) }
            workspace.set(calls) { $0.pointer(inputs, outputs) }
            calls.run(workspace.memory)
        }
    }

    package func run(
        _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer?,
        to output: UnsafeMutableRawPointer
    ) -> Bool {
        sole?.run(a, b, to: output)
        return sole != nil
    }

    /// Runs the plan as ``run(inputs:outputs:generation:)`` does and calls `after` behind every step,
    /// with the steps' rows of pointers.
    func run(
        inputs: [Buffer], outputs: [Buffer], generation: UInt64,
        after: (_ step: Int, _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Void
    ) throws(OpError) {
        try withWorkspace { workspace throws(OpError) in
            try workspace.prepare(preparation, generation) { $0.pointer(inputs, outputs) }
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
        // The plan around this one has made sure of the room.
        orTrap { () throws(OpError) in
            try withWorkspace { workspace throws(OpError) in
                if generation == nil { workspace.forgetPreparation() }
                body { memory in
                    orTrap { () throws(OpError) in
                        try workspace.prepare(preparation, generation ?? 0, memory)
                    }
                    workspace.set(calls, memory)
                    calls.run(workspace.memory)
                }
            }
        }
    }

    private func withWorkspace(_ body: (Workspace) throws(OpError) -> Void) throws(OpError) {
        if MemoryLimit.byteCount != nil { try requireRoom(forOutputs: 0) }
        let waiting = idle.withLock { $0.popLast() }
        let workspace: Workspace
        // The pool lends the arena for this run only: plans that do not run share it.
        let arena: Buffer?
        do {
            workspace =
                try waiting
                ?? Workspace(calls, kept: keptByteCount > 0 ? Buffer(trying: keptByteCount) : nil)
            arena = arenaByteCount > 0 ? try Buffer(trying: arenaByteCount) : nil
        } catch {
            throw outOfMemory(arenaByteCount + keptByteCount)
        }
        workspace.set(calls, arena)
        try body(workspace)
        extendLifetime(arena)
        idle.withLock { $0.append(workspace) }
    }

    // MARK: Memory

    /// What a run takes at most, in bytes, with the plans inside it.
    var runByteCount: Int {
        arenaByteCount + storage.runByteCount
            + (idle.withLock { $0.isEmpty }
                ? keptByteCount + (preparation?.arenaByteCount ?? 0) : 0)
    }

    package func requireRoom(forOutputs byteCount: Int) throws(OpError) {
        let wanted = runByteCount + byteCount
        guard BufferPool.shared.hasRoom(for: wanted) else { throw outOfMemory(wanted) }
    }

    private func outOfMemory(_ byteCount: Int) -> OpError {
        let results = newResults.map {
            (byteCount: graph.nodes[$0].spec.byteCount, text: graph.nodes[$0].origin + ", a result")
        }
        let largest = (timeline.largest(5, of: graph) + results).sorted {
            $0.byteCount > $1.byteCount
        }
        return .outOfMemory(
            byteCount, for: "a plan of \(stepCount) steps", largest: Array(largest.prefix(5)))
    }

    package var byteCount: Int {
        storage.byteCount + idle.withLock { $0.reduce(0) { $0 + $1.byteCount } }
    }
}
