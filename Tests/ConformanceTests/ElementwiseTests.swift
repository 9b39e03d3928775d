import LaminaGraph
import LaminaTensor
import Testing

/// What every element-wise operation is tried on besides its row's own operands.
@Suite struct ElementwiseTests {
    private static let found = rows(for: .reference).filter(\.actsOnElements)

    /// Scalars, nothing, one element, and lengths around those of vector registers.
    @Test(arguments: found) func agreesInEveryLength(_ row: OpRow) {
        let shapes: [Shape] =
            [[], [0], [1], [2, 0, 3]] + [7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65].map { [$0] }
        for dtype in row.triedTypes {
            for shape in shapes {
                let operands = row.operands.map { $0.with(shape: shape) }
                check(
                    RowCase(
                        row: row, label: "shape \(shape)", dtype: dtype,
                        inputs: row.samples(of: operands, seed: 1, dtype: dtype)))
            }
        }
    }

    /// Every operand takes every special value of its type beside every one of the others'.
    @Test(arguments: found) func agreesAtSpecialValues(_ row: OpRow) {
        for dtype in row.triedTypes {
            let lists = row.operands.map { specialValues($0.dtype(in: dtype)) }
            let count = lists.reduce(1) { $0 * $1.count }
            // Three operands have thousands of combinations, of which a few hundred are spread
            // evenly.
            let stride = max(1, count / 400)
            let chosen = Swift.stride(from: 0, to: count, by: stride)
            var inputs: [Tensor] = []
            var step = 1
            for (list, operand) in zip(lists, row.operands) {
                let numbers = chosen.map { list[$0 / step % list.count] }
                inputs.append(tensor(numbers, operand.dtype(in: dtype)))
                step *= list.count
            }
            check(
                RowCase(row: row, label: "special values", dtype: dtype, inputs: inputs),
                signedZeros: true)
        }
    }

    /// Through a buffer, since no conversion on the way may touch a special value.
    private func tensor(_ numbers: [Double], _ dtype: DType) -> Tensor {
        let spec = TensorSpec([numbers.count], dtype)
        return Tensor(buffer: Buffer(numbers, as: spec), spec: spec)
    }

    private func specialValues(_ dtype: DType) -> [Double] {
        let signed: [Double]
        switch dtype {
        case .bool: return [0, 1]
        case .uint8: return [0, 1, 2, 127, 128, 255]
        case .uint16: return [0, 1, 2, 32767, 32768, 65535]
        case .uint32: return [0, 1, 2, 0x1p31, 0x1p32 - 1]
        // Beyond 2^53 the reference's doubles have no whole numbers of their own.
        case .uint64: return [0, 1, 2, 0x1p52, 0x1p53 - 1]
        case .int8: return [-128, -127, -2, -1, 0, 1, 2, 127]
        case .int16: return [-32768, -32767, -2, -1, 0, 1, 2, 32767]
        case .int32: return [-0x1p31, 1 - 0x1p31, -2, -1, 0, 1, 2, 0x1p31 - 1]
        case .int64: return [1 - 0x1p53, -2, -1, 0, 1, 2, 0x1p53 - 1]
        case .float64, .complex128:
            signed = [0x1p-1074, 0x1p-1022, .greatestFiniteMagnitude]
        case .float32, .complex64:
            signed = [0x1p-149, 0x1p-126, Double(Float.greatestFiniteMagnitude)]
        case .float16: signed = [0x1p-24, 0x1p-14, 65504]
        case .bfloat16: signed = [0x1p-133, 0x1p-126, 0x1.FEp127]
        }
        let common: [Double] = [0, 0.5, 1, 1.5, 3, .infinity]
        return [.nan] + (common + signed).flatMap { [$0, -$0] }
    }
}

extension OpRow {
    /// Whether each element of the result depends on one element of each operand alone, so that the
    /// operation takes operands of any common shape: as the row says, else by its recorded graph.
    var actsOnElements: Bool {
        if let isElementwise { return isElementwise }
        guard !operands.isEmpty, reason(against: .compiled) == nil else { return false }
        let specs = samples(seed: 1).map(\.spec)
        let graph = Graph.tracing(specs) { [operation($0)] }
        let widest = try? specs.reduce(Shape([])) { (shape, spec) throws(OpError) in
            try Shape.broadcast(shape, spec.shape, op: name)
        }
        return graph.outputSpecs[0].shape == widest && graph.isElementwise
    }
}

extension Graph {
    /// Whether every node works on elements, or spreads an input or a number over the result's shape.
    fileprivate var isElementwise: Bool {
        nodes.allSatisfy { node in
            switch node.primitive {
            case .parameter, .constant: true
            case .composite(let composite): composite.body.isElementwise
            case .broadcast: nodes[node.inputs[0]].primitive.isLeaf
            case let primitive: primitive.isElementwise
            }
        }
    }
}

extension Primitive {
    fileprivate var isLeaf: Bool {
        switch self {
        case .parameter, .constant: true
        default: false
        }
    }
}

extension Operand {
    fileprivate func dtype(in floating: DType) -> DType {
        switch self {
        case .normal, .uniform, .values: floating
        case .integers(_, _, let dtype): dtype
        case .bools: .bool
        }
    }
}
