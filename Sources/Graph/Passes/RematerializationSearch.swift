/// A value that is computed again before its late readers.
struct RepeatedValue {
    let node: Int
    /// The operations that compute it, each after those it reads, the value's own last; what they read
    /// besides lies in memory.
    let operations: [Int]
    /// The time of its first late reader.
    let time: Int
    /// The late reader with the least number.
    let firstReader: Int
    /// A node before that reader, computed after the peak, whose result the operations wait for.
    let trigger: Int
    /// The last time at which the value itself is read now.
    let lastEarly: Int
    /// The computed values that the operations read.
    let leaves: [Int]
    /// What computing it again costs, in nanoseconds.
    let cost: Double
}

/// Chooses values to compute again, one after another.
struct RematerializationSearch {
    private let graph: Graph
    private(set) var lifetimes: ValueLifetimes
    private(set) var chosen: [RepeatedValue] = []
    /// Values that stay: given up already, or read by operations that are repeated.
    private var isSettled: [Bool]

    /// The most operations that a value is computed again by.
    private static let operationLimit = 64
    /// How far before a reader a trigger is looked for.
    private static let triggerReach = 512
    /// The most values that are given up.
    private static let chosenLimit = 256

    init(_ graph: Graph, _ lifetimes: ValueLifetimes) {
        (self.graph, self.lifetimes) = (graph, lifetimes)
        isSettled = Array(repeating: false, count: graph.nodes.count)
    }

    mutating func run(_ policy: RematerializationPolicy) {
        var used = lifetimes.used
        guard let most = used.max(), most >= policy.leastPeak, most > 0 else { return }
        let time = planTime
        var spent = 0.0
        while chosen.count < Self.chosenLimit,
            let peak = used.indices.max(by: { used[$0] < used[$1] }), used[peak] >= policy.leastPeak
        {
            let isAbove = policy.limit.map { used[peak] > $0 } ?? false
            let budget = time * (isAbove ? policy.shareAboveLimit : policy.share) - spent
            let least = max(used[peak] / 256, 1)
            guard let best = best(at: peak, least: least, budget: budget) else { return }
            spent += best.cost
            chosen.append(best)
            isSettled[best.node] = true
            for leaf in best.leaves { isSettled[leaf] = true }
            lifetimes.replace(best.node, after: best.lastEarly, by: best.time)
            used = lifetimes.used
        }
    }

    /// The value alive at the peak that saves most for its cost; of equal ones the first.
    private func best(at peak: Int, least: Int, budget: Double) -> RepeatedValue? {
        var best: (value: RepeatedValue, worth: Double)?
        for number in graph.nodes.indices
        where lifetimes.isStored[number] && !isSettled[number]
            && lifetimes.times[number] < peak && lifetimes.last[number] > peak
            && graph.nodes[number].primitive.isArithmetic
            && graph.nodes[number].spec.byteCount >= least
        {
            guard let value = repeated(number, across: peak), value.cost <= budget else { continue }
            let worth = Double(graph.nodes[number].spec.byteCount) / max(value.cost, 1)
            if worth > best?.worth ?? 0 { best = (value, worth) }
        }
        return best?.value
    }

    /// How the value would be computed again behind the peak; nil if it cannot be.
    private func repeated(_ number: Int, across peak: Int) -> RepeatedValue? {
        let times = lifetimes.times
        let late = lifetimes.readers[number].filter { times[$0] > peak }
        guard !lifetimes.readers[number].contains(where: { times[$0] == peak }),
            let first = late.first, let time = late.map({ times[$0] }).min()
        else { return nil }
        let early = lifetimes.readers[number].filter { times[$0] < peak }
        var repetition = Repetition(limit: Self.operationLimit)
        let small = graph.nodes[number].spec.byteCount / 64
        guard repetition.add(number, graph, lifetimes, at: time, small: small, isWanted: true),
            let trigger = trigger(before: first, after: peak, at: time)
        else { return nil }
        return RepeatedValue(
            node: number, operations: repetition.operations, time: time, firstReader: first,
            trigger: trigger,
            lastEarly: early.reduce(times[number]) { max($0, times[$1]) },
            leaves: repetition.leaves,
            cost: cost(of: number, repetition, readBy: late))
    }

    /// The last result before the late readers that is computed behind the peak.
    private func trigger(before reader: Int, after peak: Int, at time: Int) -> Int? {
        var best: Int?
        for number in (max(0, reader - Self.triggerReach)..<reader)
        where lifetimes.isStored[number] && peak < lifetimes.times[number]
            && lifetimes.times[number] < time
        {
            if best.map({ lifetimes.times[$0] <= lifetimes.times[number] }) ?? true {
                best = number
            }
        }
        return best
    }

