import LaminaGraph

/// The steps that read nothing but constants and steady inputs, such as a network's weights: their
/// results are kept from run to run, and made anew when a steady input has changed.
struct PreparationDraft {
    private(set) var steps: [DraftStep] = []
    /// What the steps may still add to the plan's memory, in bytes.
    private var room: Int

    /// - Parameter steadyByteCount: the bytes of all steady inputs; what follows from them may take
    ///   twice as much.
    init(steadyByteCount: Int) { room = steadyByteCount > 0 ? 2 * steadyByteCount + 1 << 20 : 0 }

    /// Whether a step's results of this size would be kept.
    func hasRoom(for byteCount: Int) -> Bool { byteCount <= room }

    /// Takes the step in if it belongs here; gives whether it did.
    mutating func take(_ step: DraftStep, _ values: inout [Value]) -> Bool {
        let byteCount = step.writes.reduce(0) { $0 + values[$1.value].byteCount }
        guard hasRoom(for: byteCount), !step.reads.isEmpty, step.makesItsResults(values),
            step.reads.allSatisfy({ values[$0.value].isSteady })
        else { return false }
        room -= byteCount
        for write in step.writes { values[write.value].isSteady = true }
        steps.append(step)
        return true
    }

    /// Gives the results that other steps read places that last; gives the bytes these take.
    func placeResults(readBy others: [DraftStep], _ values: inout [Value]) -> Int {
        var isRead = [Bool](repeating: false, count: values.count)
        for step in others { for read in step.reads { isRead[read.value] = true } }
        var byteCount = 0
        for write in steps.lazy.flatMap(\.writes) where isRead[write.value] {
            values[write.value].place = .kept(offset: byteCount)
            byteCount += (values[write.value].byteCount + 63) & ~63
            isRead[write.value] = false
        }
        return byteCount
    }
}

/// A plan's preparation, ready to run.
struct Preparation: Sendable {
    let calls: CallTable
    /// Memory for what only its own steps read, in bytes.
    let arenaByteCount: Int

    /// Nil where nothing is to be prepared.
    init?(_ steps: [DraftStep], _ values: inout [Value], _ storage: PlanStorage) {
        if steps.isEmpty { return nil }
        arenaByteCount = Arena.place(&values, steps).byteCount
        calls = CallTable(steps, values, storage)
    }
}
