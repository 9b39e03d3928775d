extension Graph {
    /// Lets loops compute again what an earlier loop would write for them alone, where that takes less time
    /// than to write and to read it: of GELU the backward pass then reads the operand, not the powers, the
    /// hyperbolic tangent and the factors that its derivative is made of.
    ///
    /// The repeated operations are the early loop's own, so all bits stay, and they read what that loop
    /// read, or other results of it. Nothing holds them apart from the first ones: this pass comes behind those
    /// that merge equal operations. A loop is what runs at one time; ``rematerialized(times:policy:)`` is
    /// about memory and values far apart.
    ///
    /// - Parameters:
    ///   - times: when each node runs; equal for nodes of one loop.
    ///   - leastByteCount: smaller values stay as they are, for they stay in the caches.
    /// - Source: the question is PyTorch's min-cut partitioner's (`torch._functorch.partitioners`), for each loop by itself; the
    ///   answer is greedy.
    package func recomputed(times: [Int], leastByteCount: Int) -> Graph {
        var search = RecomputationSearch(self, ValueLifetimes(self, times: times), leastByteCount)
        search.run()
        return search.chosen.isEmpty ? self : repeating(search.chosen, times)
    }

    /// The graph in which each late loop reads copies of its own.
    private func repeating(_ chosen: [LoopRepetition], _ times: [Int]) -> Graph {
        /// For each loop the repetitions that it takes in, by the values that these give.
        var wanted: [Int: [Int: Int]] = [:]
        for (number, repetition) in chosen.enumerated() {
            for value in repetition.values { wanted[repetition.time, default: [:]][value] = number }
        }
        var result = Graph(inputSpecs: inputSpecs)
        result.nodes.reserveCapacity(nodes.count)
        var places: [Int] = []
        places.reserveCapacity(nodes.count)
        var copies = [[Int: Int]](repeating: [:], count: chosen.count)
        for (number, node) in nodes.enumerated() {
            var copy = node.reading(places)
            if node.primitive.isArithmetic, let repetitions = wanted[times[number]] {
                for (place, input) in node.inputs.enumerated() {
                    guard let repetition = repetitions[input] else { continue }
                    // Later operations' operands may lie behind this reader.
                    for operation in chosen[repetition].operations
                    where operation <= input && copies[repetition][operation] == nil {
                        var again = nodes[operation]
                        again.inputs = again.inputs.map { copies[repetition][$0] ?? places[$0] }
                        copies[repetition][operation] = result.append(again)
                    }
                    copy.inputs[place] = copies[repetition][input] ?? places[input]
                }
            }
            places.append(result.append(copy))
        }
        result.outputs = outputs.map { places[$0] }
        // What the late loops alone read is computed by them only.
        return result.removingDeadCode()
    }
}

/// What a loop computes again instead of reading it.
struct LoopRepetition {
    /// When the loop runs.
    let time: Int
    /// The values that it read.
    let values: [Int]
    /// The operations that compute them, each after those it reads.
    var operations: [Int] = []
    /// The computed values that these read.
    var leaves: [Int] = []
}

/// Chooses the values that late loops compute again.
struct RecomputationSearch {
    private let graph: Graph
    private let lifetimes: ValueLifetimes
    private let leastByteCount: Int
    private(set) var chosen: [LoopRepetition] = []
    /// Values that repeated operations read.
    private var isSettled: [Bool]
    /// The members of each time's loop.
    private var members: [[Int]]

    init(_ graph: Graph, _ lifetimes: ValueLifetimes, _ leastByteCount: Int) {
        (self.graph, self.lifetimes, self.leastByteCount) = (graph, lifetimes, leastByteCount)
        isSettled = Array(repeating: false, count: graph.nodes.count)
        members = Array(repeating: [], count: (lifetimes.times.max() ?? -1) + 1)
        for (number, node) in graph.nodes.enumerated() where node.primitive.isArithmetic {
            members[lifetimes.times[number]].append(number)
        }
    }

    /// Late loops first: what they read again is not given up by the loops before them.
    mutating func run() {
        for loop in members.reversed() {
            let candidates = loop.filter(isCandidate)
            guard !candidates.isEmpty, let repetitions = best(of: candidates) else { continue }
            for repetition in repetitions {
                for leaf in repetition.leaves { isSettled[leaf] = true }
            }
            chosen += repetitions
        }
    }

    /// Whether a value lies in memory for other loops of its shape alone, which read it as it lies.
    private func isCandidate(_ number: Int) -> Bool {
        let (times, shape) = (lifetimes.times, graph.nodes[number].spec.shape)
        return lifetimes.isStored[number] && !isSettled[number]
            && graph.nodes[number].spec.byteCount >= leastByteCount
            && lifetimes.readers[number].allSatisfy { reader in
                times[reader] == times[number]
                    || graph.nodes[reader].primitive.isArithmetic
                        && graph.nodes[reader].spec.shape == shape
                        && graph.nodes[reader].inputs.allSatisfy {
                            $0 == number || lifetimes.source[$0] != number
                        }
            }
    }

