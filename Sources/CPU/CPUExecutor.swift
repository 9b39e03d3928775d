package import LaminaGraph

/// Runs graphs on the processor's cores.
package struct CPUExecutor: Executor {
    /// The optimisations that programs are prepared without.
    package var omitted: Set<Pass>
    /// Chooses kernels by what they take on this machine; nil where the shape decides.
    package let tuning: KernelTuning?

    package init(
        without omitted: Set<Pass> = Pass.omittedByDefault, tuning: KernelTuning? = nil
    ) {
        (self.omitted, self.tuning) = (omitted, tuning)
    }

    package func prepare(
        _ graph: Graph, aliases: [(output: Int, input: Int)], steady: Set<Int>
    ) -> any Program {
        Pass.$omitted.withValue(omitted) {
            KernelTuning.$current.withValue(tuning) {
                Plan(Self.optimized(graph, steady: steady), aliases: aliases, steady: steady)
            }
        }
    }

    /// The graph that a plan lowers.
    ///
    /// - Parameter steady: the inputs that seldom change between runs.
    package static func optimized(_ graph: Graph, steady: Set<Int> = []) -> Graph {
        let graph = graph.optimized(claiming: claims)
        // What is folded has to be computed once, not in each run.
        let folds = Pass.omitted.isDisjoint(with: [.scales, .preparation])
        let (repeating, times) = recomputed(folds ? graph.foldingScales(steady: steady) : graph)
        return rematerialized(repeating, times: times)
    }

    /// The graph whose loops compute again what is not worth the way through memory, and when its nodes run,
    /// where that is known.
    private static func recomputed(_ graph: Graph) -> (Graph, times: [Int]?) {
        if !Pass.omitted.isDisjoint(with: [.recomputation, .fusion]) { return (graph, nil) }
        let least = RematerializationPolicy.current.leastRecomputed
        let isLarge = graph.nodes.contains {
            $0.primitive.isArithmetic && $0.spec.byteCount >= least
        }
        guard isLarge else { return (graph, nil) }
        let times = times(graph)
        let repeating = graph.recomputed(times: times, leastByteCount: least)
        return (repeating, repeating == graph ? times : nil)
    }

    /// When each node of a graph runs: the places of the loops, and of the other nodes, in their order.
    private static func times(_ graph: Graph) -> [Int] {
        let fusion = Fusion(graph, fusing: !Pass.omitted.contains(.fusion))
        var time = [Int](repeating: 0, count: fusion.programs.count)
        for (place, unit) in Schedule(graph, fusion, wishes: []).order.enumerated() {
            time[unit] = place
        }
        return fusion.unit.map { time[$0] }
    }

    /// The graph with large values computed again where a plan would keep them for long.
    private static func rematerialized(_ graph: Graph, times: [Int]?) -> Graph {
        if Pass.omitted.contains(.rematerialization) { return graph }
        var policy = RematerializationPolicy.current
        if let limit = MemoryLimit.byteCount {
            let room = max(limit - graph.inputSpecs.reduce(0) { $0 + $1.byteCount }, 1)
            (policy.limit, policy.leastPeak) = (room, min(policy.leastPeak, room))
        }
        // Most graphs could not reach the least peak if they kept everything.
        guard graph.nodes.reduce(0, { $0 + $1.spec.byteCount }) >= policy.leastPeak else {
            return graph
        }
        return graph.rematerialized(times: times ?? Self.times(graph), policy: policy)
    }

    /// Whether a kernel computes the composite whole: attention, softmax and its logarithm along the
    /// last axis, and the normalisation of the last axes.
    package static func claims(_ composite: Composite, _ operands: [TensorSpec]) -> Bool {
        if Pass.omitted.contains(.composites) { return false }
        guard let known = composite.known, let x = operands.first else { return false }
        let isWide = x.dtype == .float32 || x.dtype == .float64
        return switch known {
        case .attention, .attentionGradient: true
        case .softmax, .logSoftmax: isWide && composite.attributes[0] == x.shape.rank - 1
        case .standardize, .layerNorm: isWide && normalizedAxes(composite, x.shape) != nil
        }
    }

    /// How many of the last axes a normalisation joins; nil if it joins others too.
    static func normalizedAxes(_ composite: Composite, _ shape: Shape) -> Int? {
        let mask = composite.attributes[0]
        let count = mask.nonzeroBitCount
        let last = ((1 << count) - 1) << (shape.rank - count)
        return mask == last ? count : nil
    }
}
