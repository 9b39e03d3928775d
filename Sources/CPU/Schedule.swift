import LaminaGraph

/// The order in which units run: each after those it reads, otherwise as the graph was recorded.
///
/// Units that write outputs alone run as soon as they can, such as the update of a parameter, which was
/// recorded behind all gradients: what they read need not be kept. So do small ones, which they may need.
struct Schedule {
    private let fusion: Fusion
    /// The units that wait for a unit, as one list with the start of each unit's part.
    private var readers: [Int] = []
    private var starts: [Int] = []
    private var missing: [Int]

    /// Unit numbers in running order.
    private(set) var order: [Int] = []

    /// - Parameter wishes: pairs of units of which the first should run before the second where
    ///   the graph allows it.
    init(_ graph: Graph, _ fusion: Fusion, wishes: [(before: Int, after: Int)]) {
        self.fusion = fusion
        let count = fusion.programs.count
        missing = Array(repeating: 0, count: count)
        var edges: [(Int, Int)] = []
        for (number, node) in graph.nodes.enumerated() {
            for operand in node.inputs where fusion.unit[operand] != fusion.unit[number] {
                edges.append((fusion.unit[operand], fusion.unit[number]))
            }
        }
        // A wish holds a unit back only while something else can run.
        var held = [Int](repeating: 0, count: count)
        for wish in wishes { held[wish.after] += 1 }
        let wishesOf = Dictionary(grouping: wishes, by: \.before)
        collect(edges)

        let keys = keys(graph)
        var ready = Heap(), waiting = Heap()
        func offer(_ unit: Int) {
            let entry = (keys[unit] * graph.nodes.count + fusion.lastNode[unit], unit)
            if held[unit] == 0 { ready.insert(entry) } else { waiting.insert(entry) }
        }
        var isDone = [Bool](repeating: false, count: count)
        for unit in 0..<count where missing[unit] == 0 { offer(unit) }
        while let unit = ready.popFirst() ?? waiting.popFirst() {
            if isDone[unit] { continue }
            isDone[unit] = true
            order.append(unit)
            for place in starts[unit]..<starts[unit + 1] {
                missing[readers[place]] -= 1
                if missing[readers[place]] == 0 { offer(readers[place]) }
            }
            for wish in wishesOf[unit] ?? [] {
                held[wish.after] -= 1
                if held[wish.after] == 0, missing[wish.after] == 0 { offer(wish.after) }
            }
        }
    }

    /// What units are ordered by, and then by their last node: that node, or the key of the last unit that they read where they
    /// need not wait any longer.
    private func keys(_ graph: Graph) -> [Int] {
        var isOutput = [Bool](repeating: false, count: graph.nodes.count)
        for output in graph.outputs { isOutput[output] = true }
        var keys = fusion.lastNode
        var needed = [Int](repeating: 0, count: keys.count)
        for (number, node) in graph.nodes.enumerated() {
            let unit = fusion.unit[number]
            for operand in node.inputs where fusion.unit[operand] != unit {
                needed[unit] = max(needed[unit], keys[fusion.unit[operand]])
            }
            guard number == fusion.lastNode[unit] else { continue }
            let isEager =
                if let program = fusion.programs[unit] {
                    node.spec.byteCount <= Self.smallByteCount
                        || program.outputs.allSatisfy { isOutput[$0] }
                } else {
                    node.primitive.isView || node.primitive.isGiven
                }
            if isEager { keys[unit] = needed[unit] }
        }
        return keys
    }

    /// The size up to which what a loop writes counts as nothing.
    private static let smallByteCount = 4096

    private mutating func collect(_ edges: [(Int, Int)]) {
        starts = Array(repeating: 0, count: missing.count + 1)
        for (from, to) in edges {
            starts[from + 1] += 1
            missing[to] += 1
        }
        for unit in missing.indices { starts[unit + 1] += starts[unit] }
        readers = Array(repeating: 0, count: edges.count)
        var next = starts
        for (from, to) in edges {
            readers[next[from]] = to
            next[from] += 1
        }
    }
}

extension Schedule {
    /// For each alias, the wish that whoever reads the input does so before the unit that computes
    /// the output, so that the output may be written straight into the input's memory.
    static func readsBeforeWrites(
        _ graph: Graph, _ fusion: Fusion, _ aliases: [(output: Int, input: Int)]
    ) -> [(before: Int, after: Int)] {
        if aliases.isEmpty { return [] }
        // The input that a node shows under another shape or in part.
        var source = [Int](repeating: -1, count: graph.nodes.count)
        var readers = [[Int]](repeating: [], count: graph.inputSpecs.count)
        for (number, node) in graph.nodes.enumerated() {
            if case .parameter(let input) = node.primitive {
                source[number] = input
            } else if node.primitive.isView {
                source[number] = source[node.inputs[0]]
            } else {
                for operand in node.inputs where source[operand] >= 0 {
                    readers[source[operand]].append(fusion.unit[number])
                }
            }
        }
        return aliases.flatMap { alias in
            let writer = fusion.unit[computed(graph, graph.outputs[alias.output])]
            return readers[alias.input].filter { $0 != writer }.map { (before: $0, after: writer) }
        }
    }

    /// The node that computes what this one shows under another shape.
    private static func computed(_ graph: Graph, _ node: Int) -> Int {
        var node = node
        while true {
            switch graph.nodes[node].primitive {
            case .identity, .stopGradient, .reshape, .complexParts, .complexFromParts:
                node = graph.nodes[node].inputs[0]
            default: return node
            }
        }
    }
}

extension Primitive {
    /// Whether its value is there before the first step.
    fileprivate var isGiven: Bool {
        switch self {
        case .parameter, .constant: true
        default: false
        }
    }
}
