import LaminaGraph

/// Memory that steps read and write: a graph's input, a constant, or something computed.
struct Value {
    var byteCount: Int
    var place: Place
    /// Whether it changes only with the plan's steady inputs.
    var isSteady = false

    enum Place {
        case input(Int)
        case output(Int)
        case constant(UnsafeMutableRawPointer)
        /// Made by the plan's preparation, and kept between runs.
        case kept(offset: Int)
        /// Between this run's steps only; the offset is chosen when all steps are known.
        case arena(offset: Int)
    }

    var isInArena: Bool { if case .arena = place { true } else { false } }
}

/// A step whose memory is not yet placed.
struct DraftStep {
    var kernel: Step
    var reads: [Operand]
    var writes: [Operand]
    /// Bit `r`: read `r` covers its value once, in the order in which the step writes, so that the
    /// value's memory may be overwritten on the way.
    var pointwise: UInt64 = 0
    /// The node this step belongs to.
    var node: Int
    /// Whether it runs at the same time as the step behind it.
    var runsWithNext = false
    /// Whether it puts a view in row-major order, in memory that no other step writes.
    var isCopyOfView = false

    struct Operand {
        var value: Int
        var byteOffset = 0
    }
}
