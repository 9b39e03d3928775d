extension Graph {
    /// Applies the identities of arithmetic that keep every bit of every input, NaN and -0 among
    /// them, and computes what constants alone determine.
    ///
    /// So `x * 1` is `x`, but `x + 0` is not (`-0 + 0` is `0`), nor is `x * 0` zero.
    package func simplified() -> Graph {
        var values = UniformValues()
        return rewritten { result, node in
            let place = result.equivalent(of: node, values) ?? result.appendFolded(node, values)
            values.extend(over: result)
            return place
        }
    }

    /// An existing node that yields the same as this one.
    private func equivalent(of node: Node, _ values: UniformValues) -> Int? {
        switch node.primitive {
        case .binary(let op):
            let (a, b) = (node.inputs[0], node.inputs[1])
            if let value = values[b], Self.isRightNeutral(value, op, node.spec.dtype) { return a }
            if let value = values[a], Self.isLeftNeutral(value, op, node.spec.dtype) { return b }
            return nil
        case .unary(.negate): return operand(of: node.inputs[0], if: .unary(.negate))
        case .unary(.not): return operand(of: node.inputs[0], if: .unary(.not))
        case .complexParts: return operand(of: node.inputs[0], if: .complexFromParts)
        case .complexFromParts: return operand(of: node.inputs[0], if: .complexParts)
        case .select:
            if node.inputs[1] == node.inputs[2] { return node.inputs[1] }
            return values[node.inputs[0]].map { $0 != 0 ? node.inputs[1] : node.inputs[2] }
        case .unary, .parameter, .constant, .identity, .stopGradient, .compare, .convert, .reshape,
            .broadcast, .transpose, .slice, .reverse, .pad, .concatenate, .iota, .reduce,
            .argReduce, .matmul,
            .convolution, .convolutionInputGradient, .convolutionFilterGradient, .pool,
            .maxPoolGradient, .averagePoolGradient, .gatherRows, .scatterRows, .argSort,
            .cumulative, .linearRecurrence, .dynamicSlice, .dynamicUpdate, .randomBits, .matrix,
            .barrier, .composite, .conditional, .scan, .whileLoop, .result, .fourier:
            return nil
        }
    }

    private func operand(of number: Int, if primitive: Primitive) -> Int? {
        nodes[number].primitive == primitive ? nodes[number].inputs[0] : nil
    }

    /// Whether `x op value` is `x`, bit for bit.
    private static func isRightNeutral(_ value: Double, _ op: Binary, _ dtype: DType) -> Bool {
        switch op {
        case .multiply, .divide, .power: value == 1
        case .subtract: value == 0 && (dtype.isInteger || value.sign == .plus)
        case .add: value == 0 && (dtype.isInteger || value.sign == .minus)
        case .or, .xor, .shiftLeft, .shiftRight: value == 0
        case .and: value == 1 && dtype == .bool
        case .maximum, .minimum, .remainder, .atan2, .hypot, .copySign, .nextAfter: false
        }
    }

    /// Whether `value op x` is `x`, bit for bit.
    private static func isLeftNeutral(_ value: Double, _ op: Binary, _ dtype: DType) -> Bool {
        switch op {
        case .add, .multiply, .and, .or, .xor: isRightNeutral(value, op, dtype)
        case .divide, .power, .subtract, .shiftLeft, .shiftRight, .maximum, .minimum, .remainder,
            .atan2, .hypot, .copySign, .nextAfter:
            false
        }
    }

    /// Adds the node, or the scalar constant it comes to, spread over the node's shape: a constant
    /// of many elements would be written out where a broadcast scalar is not.
    private mutating func appendFolded(_ node: Node, _ values: UniformValues) -> Int {
        guard let value = values.value(of: node, in: self) else { return append(node) }
        if case .constant = node.primitive, node.spec.shape.rank == 0 { return append(node) }
        let scalar = Node(.constant(value), [], TensorSpec([], node.spec.dtype), scope: node.scope)
        if node.spec.shape.rank == 0 { return append(scalar) }
        if case .broadcast = node.primitive, nodes[node.inputs[0]].spec.shape.rank == 0 {
            return append(node)
        }
        let spread = Node(
            .broadcast(node.spec.shape, axes: []), [append(scalar)], node.spec, scope: node.scope)
        return append(spread)
    }
}
