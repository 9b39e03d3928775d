/// What rematerialisation may spend, from which size of a plan on, and from which size of values on loops compute
/// them again.
package struct RematerializationPolicy: Sendable {
    /// Plans that hold less at their peak stay as they are, in bytes.
    package var leastPeak: Int
    /// The share of a plan's estimated time that may be spent on computing values again.
    package var share: Double
    /// How much the plan should hold at most, in bytes, where there is a limit.
    package var limit: Int?
    /// The share of the time that may be spent while the peak is above the limit.
    package var shareAboveLimit: Double
    /// Smaller values are not computed again to save time, in bytes: about what a core's caches hold.
    package var leastRecomputed: Int

    package init(
        leastPeak: Int = 64 << 20, share: Double = 0.02, limit: Int? = nil,
        shareAboveLimit: Double = 0.3, leastRecomputed: Int = 1 << 20
    ) {
        (self.leastPeak, self.share) = (leastPeak, share)
        (self.limit, self.shareAboveLimit) = (limit, shareAboveLimit)
        self.leastRecomputed = leastRecomputed
    }

    /// The policy of the current task's plans.
    @TaskLocal package static var current = RematerializationPolicy()
}

extension Graph {
    /// Computes large values again before their late uses, instead of keeping them from the early ones:
    /// of a ReLU behind a normalisation, which the next layer reads, and its gradient at the end of the
    /// backward pass, only the normalised values are kept.
    ///
    /// What is repeated are element-wise operations, on operands that the late uses find in memory anyway.
    /// One value after the other is given up, the one that saves most for the time that it costs, as long
    /// as it lies across the time at which the plan holds most. Operations are repeated behind a
    /// `barrier`, which keeps them apart from the first ones and from running early. The bits are the
    /// same, for random numbers too, which follow from their keys.
    ///
    /// - Parameter times: when each node runs; equal for nodes of one loop.
    /// - Source: Chen et al. (2016), arXiv:1604.06174; the choice is greedy, as XLA's
    ///   `HloRematerialization`.
    package func rematerialized(
        times: [Int], policy: RematerializationPolicy = .current
    ) -> Graph {
        var search = RematerializationSearch(self, ValueLifetimes(self, times: times))
        search.run(policy)
        return search.chosen.isEmpty ? self : repeating(search.chosen, search.lifetimes)
    }

    /// The graph in which late readers of the chosen values read copies.
    private func repeating(_ chosen: [RepeatedValue], _ lifetimes: ValueLifetimes) -> Graph {
        var values: [Int: RepeatedValue] = [:]
        var startingAt: [Int: [RepeatedValue]] = [:]
        for value in chosen {
            values[value.node] = value
            startingAt[value.firstReader, default: []].append(value)
        }
        var result = Graph(inputSpecs: inputSpecs)
        result.nodes.reserveCapacity(nodes.count)
        var places: [Int] = []
        places.reserveCapacity(nodes.count)
        /// Copies of chosen nodes and of the views of them.
        var copies: [Int: Int] = [:]
        for (number, node) in nodes.enumerated() {
            for value in startingAt[number] ?? [] {
                copies[value.node] = result.append(value, of: self, places)
            }
            var copy = node
            copy.inputs = node.inputs.map { input in
                guard !node.primitive.isView, let value = values[lifetimes.source[input]],
                    lifetimes.times[number] >= value.time
                else { return places[input] }
                return result.view(input, of: self, places, &copies)
            }
            places.append(result.append(copy))
        }
        result.outputs = outputs.map { places[$0] }
        return result
    }

    /// Adds the operations that compute a value again, and gives the number of the last.
    private mutating func append(
        _ value: RepeatedValue, of graph: Graph, _ places: [Int]
    ) -> Int {
        var copies: [Int: Int] = [:]
        func copy(_ number: Int) -> Int {
            if let copy = copies[number] { return copy }
            let operand = graph.nodes[number]
            if case .constant = operand.primitive { return places[number] }
            let barrier = append(
                Node(
                    .barrier, [places[number], places[value.trigger]], operand.spec,
                    scope: operand.scope, site: operand.site))
            copies[number] = barrier
            return barrier
        }
        for number in value.operations {
            var node = graph.nodes[number]
            node.inputs = node.inputs.map(copy)
            copies[number] = append(node)
        }
        return copies[value.node] ?? places[value.node]
    }

    /// What a view of a chosen value shows of its copy.
    private mutating func view(
        _ number: Int, of graph: Graph, _ places: [Int], _ copies: inout [Int: Int]
    ) -> Int {
        if let copy = copies[number] { return copy }
        var node = graph.nodes[number]
        node.inputs =
            [view(node.inputs[0], of: graph, places, &copies)]
            + node.inputs.dropFirst().map { places[$0] }
        let copy = append(node)
        copies[number] = copy
        return copy
    }
}
