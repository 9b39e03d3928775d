extension Graph {
    /// The outputs' elements from the inputs' elements, by the primitives' references.
    package func reference(inputs: [[Double]]) -> [[Double]] {
        precondition(
            inputs.count == inputSpecs.count,
            "\(inputs.count) inputs for a graph of \(inputSpecs.count)")
        var values = [[Double]](repeating: [], count: nodes.count)
        /// All results of nodes that have several.
        var several: [Int: [[Double]]] = [:]
        var pendingReads = useCounts
        for (number, node) in nodes.enumerated() {
            if case .parameter(let input) = node.primitive {
                values[number] = inputs[input]
                continue
            }
            if case .result(let result, _) = node.primitive {
                values[number] = several[node.inputs[0]]?[result] ?? []
            } else {
                let inputs = node.inputs.map { values[$0] }
                let specs = node.inputs.map { nodes[$0].spec }
                let results = node.primitive.references(
                    inputs: inputs, specs: specs, output: node.spec)
                values[number] = results[0]
                if results.count > 1 { several[number] = results }
            }
            for input in node.inputs {
                pendingReads[input] -= 1
                // A training step's intermediates together would fill the memory.
                if pendingReads[input] == 0 {
                    values[input] = []
                    several[input] = nil
                }
            }
        }
        return outputs.map { values[$0] }
    }
}
