import LaminaGraph
import LaminaTestSupport

/// Random operations on small whole numbers. Every result is clamped to ±100, so that all sums and
/// products are exact in float32 and no executor may differ by a bit.
struct RandomCase {
    private(set) var `case` = Case()
    private var random: SplitMix

    init(seed: Int, operations: Int = 50) throws {
        random = SplitMix(seed: UInt64(seed))
        let specs: [TensorSpec] = [
            TensorSpec([3, 4]), TensorSpec([3, 4]), TensorSpec([4, 3]), TensorSpec([2, 3, 4]),
            TensorSpec([4]), TensorSpec([]), TensorSpec([0, 3]), TensorSpec([1, 4]),
            TensorSpec([3, 4], .int32), TensorSpec([3], .int32), TensorSpec([3, 4], .bool),
            TensorSpec([3, 4], .float64), TensorSpec([3, 4], .uint8),
            TensorSpec([2, 3, 4], .int64),
        ]
        for spec in specs {
            let low = spec.dtype == .bool || spec.dtype == .uint8 ? 0 : -4
            let high = spec.dtype == .bool ? 1 : 5
            let values = (0..<spec.shape.elementCount).map { _ in
                Double(Int.random(in: low...high, using: &random))
            }
            _ = `case`.input(spec.shape, spec.dtype, values)
        }
        for _ in 0..<operations { addOperation() }
        let nodes = `case`.graph.nodes.count
        `case`.graph.outputs = (0..<6).map { _ in Int.random(in: 0..<nodes, using: &random) }
        `case`.graph.outputs.append(nodes - 1)
    }

    /// Some of the inputs, none of those excluded.
    mutating func inputs(besides excluded: [Int]) -> Set<Int> {
        Set(
            `case`.graph.inputSpecs.indices.filter {
                Bool.random(using: &random) && !excluded.contains($0)
            })
    }

    /// Pairs of an output and an input of its spec, each input once.
    mutating func aliases() -> [(output: Int, input: Int)] {
        let graph = `case`.graph
        var free = Set(graph.inputSpecs.indices)
        return graph.outputs.indices.compactMap { output in
            let fitting = free.sorted().filter {
                graph.inputSpecs[$0] == graph.outputSpecs[output]
            }
            guard let input = fitting.randomElement(using: &random) else { return nil }
            free.remove(input)
            return (output, input)
        }
    }

    private mutating func node(where fits: (TensorSpec) -> Bool = { _ in true }) -> Int? {
        `case`.graph.nodes.indices.filter { fits(`case`.graph.nodes[$0].spec) }
            .randomElement(using: &random)
    }

    /// Tries one operation; what a shape rule refuses is left out.
    private mutating func addOperation() {
        guard let (primitive, operands) = operation(),
            let spec = try? primitive.spec(of: operands.map { `case`.graph.nodes[$0].spec }),
            spec.shape.elementCount <= 300,
            let result = try? `case`.graph.add(primitive, operands), spec.dtype != .bool,
            let low = try? `case`.constant(spec.dtype.isUnsigned ? 0 : -100, like: result),
            let high = try? `case`.constant(100, like: result),
            let raised = try? `case`.add(.binary(.maximum), result, low)
        else { return }
        _ = try? `case`.add(.binary(.minimum), raised, high)
    }

