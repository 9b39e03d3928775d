import LaminaGraph
import LaminaTestSupport

/// A graph of random operations on small tensors, with values for its inputs. Duplicates, neutral
/// constants, identities, composites and transposes that cancel are frequent, so that passes find work.
struct RandomGraph {
    private(set) var graph = Graph()
    private(set) var inputs: [[Double]] = []
    private var random: SplitMix

    init(seed: Int, operations: Int = 60) {
        random = SplitMix(seed: UInt64(seed))
        let specs: [TensorSpec] = [
            TensorSpec([3, 4]), TensorSpec([3, 4]), TensorSpec([4, 3]), TensorSpec([2, 3, 4]),
            TensorSpec([3]), TensorSpec([]), TensorSpec([0, 3]), TensorSpec([1, 5, 5, 2]),
            TensorSpec([3, 4], .int32), TensorSpec([3, 4], .bool), TensorSpec([2], .uint32),
            TensorSpec([3, 4], .bfloat16),
        ]
        for spec in specs {
            _ = graph.addInput(spec)
            inputs.append((0..<spec.shape.elementCount).map { _ in element(spec.dtype) })
        }
        for _ in 0..<operations { addRandomNode() }
        graph.outputs = (0..<5).map { _ in anyNode() } + [graph.nodes.count - 1]
    }

    private mutating func element(_ dtype: DType) -> Double {
        switch dtype {
        case .bool: Double.random(in: 0..<2, using: &random).rounded(.down)
        case .uint32: Double(UInt32.random(in: 0...(.max), using: &random))
        case .int32: Double(Int32.random(in: -4...9, using: &random))
        default:
            [0, -0.0, 1, .nan, .infinity].randomElement(using: &random)
                .flatMap { Int.random(in: 0..<4, using: &random) == 0 ? $0 : nil }
                ?? dtype.rounded(.random(in: -3..<3, using: &random))
        }
    }

    private mutating func anyNode() -> Int { Int.random(in: 0..<graph.nodes.count, using: &random) }

    private mutating func anyNode(where fits: (TensorSpec) -> Bool) -> Int? {
        graph.nodes.indices.filter { fits(graph.nodes[$0].spec) }.randomElement(using: &random)
    }

    /// Tries one operation; what a shape rule refuses is left out.
    private mutating func addRandomNode() {
        if Int.random(in: 0..<20, using: &random) == 0 { return addTurnedOperation() }
        guard let (primitive, inputs) = randomOperation(),
            let spec = try? primitive.spec(of: inputs.map { graph.nodes[$0].spec }),
            spec.shape.elementCount <= 400
        else { return }
        _ = try? graph.add(primitive, inputs)
    }

    /// An operation with its axes in another order, between two transposes.
    private mutating func addTurnedOperation() {
        guard let x = anyNode(where: { $0.shape.rank >= 2 && !$0.dtype.isComplex }) else { return }
        let axes = graph.nodes[x].spec.shape.indices.shuffled(using: &random)
        let inverse = axes.indices.map { axis in axes.firstIndex(of: axis) ?? 0 }
        guard let turned = try? graph.add(.transpose(InlineInts(axes)), [x]),
            let result = try? graph.add(.unary(.abs), [turned])
        else { return }
        _ = try? graph.add(.transpose(InlineInts(inverse)), [result])
    }

    private mutating func randomOperation() -> (Primitive, [Int])? {
        let x = anyNode()
        let spec = graph.nodes[x].spec
        guard !spec.dtype.isComplex else { return nil }
        switch Int.random(in: 0..<19, using: &random) {
        case 0: return ([.identity, .stopGradient].randomElement(using: &random)!, [x])
        case 1, 2: return (.unary(Unary.allCases.randomElement(using: &random)!), [x])
        case 3, 4:
            guard let y = anyNode(where: { $0 == spec }) else { return nil }
            return (.binary(Binary.allCases.randomElement(using: &random)!), [x, y])
        case 5, 6: return neutralOperation(x)
        case 7:
            guard let y = anyNode(where: { $0 == spec }) else { return nil }
            return (.compare(Comparison.allCases.randomElement(using: &random)!), [x, y])
        case 8:
            let isCondition = { $0 == TensorSpec(spec.shape, .bool) }
            guard let condition = anyNode(where: isCondition),
                let y = anyNode(where: { $0 == spec })
            else { return nil }
            return (.select, [condition, x, Bool.random(using: &random) ? x : y])
        case 9:
            let types: [DType] = [.float32, .float64, .float16, .bfloat16, .int32, .uint8, .bool]
            return (.convert(types.randomElement(using: &random)!), [x])
        case 10:
            return (.reshape(Shape(spec.shape.shuffled(using: &random))), [x])
        case 11: return (.transpose(InlineInts(spec.shape.indices.shuffled(using: &random))), [x])
        case 12: return movement(x)
        case 13:
            let axes = spec.shape.indices.filter { _ in Bool.random(using: &random) }
            return (
                .reduce(Reduction.allCases.randomElement(using: &random)!, axes: InlineInts(axes)),
                [x]
            )
        case 14:
            return (
                .argReduce(
                    largest: .random(using: &random),
                    axis: Int.random(in: 0...max(0, spec.shape.rank - 1), using: &random)), [x]
            )
        case 15, 16: return matmul(x)
        case 17: return composite(x)
        default:
            // The same again.
            let node = graph.nodes[x]
            return node.inputs.isEmpty ? nil : (node.primitive, node.inputs)
        }
    }

