extension Primitive {
    /// How many multiplications with an addition the operation does; only products count, for beside
    /// them the rest is little.
    package func multiplyAdds(of operands: [TensorSpec], output: TensorSpec) -> Int {
        switch self {
        case .matmul(let left, _):
            let lhs = operands[0].shape
            return output.shape.elementCount * lhs[lhs.rank - (left ? 2 : 1)]
        case .convolution:
            return output.shape.elementCount * operands[1].shape.dropLast().reduce(1, *)
        case .convolutionInputGradient:
            return operands[0].shape.elementCount * operands[1].shape.dropLast().reduce(1, *)
        case .convolutionFilterGradient:
            return operands[1].shape.elementCount * output.shape.dropLast().reduce(1, *)
        case .composite(let composite): return composite.body.multiplyAdds
        case .conditional(let conditional):
            return max(conditional.then.multiplyAdds, conditional.otherwise.multiplyAdds)
        case .scan(let scan): return scan.length * scan.body.multiplyAdds
        // One step: how many there are is known only to the run.
        case .whileLoop(let loop): return loop.body.multiplyAdds
        case .parameter, .constant, .identity, .stopGradient, .unary, .binary, .compare, .select,
            .convert, .reshape, .broadcast, .transpose, .slice, .reverse, .pad, .concatenate, .iota,
            .reduce, .argReduce, .pool, .maxPoolGradient, .averagePoolGradient, .gatherRows,
            .scatterRows, .argSort, .cumulative, .linearRecurrence, .dynamicSlice, .dynamicUpdate,
            .randomBits, .matrix, .barrier, .result, .complexParts, .complexFromParts, .fourier:
            return 0
        }
    }
}

extension Graph {
    /// The multiply-adds of all nodes.
    package var multiplyAdds: Int {
        nodes.reduce(0) { sum, node in
            let specs = node.inputs.map { nodes[$0].spec }
            return sum + node.primitive.multiplyAdds(of: specs, output: node.spec)
        }
    }
}