    private mutating func operation() -> (Primitive, [Int])? {
        guard let x = node() else { return nil }
        let spec = `case`.graph.nodes[x].spec
        let shape = spec.shape
        let ones = InlineInts(shape.map { _ in 1 })
        let zeros = InlineInts(shape.map { _ in 0 })
        switch Int.random(in: 0..<23, using: &random) {
        case 0...1:
            let unary: [Unary] = [.negate, .abs, .sign, .relu, .not, .isFinite]
            return (.unary(unary.randomElement(using: &random) ?? .abs), [x])
        case 2...6:
            guard let y = node(where: { $0 == spec }) else { return nil }
            let binary: [Binary] = [.add, .subtract, .multiply, .maximum, .minimum, .and, .or]
            return (.binary(binary.randomElement(using: &random) ?? .add), [x, y])
        case 7:
            guard let y = node(where: { $0 == spec }) else { return nil }
            return (.compare(Comparison.allCases.randomElement(using: &random) ?? .less), [x, y])
        case 8:
            guard let condition = node(where: { $0 == TensorSpec(shape, .bool) }),
                let y = node(where: { $0 == spec })
            else { return nil }
            return (.select, [condition, x, y])
        case 9:
            let types: [DType] = [.float32, .float64, .int32, .int64, .bool]
            return (.convert(types.randomElement(using: &random) ?? .float32), [x])
        case 10: return (.reshape(Shape(shape.shuffled(using: &random))), [x])
        case 11: return (.transpose(InlineInts(shape.indices.shuffled(using: &random))), [x])
        case 12:
            let axes = InlineInts(1...max(1, shape.rank))
            return (.broadcast(Shape([2] + shape), axes: axes), [x])
        case 13:
            let starts = InlineInts(shape.map { $0 / 3 })
            let strides = InlineInts(shape.map { _ in Int.random(in: 1...2, using: &random) })
            return Bool.random(using: &random)
                ? (.slice(starts: starts, limits: shape.sizes, strides: strides), [x])
                : (.reverse(axes: InlineInts(shape.indices.filter { $0 % 2 == 0 })), [x])
        case 14: return (.pad(low: ones, high: zeros, value: 7), [x])
        case 15:
            guard shape.rank > 0, let y = node(where: { $0 == spec }) else { return nil }
            return (.concatenate(axis: shape.rank - 1), [x, y])
        case 16:
            let axes = shape.indices.filter { _ in Bool.random(using: &random) }
            let ops: [Reduction] = [.sum, .max, .min, .any, .all]
            return (.reduce(ops.randomElement(using: &random) ?? .sum, axes: InlineInts(axes)), [x])
        case 17:
            let axis = Int.random(in: 0...max(0, shape.rank - 1), using: &random)
            return (.argReduce(largest: .random(using: &random), axis: axis), [x])
        case 18:
            guard let indices = node(where: { $0.dtype == .int32 }) else { return nil }
            if Bool.random(using: &random) { return (.gatherRows, [x, indices]) }
            let rows = Array(`case`.graph.nodes[indices].spec.shape) + shape.dropFirst()
            guard let updates = node(where: { $0 == TensorSpec(Shape(rows), spec.dtype) }),
                // A product of many numbers would be rounded.
                let mode = [ScatterMode.set, .add, .maximum, .minimum].randomElement(using: &random)
            else { return nil }
            return (.scatterRows(mode), [x, indices, updates])
        case 19:
            let axis = Int.random(in: 0...max(0, shape.rank - 1), using: &random)
            let isReversed = Bool.random(using: &random)
            let kinds: [Primitive] = [
                .argSort(
                    axis: axis, descending: isReversed, count: shape.isEmpty ? 0 : shape[axis]),
                .cumulative(.sum, axis: axis, reversed: isReversed),
                .cumulative(.max, axis: axis, reversed: isReversed),
            ]
            return kinds.randomElement(using: &random).map { ($0, [x]) }
        case 20:
            let sizes = InlineInts(shape.map { $0 / 2 })
            guard let starts = node(where: { $0 == TensorSpec([shape.rank], .int32) }) else {
                return nil
            }
            return (.dynamicSlice(sizes: sizes), [x, starts])
        case 21:
            guard
                let part = node(where: { $0 == TensorSpec(Shape(shape.map { $0 / 2 }), spec.dtype) }
                ),
                let starts = node(where: { $0 == TensorSpec([shape.rank], .int32) })
            else { return nil }
            return (.dynamicUpdate, [x, part, starts])
        default:
            let fits = { (other: TensorSpec) in
                other.dtype == spec.dtype && other.shape.rank == shape.rank
            }
            guard let y = node(where: fits) else { return nil }
            return (
                .matmul(
                    transposeLHS: .random(using: &random), transposeRHS: .random(using: &random)),
                [x, y]
            )
        }
    }
}