    /// An operation with a constant, often one that changes nothing.
    private mutating func neutralOperation(_ x: Int) -> (Primitive, [Int])? {
        let spec = graph.nodes[x].spec
        let value = [0, -0.0, 1, -1, 2, 0.5, .nan, .infinity].randomElement(using: &random)!
        graph.nodes.append(.init(.constant(value), [], TensorSpec([], spec.dtype)))
        var constant = graph.nodes.count - 1
        if spec.shape.rank > 0 {
            guard let spread = try? graph.add(.broadcast(spec.shape, axes: []), [constant]) else {
                return nil
            }
            constant = spread
        }
        let operands = Bool.random(using: &random) ? [x, constant] : [constant, x]
        return (.binary(Binary.allCases.randomElement(using: &random)!), operands)
    }

    private mutating func movement(_ x: Int) -> (Primitive, [Int])? {
        let shape = graph.nodes[x].spec.shape
        let zeros = InlineInts(shape.map { _ in 0 })
        let ones = InlineInts(shape.map { _ in 1 })
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return (.slice(starts: zeros, limits: shape.sizes, strides: ones), [x])
        case 1:
            let starts = InlineInts(shape.map { $0 / 2 })
            return (.slice(starts: starts, limits: shape.sizes, strides: ones), [x])
        case 2: return (.pad(low: zeros, high: zeros, value: 0), [x])
        case 3: return (.pad(low: ones, high: zeros, value: -0.0), [x])
        case 4: return shape.isEmpty ? nil : (.concatenate(axis: 0), [x])
        case 5: return shape.isEmpty ? nil : (.concatenate(axis: 0), [x, x])
        case 6:
            return (.broadcast(Shape([2] + shape), axes: InlineInts(1...max(1, shape.count))), [x])
        case 7: return (.reverse(axes: InlineInts(shape.indices)), [x])
        default: return (.broadcast(shape, axes: InlineInts(shape.indices)), [x])
        }
    }

    private mutating func matmul(_ x: Int) -> (Primitive, [Int])? {
        let spec = graph.nodes[x].spec
        let fits = { (other: TensorSpec) in
            other.dtype == spec.dtype && other.shape.rank == spec.shape.rank
        }
        guard let y = anyNode(where: fits) else { return nil }
        let product = Primitive.matmul(
            transposeLHS: .random(using: &random), transposeRHS: .random(using: &random))
        guard spec.shape.rank >= 2, Bool.random(using: &random) else { return (product, [x, y]) }
        var axes = InlineInts(spec.shape.indices)
        axes.swapAt(axes.count - 2, axes.count - 1)
        guard let transposed = try? graph.add(.transpose(axes), [x]) else { return nil }
        return (product, [transposed, y])
    }

    /// `-(-x) * 1` around an inner composite, so that inlining has two levels.
    private mutating func composite(_ x: Int) -> (Primitive, [Int])? {
        let spec = graph.nodes[x].spec
        var inner = Graph()
        _ = inner.addInput(spec)
        guard (try? inner.add(.unary(.negate), [0])) != nil else { return nil }
        inner.outputs = [1]
        var outer = Graph()
        _ = outer.addInput(spec)
        let negation = Composite(name: "negation", attributes: [], body: inner)
        guard (try? outer.add(.composite(negation), [0])) != nil,
            (try? outer.add(.composite(negation), [1])) != nil,
            (try? outer.add(.binary(.subtract), [2, 1])) != nil
        else { return nil }
        outer.outputs = [3]
        return (.composite(Composite(name: "doubling", attributes: [], body: outer)), [x])
    }
}