    /// The repetitions that save most time of those that keep no more memory; nil where none does. All
    /// candidates are given up at first, and then kept one by one while that is of use.
    private func best(of candidates: [Int]) -> [LoopRepetition]? {
        guard var best = outcome(giving: candidates, of: candidates),
            let before = outcome(giving: [], of: candidates)
        else { return nil }
        var given = candidates
        while true {
            var better: (outcome: Outcome, given: [Int])?
            for value in given {
                let fewer = given.filter { $0 != value }
                if let found = outcome(giving: fewer, of: candidates),
                    found.time < better?.outcome.time ?? best.time
                {
                    better = (found, fewer)
                }
            }
            guard let better else { break }
            (best, given) = better
        }
        let saved = given.reduce(0) { $0 + graph.nodes[$1].spec.byteCount }
        let isWorthIt = best.time < before.time && best.keptByteCount <= saved && !given.isEmpty
        return isWorthIt ? best.repetitions : nil
    }

    /// What it means to give up some of a loop's candidates.
    private struct Outcome {
        var repetitions: [LoopRepetition] = []
        /// In nanoseconds, of what differs between outcomes.
        var time = 0.0
        /// What has to be kept for longer, in bytes.
        var keptByteCount = 0
    }

    private func outcome(giving given: [Int], of candidates: [Int]) -> Outcome? {
        var outcome = Outcome()
        var moved = 0
        /// The values given up, by the loops that read them.
        var values: [Int: [Int]] = [:]
        for value in candidates {
            let loops = lateLoops(value)
            if given.contains(value) {
                for time in loops { values[time, default: []].append(value) }
            } else {
                moved += graph.nodes[value].spec.byteCount * (1 + loops.count)
            }
        }
        var kept: Set<Int> = [], brought: Set<Int> = []
        for (time, values) in values.sorted(by: { $0.key < $1.key }) {
            var repetition = LoopRepetition(time: time, values: values)
            guard add(values, to: &repetition, giving: given) else { return nil }
            for operation in repetition.operations {
                let node = graph.nodes[operation]
                outcome.time +=
                    Double(node.spec.shape.elementCount) * node.primitive.nanosecondsPerElement
            }
            for leaf in repetition.leaves {
                let size = graph.nodes[leaf].spec.byteCount
                if !isRead(leaf, at: time) { moved += size }
                if lifetimes.isStored[leaf], lifetimes.last[leaf] < time { kept.insert(leaf) }
                if isTransient(leaf, for: values[0]) { brought.insert(leaf) }
            }
            outcome.repetitions.append(repetition)
        }
        let bytes = { (values: Set<Int>) in values.reduce(0) { $0 + graph.nodes[$1].spec.byteCount }
        }
        outcome.keptByteCount = bytes(kept)
        moved += 2 * bytes(brought)
        outcome.time += Double(moved) * RematerializationSearch.nanosecondsPerByte
        return outcome
    }

    private func lateLoops(_ value: Int) -> Set<Int> {
        Set(lifetimes.readers[value].map { lifetimes.times[$0] }).subtracting([
            lifetimes.times[value]
        ])
    }

    private func isRead(_ value: Int, at time: Int) -> Bool {
        lifetimes.readers[value].contains { lifetimes.times[$0] == time }
    }

    /// Whether the early loop alone reads a convolution's result: it runs on parts of it, which otherwise
    /// never get to memory.
    private func isTransient(_ leaf: Int, for value: Int) -> Bool {
        guard case .convolution = graph.nodes[leaf].primitive else { return false }
        return lifetimes.readers[leaf].allSatisfy { lifetimes.times[$0] == lifetimes.times[value] }
    }

    /// Adds the operations that compute the values from what lies in memory; false where something does not.
    private func add(_ values: [Int], to repetition: inout LoopRepetition, giving given: [Int])
        -> Bool
    {
        let time = lifetimes.times[values[0]]
        var operations: Set<Int> = [], leaves: Set<Int> = []
        var open = values
        while let number = open.popLast() {
            let node = graph.nodes[number]
            let isOwn = node.primitive.isArithmetic && lifetimes.times[number] == time
            if isOwn,
                given.contains(number)
                    || !(lifetimes.isStored[number] || lifetimes.isOutput[number])
            {
                guard operations.insert(number).inserted else { continue }
                open += node.inputs
            } else {
                guard let leaf = leaf(number, of: graph.nodes[values[0]].spec) else { return false }
                if let leaf { leaves.insert(leaf) }
            }
        }
        (repetition.operations, repetition.leaves) = (operations.sorted(), leaves.sorted())
        return true
    }

    /// The value in memory that an operand shows, none for a constant; nil where it is not there, or costly
    /// to read.
    private func leaf(_ number: Int, of spec: TensorSpec) -> Int?? {
        let source = lifetimes.source[number]
        switch graph.nodes[source].primitive {
        case .constant: return .some(nil)
        case .parameter: break
        default: guard lifetimes.isStored[source] || lifetimes.isOutput[source] else { return nil }
        }
        // Numbers for each row or column are read from the caches, however they lie.
        let isSmall = graph.nodes[source].spec.byteCount <= spec.byteCount / 64
        return source == number || isSmall ? source : nil
    }
}
