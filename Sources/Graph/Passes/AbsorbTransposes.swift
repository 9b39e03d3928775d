extension Graph {
    /// Merges movements into what reads them: a matrix product reads a transposed operand as it is
    /// stored, and of two reshapes or two transposes in a row one remains.
    package func absorbingTransposes() -> Graph {
        rewritten { result, node in result.appendAbsorbing(node) }
    }

    private mutating func appendAbsorbing(_ node: Node) -> Int {
        var node = node
        switch node.primitive {
        case .matmul(var transposeLHS, var transposeRHS):
            if let stored = operandOfMatrixTranspose(node.inputs[0]) {
                node.inputs[0] = stored
                transposeLHS.toggle()
            }
            if let stored = operandOfMatrixTranspose(node.inputs[1]) {
                node.inputs[1] = stored
                transposeRHS.toggle()
            }
            node.primitive = .matmul(transposeLHS: transposeLHS, transposeRHS: transposeRHS)
        case .reshape:
            // The operand was merged already, so one step back is enough.
            let operand = nodes[node.inputs[0]]
            guard case .reshape = operand.primitive else { break }
            node.inputs = operand.inputs
            if nodes[node.inputs[0]].spec == node.spec { return node.inputs[0] }
        case .transpose(let axes):
            let operand = nodes[node.inputs[0]]
            guard case .transpose(let inner) = operand.primitive else { break }
            let merged = InlineInts(axes.map { inner[$0] })
            node.inputs = operand.inputs
            node.primitive = .transpose(merged)
            if merged.elementsEqual(merged.indices) { return node.inputs[0] }
        case .parameter, .constant, .identity, .stopGradient, .unary, .binary, .compare, .select,
            .convert, .broadcast, .slice, .reverse, .pad, .concatenate, .iota, .reduce, .argReduce,
            .convolution, .convolutionInputGradient, .convolutionFilterGradient, .pool,
            .maxPoolGradient, .averagePoolGradient, .gatherRows, .scatterRows, .argSort,
            .cumulative, .linearRecurrence, .dynamicSlice, .dynamicUpdate, .randomBits, .matrix,
            .barrier, .composite, .conditional, .scan, .whileLoop, .result, .complexParts,
            .complexFromParts, .fourier:
            break
        }
        return append(node)
    }

    /// What a node transposes, if it swaps the last two axes and no others.
    private func operandOfMatrixTranspose(_ number: Int) -> Int? {
        guard case .transpose(let axes) = nodes[number].primitive, axes.count >= 2 else {
            return nil
        }
        var swapped = InlineInts(axes.indices)
        swapped.swapAt(axes.count - 2, axes.count - 1)
        return axes == swapped ? nodes[number].inputs[0] : nil
    }
}
