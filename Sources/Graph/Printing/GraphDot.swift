extension Graph {
    /// The graph in Graphviz' language, for `dot -Tsvg`: nodes of one module path lie in one box,
    /// boxes in those of the path's earlier parts. Outputs have a double border.
    public var dot: String {
        var lines = ["digraph {", "  rankdir=TB; node [shape=box, fontname=\"Helvetica\"];"]
        lines += clusteredNodes()
        for (number, node) in nodes.enumerated() {
            lines += node.inputs.map { "  n\($0) -> n\(number);" }
        }
        lines.append("}")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The nodes, each between the opening and the end of its path's boxes.
    private func clusteredNodes() -> [String] {
        var members: [[String]: [Int]] = [:]
        for (number, node) in nodes.enumerated() {
            members[node.scope.split(separator: ".").map(String.init), default: []].append(number)
        }
        // In this order each path follows its beginnings, so that open boxes form a stack.
        let sorted = members.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let isOutput = Set(outputs)
        var (lines, open): ([String], [String]) = ([], [])
        for (path, numbers) in sorted {
            let common = zip(open, path).prefix { $0 == $1 }.count
            lines += Array(repeating: "  }", count: open.count - common)
            open.removeLast(open.count - common)
            for part in path.dropFirst(common) {
                open.append(part)
                lines.append("  subgraph \"cluster_\(open.joined(separator: ".").escaped)\" {")
                lines.append("    label=\"\(part.escaped)\";")
            }
            for number in numbers {
                lines.append("    " + nodeLine(number, isOutput: isOutput.contains(number)))
            }
        }
        return lines + Array(repeating: "  }", count: open.count)
    }

    private func nodeLine(_ number: Int, isOutput: Bool) -> String {
        let node = nodes[number]
        let title = ([node.primitive.name] + node.primitive.attributes).joined(separator: " ")
        let label = "%\(number) \(title)".escaped + "\\n\(node.spec)"
        return "n\(number) [label=\"\(label)\"\(isOutput ? ", peripheries=2" : "")];"
    }
}
