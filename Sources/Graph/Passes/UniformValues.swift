/// For each node of a growing graph the one value of all its elements, where constants alone
/// determine it and every executor agrees on its bits.
struct UniformValues {
    private var values: [Double?] = []

    subscript(number: Int) -> Double? { values[number] }

    /// Takes in the nodes added since the last call.
    mutating func extend(over graph: Graph) {
        while values.count < graph.nodes.count {
            values.append(value(of: graph.nodes[values.count], in: graph))
        }
    }

    /// The value of a node that reads the graph.
    func value(of node: Graph.Node, in graph: Graph) -> Double? {
        if case .constant(let value) = node.primitive {
            let rounded = node.spec.dtype.rounded(value)
            return node.spec.dtype.isInteger && rounded.magnitude >= 0x1p53 ? nil : rounded
        }
        guard Self.isExact(node.primitive), !node.inputs.isEmpty else { return nil }
        var operands: [[Double]] = []
        for input in node.inputs {
            guard let value = values[input] else { return nil }
            operands.append([value])
        }
        guard node.primitive.isElementwise else { return operands[0][0] }
        let specs = node.inputs.map { TensorSpec([], graph.nodes[$0].spec.dtype) }
        guard !node.spec.dtype.isComplex, !specs.contains(where: { $0.dtype.isComplex })
        else { return nil }
        let value = node.primitive.reference(
            inputs: operands, specs: specs, output: TensorSpec([], node.spec.dtype))[0]
        if node.spec.dtype.isInteger {
            // Beyond 2^53 a Double may have lost the last bits of a 64-bit integer.
            guard value.magnitude < 0x1p53 else { return nil }
            // Executors differ in what a number outside the integer's range becomes.
            if case .convert = node.primitive, specs[0].dtype.isFloatingPoint,
                value != operands[0][0].rounded(.towardZero)
            {
                return nil
            }
        }
        return value
    }

    /// Whether IEEE 754 or integer arithmetic fixes the result's bits. A logarithm folded here could
    /// differ from the kernel's in the last place, and a sign or a maximum in that of zero.
    private static func isExact(_ primitive: Primitive) -> Bool {
        switch primitive {
        case .unary(let op):
            switch op {
            case .negate, .abs, .sqrt, .floor, .ceil, .round, .trunc, .not, .isNaN, .isFinite,
                .populationCount:
                true
            case .sign, .relu, .exp, .log, .expm1, .log1p, .rsqrt, .tanh, .sigmoid, .sin, .cos,
                .erf, .tan, .asin, .acos, .atan, .sinh, .cosh, .asinh, .acosh, .atanh, .exp2,
                .log2, .log10, .cbrt, .erfc, .erfInverse, .logGamma:
                false
            }
        case .binary(let op):
            switch op {
            case .add, .subtract, .multiply, .divide, .and, .or, .xor, .shiftLeft, .shiftRight: true
            case .power, .maximum, .minimum, .remainder, .atan2, .hypot, .copySign, .nextAfter:
                false
            }
        case .compare, .select, .convert, .broadcast, .reshape, .transpose, .slice, .reverse: true
        case .parameter, .constant, .identity, .stopGradient, .pad, .concatenate, .iota, .reduce,
            .argReduce, .matmul, .convolution, .convolutionInputGradient,
            .convolutionFilterGradient, .pool, .maxPoolGradient, .averagePoolGradient, .gatherRows,
            .scatterRows, .argSort, .cumulative, .linearRecurrence, .dynamicSlice, .dynamicUpdate,
            .randomBits, .matrix, .barrier, .composite, .conditional, .scan, .whileLoop,
            .complexParts, .complexFromParts, .fourier,
            .result:
            false
        }
    }
}
