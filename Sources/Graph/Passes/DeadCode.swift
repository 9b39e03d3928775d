extension Graph {
    /// Drops nodes that no output needs. All inputs stay, so that callers pass the same buffers.
    package func removingDeadCode() -> Graph {
        var isLive = [Bool](repeating: false, count: nodes.count)
        for output in outputs { isLive[output] = true }
        for (number, node) in nodes.enumerated().reversed() {
            if case .parameter = node.primitive { isLive[number] = true }
            guard isLive[number] else { continue }
            for input in node.inputs { isLive[input] = true }
        }
        var result = Graph(inputSpecs: inputSpecs)
        var places = [Int](repeating: -1, count: nodes.count)
        for (number, node) in nodes.enumerated() where isLive[number] {
            places[number] = result.append(node.reading(places))
        }
        result.outputs = outputs.map { places[$0] }
        return result
    }
}
