extension Graph {
    /// The outputs' elements from the inputs' elements, by the primitives' references.
    package func reference(inputs: [[Double]]) -> [[Double]] {
        precondition(
            inputs.count == inputSpecs.count,
            "\(inputs.count) inputs for a graph of \(inputSpecs.count)")
        var values = [[Double]](repeating: [], count: nodes.count)
        var pendingReads = useCounts
        for (number, node) in nodes.enumerated() {
            if case .parameter(let input) = node.primitive {
                values[number] = inputs[input]
                continue
            }
            values[number] = node.primitive.reference(
                inputs: node.inputs.map { values[$0] }, specs: node.inputs.map { nodes[$0].spec },
                output: node.spec)
            for input in node.inputs {
                pendingReads[input] -= 1
                // A training step's intermediates together would fill the memory.
                if pendingReads[input] == 0 { values[input] = [] }
            }
        }
        return outputs.map { values[$0] }
    }
}
