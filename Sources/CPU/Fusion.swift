import LaminaGraph

/// The graph cut into units: loops of element-wise nodes, and every other node alone.
///
/// Two element-wise nodes of one shape may share a loop where one reads the other, or where both read a
/// tensor of that shape, unless a third node that cannot join lies between them. A stage number tells:
/// it rises along each edge that must not be inside a loop, so nodes of equal stage never need each other
/// through a third.
struct Fusion {
    /// The unit of each node.
    private(set) var unit: [Int]
    /// The program of each unit that is a loop.
    private(set) var programs: [LoopProgram?] = []
    /// The last node of each unit.
    private(set) var lastNode: [Int] = []

    /// - Parameter fusing: false gives each node a loop of its own.
    init(_ graph: Graph, fusing: Bool) {
        unit = Array(repeating: -1, count: graph.nodes.count)
        var assembler = LoopAssembler(graph)
        for group in Self.groups(graph, fusing: fusing) {
            let isLoop = Self.isLoop(graph.nodes[group[0]])
            var rest = group[...]
            while !rest.isEmpty {
                var count = min(rest.count, LoopProgram.instructionLimit)
                var program = isLoop ? assembler.assemble(rest.prefix(count)) : nil
                // A prefix in node order reads nothing of the remainder, so cutting makes no cycle.
                while isLoop, program == nil, count > 1 {
                    count /= 2
                    program = assembler.assemble(rest.prefix(count))
                }
                for node in rest.prefix(count) { unit[node] = programs.count }
                lastNode.append(rest[rest.startIndex + count - 1])
                programs.append(program)
                rest = rest.dropFirst(count)
            }
        }
    }

    private static func isLoop(_ node: Graph.Node) -> Bool {
        node.primitive.isArithmetic && !node.spec.shape.contains(0)
    }

    private static func canShare(_ graph: Graph, _ operand: Int, _ node: Int) -> Bool {
        let (a, b) = (graph.nodes[operand], graph.nodes[node])
        return isLoop(a) && isLoop(b) && a.spec.shape == b.spec.shape
    }

    /// Whether other nodes that read the operand may run in the node's loop for that: the operand then comes
    /// from memory once. A transposed operand would take the others along on its way through memory.
    private static func isReadTogether(_ graph: Graph, _ operand: Int, _ node: Int) -> Bool {
        let shape = graph.nodes[operand].spec.shape
        return isLoop(graph.nodes[node]) && shape == graph.nodes[node].spec.shape
            && graph.nodes[node].inputs.allSatisfy {
                switch graph.nodes[$0].primitive {
                case .transpose, .reverse, .slice: false
                case .broadcast, .constant: $0 != operand
                default: true
                }
            }
    }

    /// The connected components of edges and of readers of one tensor inside one stage, each in node
    /// order.
    private static func groups(_ graph: Graph, fusing: Bool) -> [[Int]] {
        guard fusing else { return graph.nodes.indices.map { [$0] } }
        let stage = stages(graph)
        var parent = Array(graph.nodes.indices)
        func root(_ node: Int) -> Int {
            var node = node
            while parent[node] != node {
                parent[node] = parent[parent[node]]
                node = parent[node]
            }
            return node
        }
        /// The last node seen that reads each node's elements where they lie.
        var reader = [Int](repeating: -1, count: graph.nodes.count)
        for (number, node) in graph.nodes.enumerated() {
            for operand in node.inputs {
                if stage[operand] == stage[number], canShare(graph, operand, number) {
                    parent[root(number)] = root(operand)
                }
                guard isReadTogether(graph, operand, number) else { continue }
                if reader[operand] >= 0, stage[reader[operand]] == stage[number] {
                    parent[root(number)] = root(reader[operand])
                }
                reader[operand] = number
            }
        }
        var place = [Int](repeating: -1, count: graph.nodes.count)
        var groups: [[Int]] = []
        for node in graph.nodes.indices {
            let root = root(node)
            if place[root] < 0 {
                place[root] = groups.count
                groups.append([])
            }
            groups[place[root]].append(node)
        }
        return groups
    }

    /// The earliest stage of each node, but for a node that its first reader can take in: that
    /// one moves to the reader's stage (an optimiser's `beta * m` waits for the gradient).
    private static func stages(_ graph: Graph) -> [Int] {
        var stage = [Int](repeating: 0, count: graph.nodes.count)
        for (number, node) in graph.nodes.enumerated() {
            for operand in node.inputs {
                let step = canShare(graph, operand, number) ? 0 : 1
                stage[number] = max(stage[number], stage[operand] + step)
            }
        }
        var limit = [Int](repeating: .max, count: graph.nodes.count)
        var shared = limit
        for (number, node) in graph.nodes.enumerated().reversed() {
            if shared[number] != .max, shared[number] == limit[number] {
                stage[number] = limit[number]
            }
            for operand in node.inputs {
                if canShare(graph, operand, number) {
                    shared[operand] = min(shared[operand], stage[number])
                    limit[operand] = min(limit[operand], stage[number])
                } else {
                    limit[operand] = min(limit[operand], stage[number] - 1)
                }
            }
        }
        return stage
    }
}
