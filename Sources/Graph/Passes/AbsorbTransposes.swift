extension Graph {
    /// Lets matrix products read transposed operands as they are stored.
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
        case .parameter, .constant, .identity, .stopGradient, .unary, .binary, .compare, .select,
            .convert, .reshape, .broadcast, .transpose, .slice, .reverse, .pad, .concatenate, .iota,
            .reduce, .argReduce, .convolution, .convolutionInputGradient,
            .convolutionFilterGradient, .pool,
            .maxPoolGradient, .averagePoolGradient, .gatherRows, .scatterRows, .argSort,
            .cumulative, .linearRecurrence, .dynamicSlice, .dynamicUpdate, .randomBits, .matrix,
            .barrier, .composite, .conditional, .scan, .whileLoop, .result, .complexParts,
            .complexFromParts, .fourier:
            break
        }
        return append(node)
    }

    private func operandOfMatrixTranspose(_ number: Int) -> Int? {
        nodes[number].swapsLastAxes ? nodes[number].inputs[0] : nil
    }
}

extension Graph.Node {
    /// Whether it transposes matrices: swaps the last two axes and no others.
    var swapsLastAxes: Bool {
        guard case .transpose(let axes) = primitive, axes.count >= 2 else { return false }
        var swapped = InlineInts(axes.indices)
        swapped.swapAt(axes.count - 2, axes.count - 1)
        return axes == swapped
    }
}
