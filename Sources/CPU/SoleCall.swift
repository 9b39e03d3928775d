/// The call of a plan's only step, where all its memory belongs to inputs, the output and constants: its row
/// of pointers is laid on the stack, and no workspace is lent.
///
/// Sendable because what it points to belongs to the plan and is only read.
struct SoleCall: @unchecked Sendable {
    /// The most pointers in a row.
    static let rowLimit = 4

    /// A pointer of the row: `offset` bytes into an operand, or behind an address that is fixed.
    private struct Pointer: BitwiseCopyable {
        enum Base: BitwiseCopyable {
            case first, second, output, constant(UnsafeMutableRawPointer?)
        }
        var base: Base
        var offset: Int
    }

    private let step: Step
    private let row: UnsafePointer<Pointer>
    private let count: Int

    /// Nil where the plan has more steps or more memory.
    init?(_ calls: CallTable, _ storage: PlanStorage) {
        guard let step = calls.onlyStep, calls.pointers.count <= Self.rowLimit,
            calls.arenaSlots.isEmpty, calls.keptSlots.isEmpty,
            calls.inputSlots.allSatisfy({ $0.buffer < 2 }),
            calls.outputSlots.allSatisfy({ $0.buffer == 0 })
        else { return nil }
        var row = calls.pointers.map { Pointer(base: .constant($0), offset: 0) }
        for slot in calls.inputSlots {
            row[slot.place] = Pointer(
                base: slot.buffer == 0 ? .first : .second, offset: slot.offset)
        }
        for slot in calls.outputSlots {
            row[slot.place] = Pointer(base: .output, offset: slot.offset)
        }
        (self.step, self.row, count) = (step, storage.store(row), row.count)
    }

    func run(
        _ first: UnsafeMutableRawPointer, _ second: UnsafeMutableRawPointer?,
        to output: UnsafeMutableRawPointer
    ) {
        withUnsafeTemporaryAllocation(
            of: UnsafeMutableRawPointer?.self, capacity: Self.rowLimit
        ) { memory in
            for index in 0..<count {
                let pointer = row[index]
                let base: UnsafeMutableRawPointer? =
                    switch pointer.base {
                    case .first: first
                    case .second: second
                    case .output: output
                    case .constant(let address): address
                    }
                memory.initializeElement(at: index, to: base.map { $0 + pointer.offset })
            }
            if let start = memory.baseAddress { step.run(start) }
        }
    }
}
