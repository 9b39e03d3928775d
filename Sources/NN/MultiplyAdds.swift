import LaminaGraph
import LaminaTensor

extension Primitive {
    /// How many multiplications with an addition the operation does; only products count, for beside
    /// them the rest is little.
    func multiplyAdds(of operands: [TensorSpec], output: TensorSpec) -> Int {
        switch self {
        case .matmul(let left, _):
            let inner = operands[0].shape.suffix(2)
            return output.shape.elementCount * ((left ? inner.first : inner.last) ?? 0)
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
    fileprivate var multiplyAdds: Int {
        nodes.reduce(0) { sum, node in
            let specs = node.inputs.map { nodes[$0].spec }
            return sum + node.primitive.multiplyAdds(of: specs, output: node.spec)
        }
    }
}

/// The multiply-adds below some traced results, by the path of the module that recorded them.
func multiplyAddsByPath(_ results: [Tensor]) -> [String: Int] {
    var counts: [String: Int] = [:]
    var seen: Set<ObjectIdentifier> = []
    var pending = results.map(\.node)
    while let node = pending.popLast() {
        guard seen.insert(ObjectIdentifier(node)).inserted else { continue }
        let inputs = node.inputs
        let count = node.primitive.multiplyAdds(of: inputs.map(\.spec), output: node.spec)
        if count > 0 { counts[node.scope, default: 0] += count }
        pending.append(contentsOf: inputs)
    }
    return counts
}
