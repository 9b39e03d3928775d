/// The steps with their rows of pointers: which are fixed, and which each run sets.
struct CallTable: @unchecked Sendable {
    // Sendable because all memory it points to belongs to the plan and is only read.

    /// A pointer that is `offset` bytes into a buffer.
    struct Slot {
        var place: Int
        var buffer = 0
        var offset: Int
    }

    private struct Call: BitwiseCopyable {
        var step: Step
        /// Where the step's row of pointers starts.
        var row: Int
    }

    private let calls: UnsafePointer<Call>
    private let count: Int
    /// All rows one after another, with the pointers to constants filled in.
    let pointers: [UnsafeMutableRawPointer?]
    let arenaSlots: [Slot]
    let keptSlots: [Slot]
    let inputSlots: [Slot]
    let outputSlots: [Slot]

    init(_ steps: [DraftStep], _ values: [Value], _ storage: PlanStorage) {
        var calls: [Call] = []
        var pointers: [UnsafeMutableRawPointer?] = []
        var (arena, kept, inputs, outputs): ([Slot], [Slot], [Slot], [Slot]) = ([], [], [], [])
        for group in steps.groups {
            calls.append(Call(step: steps[group].kernel(storage), row: pointers.count))
            for operand in steps[group].flatMap({ $0.reads + $0.writes }) {
                var slot = Slot(place: pointers.count, offset: operand.byteOffset)
                pointers.append(nil)
                switch values[operand.value].place {
                case .constant(let memory): pointers[slot.place] = memory + slot.offset
                case .arena(let offset):
                    slot.offset += offset
                    arena.append(slot)
                case .kept(let offset):
                    slot.offset += offset
                    kept.append(slot)
                case .input(let input):
                    slot.buffer = input
                    inputs.append(slot)
                case .output(let output):
                    slot.buffer = output
                    outputs.append(slot)
                }
            }
        }
        (self.calls, count, self.pointers) = (storage.store(calls), calls.count, pointers)
        (arenaSlots, keptSlots, inputSlots, outputSlots) = (arena, kept, inputs, outputs)
    }

    /// The step of a table that has one.
    var onlyStep: Step? { count == 1 ? calls[0].step : nil }

    /// Runs all steps on rows laid out as ``pointers``.
    func run(_ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
        for index in 0..<count { calls[index].step.run(memory + calls[index].row) }
    }

    /// Runs all steps and calls `after` behind each.
    func run(
        _ memory: UnsafeMutablePointer<UnsafeMutableRawPointer?>, after: (_ step: Int) -> Void
    ) {
        for index in 0..<count {
            calls[index].step.run(memory + calls[index].row)
            after(index)
        }
    }
}

extension ArraySlice<DraftStep> {
    /// The step that runs all of these, whose rows of pointers follow each other.
    fileprivate func kernel(_ storage: PlanStorage) -> Step {
        if count == 1 { return self[startIndex].kernel }
        var row = 0
        let branches = map { step in
            defer { row += step.reads.count + step.writes.count }
            return Branches.Branch(step: step.kernel, row: row)
        }
        return .branches(Branches(branches: storage.store(branches), count: count))
    }
}
