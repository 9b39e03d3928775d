import LaminaGraph

// What a loop's derivative reads of the values inside its steps. Those that cost much to compute are results of
// the loop on its way forth, as the carries are; the others are computed again on the way back. Results that no
// derivative reads are dropped with the other unused results.

extension Graph {
    /// The body of a loop with its dear values, after the outputs that it has, as results of every step.
    ///
    /// - Parameters:
    ///   - carryCount: how many of the outputs are carries.
    ///   - varying: how many of the inputs differ from step to step; what follows from the others alone is the
    ///     same for all steps and not kept for each.
    func keepingDearValues(carryCount: Int, varying: Int) -> Graph {
        var kept = self
        var readers = [Set<Int>](repeating: [], count: nodes.count)
        for (number, node) in nodes.enumerated() {
            for input in node.inputs { readers[input].insert(number) }
        }
        let varies = varies(from: varying)
        var seen = Set(outputs.dropFirst(carryCount))
        for (number, node) in nodes.enumerated() where varies[number] && isDear(number) {
            for value in kept.results(of: number, node) {
                let place = value < nodes.count ? sum(endingIn: value, readers) : value
                if seen.insert(place).inserted { kept.outputs.append(place) }
            }
        }
        return kept
    }

    /// Which nodes follow from the first inputs.
    private func varies(from count: Int) -> [Bool] {
        var varies = [Bool](repeating: false, count: nodes.count)
        for (number, node) in nodes.enumerated() {
            if case .parameter(let input) = node.primitive {
                varies[number] = input < count
            } else {
                varies[number] = node.inputs.contains { varies[$0] }
            }
        }
        return varies
    }

    /// The nodes that hold a node's results; those of several that nobody reads so far are added.
    private mutating func results(of number: Int, _ node: Node) -> [Int] {
        let specs = try? node.primitive.resultSpecs(of: node.inputs.map { nodes[$0].spec })
        guard let specs, specs.count > 1 else { return [number] }
        var places = [Int?](repeating: nil, count: specs.count)
        for (reader, other) in nodes.enumerated() where other.inputs.first == number {
            if case .result(let result, _) = other.primitive { places[result] = reader }
        }
        return specs.enumerated().map { result, spec in
            if let place = places[result] { return place }
            nodes.append(Node(.result(result, spec), [number], spec, scope: node.scope))
            return nodes.count - 1
        }
    }

    /// The sum that a value ends in, where nothing else reads it: no derivative of a sum reads its terms, and with
    /// the sum the other term need not be read on the way back either.
    private func sum(endingIn value: Int, _ readers: [Set<Int>]) -> Int {
        var place = value
        while readers[place].count == 1, !outputs.contains(place),
            let reader = readers[place].first,
            nodes[reader].spec == nodes[place].spec
        {
            switch nodes[reader].primitive {
            case .binary(.add), .binary(.subtract): place = reader
            default: return place
            }
        }
        return place
    }

    /// Whether computing the node takes clearly longer than reading its results from memory.
    private func isDear(_ number: Int) -> Bool {
        let node = nodes[number]
        // A number takes about as long to read as this many multiply-adds.
        let limit = 16 * node.spec.shape.elementCount
        switch node.primitive {
        case .matmul, .convolution, .convolutionInputGradient, .convolutionFilterGradient:
            let operands = node.inputs.map { nodes[$0].spec }
            return node.primitive.multiplyAdds(of: operands, output: node.spec) >= limit
        case .reduce, .argReduce, .pool, .averagePoolGradient:
            return nodes[node.inputs[0]].spec.shape.elementCount >= limit
        case .composite(let composite):
            return composite.body.nodes.indices.contains(where: composite.body.isDear)
        case .argSort, .cumulative, .linearRecurrence, .fourier, .matrix, .conditional, .scan,
            .whileLoop:
            return true
        case .parameter, .constant, .identity, .stopGradient, .unary, .binary, .compare, .select,
            .convert, .reshape, .broadcast, .transpose, .slice, .reverse, .pad, .concatenate, .iota,
            .maxPoolGradient, .gatherRows, .scatterRows, .dynamicSlice, .dynamicUpdate, .randomBits,
            .barrier, .result, .complexParts, .complexFromParts:
            return false
        }
    }
}

/// Tensors that stand for recorded nodes whose values are known: what reads such a node reads the tensor, and
/// gradients of the tensor are gradients of the node.
struct StandIns {
    /// The node that each stand-in stands for, by the stand-in.
    private(set) var originals: [ObjectIdentifier: Node] = [:]
    /// The stand-ins by the node, or the number of its result, that they stand for.
    private var tensors: [ObjectIdentifier: [Int: Tensor]] = [:]

    /// Notes a point whose value `node` would have.
    fileprivate mutating func add(_ tensor: Tensor, for node: Node) {
        originals[ObjectIdentifier(tensor.node)] = node
        if case .result(let number, _) = node.primitive {
            tensors[ObjectIdentifier(node.inputs[0]), default: [:]][number] = tensor
        } else {
            tensors[ObjectIdentifier(node)] = [0: tensor]
        }
    }

    /// A node's results, with stand-ins where there are some.
    func replacing(_ results: [Tensor], of node: Node) -> [Tensor] {
        guard let known = tensors[ObjectIdentifier(node)] else { return results }
        return results.enumerated().map { known[$0] ?? $1 }
    }

    /// What a node is computed from; a stand-in from the node it stands for.
    func inputs(of node: Node) -> [Node] {
        originals[ObjectIdentifier(node)].map { [$0] } ?? node.inputs
    }
}

extension Tensor {
    /// Records a graph's nodes on other operands where the values of some nodes, by their numbers, are known; gives
    /// the graph's outputs, stand-ins among them.
    static func replay(
        _ graph: Graph, _ operands: [Tensor], knowing values: some Sequence<(Int, Tensor)>
    ) -> (outputs: [Tensor], standIns: StandIns) {
        var known = Dictionary(uniqueKeysWithValues: Array(values))
        // Several nodes may read one result of a node.
        var results: [[Int]: Tensor] = [:]
        for (number, tensor) in known {
            if let result = graph.nodes[number].resultRead { results[result] = tensor }
        }
        for (number, node) in graph.nodes.enumerated() where !results.isEmpty {
            if let result = node.resultRead, let tensor = results[result] { known[number] = tensor }
        }
        var standIns = StandIns()
        let outputs = replay(graph, operands) { number, value in
            guard let tensor = known[number] else { return value }
            let point = tensor.marked()
            standIns.add(point, for: value.node)
            return point
        }
        return (outputs, standIns)
    }
}

extension Graph.Node {
    /// The node of several results that this one reads, and the number of the result.
    fileprivate var resultRead: [Int]? {
        if case .result(let number, _) = primitive { [inputs[0], number] } else { nil }
    }
}