    // MARK: Time

    // A few numbers for a processor of today; what counts is how they compare.
    private static let multiplyAddsPerNanosecond = 100.0
    static let nanosecondsPerByte = 0.05

    /// About how long the plan takes, in nanoseconds.
    private var planTime: Double {
        var bytes = 0
        for number in graph.nodes.indices where lifetimes.isStored[number] {
            let own = graph.nodes[number].spec.byteCount
            bytes += own * (1 + Set(lifetimes.readers[number].map { lifetimes.times[$0] }).count)
        }
        return Double(graph.multiplyAdds) / Self.multiplyAddsPerNanosecond
            + Double(bytes) * Self.nanosecondsPerByte
    }

    private func cost(of number: Int, _ repetition: Repetition, readBy late: [Int]) -> Double {
        let own = graph.nodes[number].spec
        // Readers in one loop with the value's shape take the operations in; then nothing is written, and
        // the operands are read in its stead.
        let joins =
            Set(late.map { lifetimes.times[$0] }).count == 1
            && late.allSatisfy {
                graph.nodes[$0].primitive.isArithmetic && graph.nodes[$0].spec.shape == own.shape
            }
        let read = repetition.leaves.reduce(0) { $0 + graph.nodes[$1].spec.byteCount }
        let arithmetic = repetition.operations.reduce(0) { sum, operation in
            let node = graph.nodes[operation]
            return sum + Double(node.spec.shape.elementCount) * node.primitive.nanosecondsPerElement
        }
        return max(Double(joins ? read - own.byteCount : read + own.byteCount), 0)
            * Self.nanosecondsPerByte + arithmetic
    }
}

/// The operations that compute a value from what lies in memory.
private struct Repetition {
    private(set) var operations: [Int] = []
    private(set) var leaves: [Int] = []
    private var seen: Set<Int> = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Adds what it takes to have a node's value at a time; false where that is not cheap.
    ///
    /// - Parameters:
    ///   - small: the bytes up to which a value may be kept for it.
    ///   - isWanted: whether the node is the one to be computed again.
    mutating func add(
        _ number: Int, _ graph: Graph, _ lifetimes: ValueLifetimes, at time: Int, small: Int,
        isWanted: Bool = false
    ) -> Bool {
        guard seen.insert(number).inserted else { return true }
        // Chains may be as long as the graph, and this goes down them.
        guard seen.count <= 4 * limit else { return false }
        let node = graph.nodes[number]
        if case .parameter = node.primitive { return true }
        if case .constant = node.primitive { return true }
        let isOwn = lifetimes.source[number] == number
        if isOwn, !isWanted {
            let isKept = lifetimes.isStored[number] || lifetimes.isOutput[number]
            if lifetimes.isAlive(number, at: time) || isKept && node.spec.byteCount <= small {
                leaves.append(number)
                return true
            }
        }
        guard node.primitive.isView || node.primitive.isRepeatable, operations.count < limit
        else { return false }
        // What else a barrier waits for is computed long since.
        var operands = node.inputs[...]
        if case .barrier = node.primitive { operands = operands.prefix(1) }
        for input in operands {
            guard add(input, graph, lifetimes, at: time, small: small) else { return false }
        }
        operations.append(number)
        return operations.count <= limit
    }
}

extension Primitive {
    /// Whether computing it again costs little.
    fileprivate var isRepeatable: Bool {
        switch self {
        case .iota, .randomBits: true
        default: isArithmetic
        }
    }

    /// About how long an element takes on all threads, beside what is read and written.
    var nanosecondsPerElement: Double {
        switch self {
        case .unary(let op):
            switch op {
            case .negate, .abs, .sign, .relu, .floor, .ceil, .round, .trunc, .not, .isNaN,
                .isFinite,
                .populationCount:
                0.02
            case .sqrt, .rsqrt: 0.05
            case .exp, .log, .expm1, .log1p, .tanh, .sigmoid, .sin, .cos, .erf, .tan, .asin, .acos,
                .atan, .sinh, .cosh, .asinh, .acosh, .atanh, .exp2, .log2, .log10, .cbrt, .erfc,
                .erfInverse, .logGamma:
                0.25
            }
        case .binary(let op):
            switch op {
            case .add, .subtract, .multiply, .maximum, .minimum, .and, .or, .xor, .shiftLeft,
                .shiftRight, .copySign, .nextAfter:
                0.02
            case .divide: 0.05
            case .power, .remainder, .atan2, .hypot: 0.25
            }
        case .compare, .select, .convert, .iota: 0.02
        case .randomBits: 0.5
        default: 0
        }
    }
}
