extension Graph {
    /// Drops nodes that yield their operand unchanged: `identity` and `stopGradient`, which only
    /// derivatives see, and movements or conversions to what the operand already is.
    package func removingIdentities() -> Graph {
        rewritten { result, node in
            result.yieldsItsOperand(node) ? node.inputs[0] : result.append(node)
        }
    }

    private func yieldsItsOperand(_ node: Node) -> Bool {
        switch node.primitive {
        case .identity, .stopGradient: true
        // With equal specs a broadcast's rising axes are 0..<rank, a slice takes all and a pad adds
        // nothing.
        case .reshape, .convert, .broadcast, .slice, .pad:
            nodes[node.inputs[0]].spec == node.spec
        case .transpose(let axes): axes.elementsEqual(axes.indices)
        case .reverse(let axes): axes.allSatisfy { node.spec.shape[$0] <= 1 }
        case .concatenate: node.inputs.count == 1
        // A sum over no axes makes 0 of -0.
        case .reduce(let op, let axes): axes.isEmpty && op != .sum
        case .parameter, .constant, .unary, .binary, .compare, .select, .iota, .argReduce, .matmul,
            .convolution, .convolutionInputGradient, .convolutionFilterGradient, .pool,
            .maxPoolGradient, .averagePoolGradient, .gatherRows, .scatterRows, .argSort,
            .cumulative, .linearRecurrence, .dynamicSlice, .dynamicUpdate, .randomBits, .matrix,
            .barrier, .composite, .conditional, .scan, .whileLoop, .result, .complexParts,
            .complexFromParts, .fourier:
            false
        }
    }
}
