import LaminaGraph

extension Graph {
    /// The graph with conversions around what the kernels compute in another type only: the half
    /// types are for storage, and arithmetic on them is done in float32 and rounded after each
    /// operation. The conversions join their neighbours' loops.
    ///
    /// Products for which the processor has instructions read bfloat16 as it is, and so they do int8 that was
    /// converted to float32 for them alone: their sums in int32 are at least as exact.
    func widened() -> Graph {
        let isNarrow = { (node: Node) in
            let operands = node.inputs.map { nodes[$0] }
            return node.computedType(of: operands) != nil
                || narrowOperands(of: node, operands) != nil
        }
        guard nodes.contains(where: isNarrow) else { return self }
        var leavesDeadCode = false
        var result = Graph(inputSpecs: inputSpecs)
        var places: [Int] = []
        /// The converted form of a node of the result, made once.
        var wide: [Int: Int] = [:]
        for var node in nodes {
            node.inputs = node.inputs.map { places[$0] }
            let operands = node.inputs.map { result.nodes[$0] }
            if let inputs = result.narrowOperands(of: node, operands) {
                node.inputs = inputs
                leavesDeadCode = true
            }
            guard let type = node.computedType(of: operands) else {
                result.nodes.append(node)
                places.append(result.nodes.count - 1)
                continue
            }
            let narrow = node.spec
            let isProduct =
                operands.allSatisfy { $0.spec.dtype == .bfloat16 }
                && node.isNarrowProduct(.bfloat16, of: operands)
            for (index, operand) in operands.enumerated()
            where !isProduct && operand.spec.dtype.isStorage(of: type) {
                let number = node.inputs[index]
                node.inputs[index] =
                    wide[number] ?? result.addConversion(of: number, to: type, for: node)
                wide[number] = node.inputs[index]
            }
            if case .iota(_, let axis) = node.primitive {
                node.primitive = .iota(TensorSpec(narrow.shape, type), axis: axis)
            }
            if narrow.dtype.isStorage(of: type) { node.spec = TensorSpec(narrow.shape, type) }
            result.nodes.append(node)
            let number = result.nodes.count - 1
            places.append(
                node.spec == narrow
                    ? number : result.addConversion(of: number, to: narrow.dtype, for: node))
        }
        result.outputs = outputs.map { places[$0] }
        return leavesDeadCode ? result.removingDeadCode() : result
    }

    /// The int8 operands that a float32 product reads through conversions, where it can read them itself.
    private func narrowOperands(of node: Node, _ operands: [Node]) -> [Int]? {
        guard node.spec.dtype == .float32, operands.count == 2 else { return nil }
        var inputs: [Int] = []
        for operand in operands {
            guard case .convert(.float32) = operand.primitive,
                nodes[operand.inputs[0]].spec.dtype == .int8
            else { return nil }
            inputs.append(operand.inputs[0])
        }
        return node.isNarrowProduct(.int8, of: operands) ? inputs : nil
    }

    private mutating func addConversion(of number: Int, to dtype: DType, for node: Node) -> Int {
        let spec = TensorSpec(nodes[number].spec.shape, dtype)
        nodes.append(Node(.convert(dtype), [number], spec, scope: node.scope, site: node.site))
        return nodes.count - 1
    }
}

extension DType {
    /// Whether elements of this type are computed in `type` and stored in this one.
    fileprivate func isStorage(of type: DType) -> Bool { self != type && computedType == type }

    /// The type of the arithmetic where it is another one.
    fileprivate var computedType: DType? {
        switch self {
        case .float16, .bfloat16: .float32
        // A sum of bool says whether any was true; as bytes, 256 of them would say no.
        case .bool: .int32
        default: nil
        }
    }
}

extension Graph.Node {
    /// The type in which the node has to be computed, where it is not its own.
    fileprivate func computedType(of operands: [Graph.Node]) -> DType? {
        let dtype = operands.first?.spec.dtype ?? spec.dtype
        switch primitive {
        case .unary, .binary, .compare, .iota, .reduce, .argReduce, .matmul, .convolution,
            .convolutionInputGradient, .convolutionFilterGradient, .pool, .maxPoolGradient,
            .averagePoolGradient, .argSort, .cumulative, .linearRecurrence, .fourier:
            return dtype == .bool ? nil : dtype.computedType
        case .scatterRows(let mode): return mode == .set ? nil : dtype.computedType
        case .parameter, .constant, .identity, .stopGradient, .select, .convert, .reshape,
            .broadcast, .transpose, .slice, .reverse, .pad, .concatenate, .gatherRows,
            .dynamicSlice, .dynamicUpdate, .randomBits, .barrier, .matrix, .complexParts,
            .complexFromParts,
            .composite, .conditional, .scan, .whileLoop, .result:
            return nil
        }
    }
}
