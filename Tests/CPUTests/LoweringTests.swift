import LaminaCPU
import LaminaGraph
import Testing

private let types: [DType] = [
    .float32, .float64, .float16, .bfloat16, .int8, .int16, .int32, .int64, .uint8, .uint16,
    .uint32, .uint64,
]
private let floatingTypes: [DType] = [.float32, .float64, .float16, .bfloat16]

/// A few units in the last place of the type: results are sums of at most tens of terms, computed
/// in float32 at least and rounded once.
private func tolerance(_ dtype: DType) -> Double {
    switch dtype {
    case .float32: 1e-5
    case .float64: 1e-13
    case .float16: 2e-3
    case .bfloat16: 1.6e-2
    default: 0
    }
}

/// Each primitive on the kernels against its reference, in each type.
@Suite struct LoweringTests {
    @Test(arguments: types, [(false, false), (true, false), (false, true), (true, true)])
    func products(dtype: DType, transposed: (lhs: Bool, rhs: Bool)) throws {
        var c = Case()
        let product = Primitive.matmul(transposeLHS: transposed.lhs, transposeRHS: transposed.rhs)
        let x = c.range(transposed.lhs ? [2, 3, 2] : [2, 2, 3], dtype)
        let y = c.range(transposed.rhs ? [2, 4, 3] : [2, 3, 4], dtype, from: 1)
        let one = c.range(transposed.rhs ? [4, 3] : [3, 4], dtype, from: 2)
        let many = try c.add(.broadcast(c.graph.nodes[y].spec.shape, axes: [1, 2]), one)
        let turned = c.range(transposed.lhs ? [2, 2, 3] : [2, 3, 2], dtype)
        let back = try c.add(.transpose([0, 2, 1]), turned)
        c.graph.outputs = [
            try c.add(product, x, y), try c.add(product, x, many), try c.add(product, back, y),
        ]
        c.expectReference(tolerance: tolerance(dtype))
    }

    /// A picture that is turned from planes is read where it lies if it can be.
    @Test(arguments: [DType.float32, .float64], [1, 2])
    func convolutionsOfPlanes(dtype: DType, batch: Int) throws {
        var c = Case()
        let whole = c.range([batch, 4, 5, 6], dtype)
        let filter = c.range([3, 3, 3, 2], dtype, from: -20)
        let some = try c.add(
            .slice(starts: [0, 1, 0, 0], limits: [batch, 4, 5, 6], strides: [1, 1, 1, 1]), whole)
        let narrow = try c.add(
            .slice(starts: [0, 1, 0, 1], limits: [batch, 4, 5, 5], strides: [1, 1, 1, 1]), whole)
        let window = ConvolutionWindow(padding: Padding(top: 1, bottom: 1, left: 1, right: 1))
        for planes in [some, narrow] {
            let picture = try c.add(.transpose([0, 2, 3, 1]), planes)
            c.graph.outputs.append(try c.add(.convolution(window), picture, filter))
        }
        c.expectReference(tolerance: tolerance(dtype))
    }

    @Test func productsOverNothingAreZero() throws {
        var c = Case()
        let (x, y) = (c.range([2, 0]), c.range([0, 3]))
        let sum = try c.add(.reduce(.sum, axes: [1]), x)
        c.graph.outputs = [
            try c.add(.matmul(transposeLHS: false, transposeRHS: false), x, y), sum,
        ]
        c.expectReference()
    }

    @Test(
        arguments: types,
        [[], [0], [1], [2], [0, 1], [0, 2], [1, 3], [0, 2, 4], [0, 1, 2, 3, 4]] as [InlineInts])
    func reductions(dtype: DType, axes: InlineInts) throws {
        var c = Case()
        let values = (0..<48).map { Double($0 * 7 % 5) }
        let x = c.input([2, 3, 1, 2, 4], dtype, values)
        let turned = try c.add(.transpose([4, 3, 2, 1, 0]), x)
        for op in [Reduction.sum, .max, .min, .product] {
            c.graph.outputs.append(try c.add(.reduce(op, axes: axes), x))
            c.graph.outputs.append(try c.add(.reduce(op, axes: axes), turned))
        }
        for axis in axes {
            c.graph.outputs.append(try c.add(.argReduce(largest: true, axis: axis), x))
            c.graph.outputs.append(try c.add(.argReduce(largest: false, axis: axis), turned))
        }
        c.expectReference(tolerance: tolerance(dtype))
    }

    @Test func anyAndAll() throws {
        var c = Case()
        let x = c.input([3, 2, 2], .bool, [0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1])
        for axes in [[0], [2], [0, 2], [0, 1, 2]] as [InlineInts] {
            for op in [Reduction.any, .all, .max, .min] {
                c.graph.outputs.append(try c.add(.reduce(op, axes: axes), x))
            }
        }
        c.graph.outputs.append(try c.add(.argReduce(largest: true, axis: 1), x))
        c.expectReference()
    }

    @Test(arguments: types + [.bool]) func movement(dtype: DType) throws {
        var c = Case()
        let values = (0..<24).map { Double(dtype == .bool ? $0 % 2 : $0) }
        let x = c.input([2, 3, 4], dtype, values)
        let indices = c.input([2, 2], .int32, [1, -1, 2, 0])
        let low = InlineInts([1, 0, 2]), high = InlineInts([0, 1, 0])
        let turned = try c.add(.transpose([2, 0, 1]), x)
        let cut = try c.add(
            .slice(starts: [0, 1, 0], limits: [2, 3, 4], strides: [1, 1, 2]), x)
        let table = try c.add(.reshape([6, 4]), x)
        let back = try c.add(.reverse(axes: [0, 2]), x)
        c.graph.outputs = [
            turned, cut, try c.add(.pad(low: low, high: high, value: 1), x),
            try c.add(.pad(low: low, high: high, value: 1), cut),
            try c.add(.concatenate(axis: 1), x, cut2(&c, x), x),
            try c.add(.reshape([4, 6]), turned),
            try c.add(.broadcast([2, 2, 2, 2], axes: [0, 1, 3]), cut),
            back, try c.add(.reshape([6, 4]), back), try c.add(.concatenate(axis: 2), back, x),
            try c.add(.reverse(axes: [1]), cut), try c.add(.transpose([2, 0, 1]), back),
            try c.add(.gatherRows, table, indices),
        ]
        c.expectReference()
    }

    @Test(arguments: types + [.bool]) func rowsByIndex(dtype: DType) throws {
        var c = Case()
        let values = (0..<24).map { Double(dtype == .bool ? $0 % 3 % 2 : $0 % 7) }
        let x = c.input([2, 3, 4], dtype, values)
        let indices = c.input([2, 2], .int32, [1, -1, 2, 1])
        let table = try c.add(.reshape([3, 2, 4]), x)
        let updates = c.input([2, 2, 2, 4], dtype, values + values.prefix(8))
        let turned = try c.add(.transpose([0, 1, 3, 2]), c.range([2, 2, 4, 2], dtype))
        let one = try c.constant(1, like: table)
        for mode in ScatterMode.allCases {
            c.graph.outputs.append(try c.add(.scatterRows(mode), table, indices, updates))
            if dtype == .bool { continue }
            c.graph.outputs.append(try c.add(.scatterRows(mode), one, indices, turned))
        }
        let nothing = c.input([0], .int32, [])
        let none = c.input([0, 2, 4], dtype, [])
        c.graph.outputs.append(try c.add(.scatterRows(.set), table, nothing, none))
        c.graph.outputs.append(try c.add(.gatherRows, none, indices))
        c.expectReference()
    }

    @Test(arguments: types + [.bool], [0, 1, 2]) func order(dtype: DType, axis: Int) throws {
        var c = Case()
        let values = (0..<60).map { Double(dtype == .bool ? $0 % 2 : $0 * 37 % 11) }
        let x = c.input([3, 4, 5], dtype, values)
        let turned = try c.add(.transpose([2, 1, 0]), x)
        for isReversed in [false, true] {
            for count in [0, 2, 3] {
                let sort = Primitive.argSort(axis: axis, descending: isReversed, count: count)
                c.graph.outputs.append(try c.add(sort, x))
                c.graph.outputs.append(try c.add(sort, turned))
            }
            for op in Cumulation.allCases {
                let primitive = Primitive.cumulative(op, axis: axis, reversed: isReversed)
                if let node = try? c.graph.add(primitive, [x]) { c.graph.outputs.append(node) }
                if let node = try? c.graph.add(primitive, [turned]) {
                    c.graph.outputs.append(node)
                }
            }
            let recurrence = Primitive.linearRecurrence(axis: axis, reversed: isReversed)
            if let node = try? c.graph.add(recurrence, [turned, turned]) {
                c.graph.outputs.append(node)
            }
        }
        c.expectReference(tolerance: tolerance(dtype))
    }

    @Test(arguments: [DType.float64, .bfloat16, .int8, .bool])
    func slicesAtPositions(dtype: DType) throws {
        var c = Case()
        let values = (0..<60).map { Double(dtype == .bool ? $0 % 2 : $0) }
        let x = c.input([3, 4, 5], dtype, values)
        let part = c.input([3, 2, 1], dtype, Array(repeating: 1, count: 6))
        let starts = c.input([3], .int32, [-2, 1, 99])
        let each = c.input([3, 2], .int32, [0, 1, 9, -1, 2, 3])
        for place in [starts, each] {
            c.graph.outputs.append(try c.add(.dynamicSlice(sizes: [3, 2, 1]), x, place))
            c.graph.outputs.append(try c.add(.dynamicSlice(sizes: [3, 0, 1]), x, place))
            c.graph.outputs.append(try c.add(.dynamicUpdate, x, part, place))
        }
        c.expectReference()
    }

    private func cut2(_ c: inout Case, _ x: Int) throws -> Int {
        try c.add(.slice(starts: [0, 1, 0], limits: [2, 2, 4], strides: [1, 1, 1]), x)
    }

    @Test(arguments: types + [.bool]) func conversions(dtype: DType) throws {
        var c = Case()
        let x = c.input([5], dtype, dtype == .bool ? [0, 1, 1, 0, 1] : [0, 1, 2, 100, 3])
        c.graph.outputs = try (types + [.bool]).map { try c.add(.convert($0), x) }
        c.expectReference()
    }

    @Test(arguments: floatingTypes) func convolutions(dtype: DType) throws {
        let windows = [
            ConvolutionWindow(),
            ConvolutionWindow(
                strides: [2, 1], padding: Padding(top: 1, bottom: 0, left: 2, right: 1)),
            ConvolutionWindow(
                dilations: [1, 2], padding: Padding(top: 1, bottom: 1, left: 1, right: 1)),
            ConvolutionWindow(strides: [2, 2], groups: 2),
        ]
        for window in windows {
            var c = Case()
            let xShape: Shape = [2, 7, 8, 4]
            let filterShape: Shape = [3, 2, 4 / window.groups, 6]
            func input(_ shape: Shape, _ factor: Int) -> Int {
                let values = (0..<shape.elementCount).map { Double($0 * factor % 7 - 3) / 8 }
                return c.input(shape, dtype, values)
            }
            let (x, filter) = (input(xShape, 3), input(filterShape, 5))
            let y = try c.add(.convolution(window), x, filter)
            let dy = input(c.graph.nodes[y].spec.shape, 11)
            c.graph.outputs = [
                y, try c.add(.convolutionInputGradient(window, xShape), dy, filter),
                try c.add(.convolutionFilterGradient(window, filterShape), x, dy),
            ]
            c.expectReference(tolerance: tolerance(dtype))
        }
    }

    @Test(arguments: floatingTypes) func pooling(dtype: DType) throws {
        let windows = [
            PoolWindow(size: [2, 2], strides: [2, 2]),
            PoolWindow(
                size: [3, 2], strides: [1, 2],
                padding: Padding(top: 1, bottom: 2, left: 1, right: 0)),
            PoolWindow(
                size: [3, 3], strides: [2, 2],
                padding: Padding(top: 1, bottom: 1, left: 1, right: 1),
                countsPadding: true),
        ]
        for window in windows {
            var c = Case()
            let shape: Shape = [2, 6, 7, 3]
            let x = c.input(shape, dtype, (0..<252).map { Double($0 * 37 % 101) / 16 })
            let y = try c.add(.pool(.max, window), x)
            let dy = c.range(c.graph.nodes[y].spec.shape, dtype, from: -9)
            c.graph.outputs = [
                y, try c.add(.pool(.average, window), x),
                try c.add(.maxPoolGradient(window), x, dy),
                try c.add(.averagePoolGradient(window, shape), dy),
            ]
            c.expectReference(tolerance: tolerance(dtype))
        }
    }

    /// Each function of one and of two operands that exists for the type.
    @Test(arguments: types + [.bool]) func functions(dtype: DType) throws {
        var c = Case()
        let values: [Double] =
            switch dtype {
            case .bool: [0, 1, 1, 0]
            case _ where dtype.isFloatingPoint: [-1.5, 0.25, .infinity, .nan]
            default: [1, 5, 0, 7]
            }
        let (x, y) = (c.input([4], dtype, values), c.input([4], dtype, values.reversed()))
        let one = Unary.allCases.map { (Primitive.unary($0), [x]) }
        let two = Binary.allCases.map { (Primitive.binary($0), [x, y]) }
        let comparisons = Comparison.allCases.map { (Primitive.compare($0), [x, y]) }
        for (primitive, operands) in one + two + comparisons {
            if let node = try? c.graph.add(primitive, operands) { c.graph.outputs.append(node) }
        }
        let condition = c.input([4], .bool, [0, 1, 1, 0])
        c.graph.outputs.append(try c.add(.select, condition, x, y))
        #expect(c.graph.outputs.count >= 10)
        c.expectReference(tolerance: tolerance(dtype))
    }

    @Test func randomBits() throws {
        var c = Case()
        let key = c.input([2], .uint32, [12345, 4_000_000_000])
        c.graph.outputs = [try c.add(.randomBits([3, 5]), key), try c.add(.randomBits([]), key)]
        c.expectReference()
    }

    /// The kernel in place of the composite's body, and the body where the axis is not the last.
    @Test(arguments: [0, 1], [DType.float32, .float64, .bfloat16])
    func softmaxes(axis: Int, dtype: DType) throws {
        let spec = TensorSpec([3, 4], dtype)
        var body = Graph()
        let x = body.addInput(spec)
        let e = try body.add(.unary(.exp), [x])
        let sum = try body.add(.reduce(.sum, axes: [axis]), [e])
        let all = try body.add(.broadcast(spec.shape, axes: [1 - axis]), [sum])
        let softmax = try body.add(.binary(.divide), [e, all])
        let logarithm = try body.add(.unary(.log), [softmax])

        var c = Case()
        let input = c.range(spec.shape, dtype, from: -3)
        for (name, result) in [("softmax", softmax), ("logSoftmax", logarithm)] {
            body.outputs = [result]
            let composite = Composite(name: name, attributes: [axis], body: body)
            c.graph.outputs.append(try c.add(.composite(composite), input))
        }
        c.expectReference(tolerance: dtype == .bfloat16 ? 0.1 : tolerance(dtype))
    }

    @Test func tensorsWithoutElements() throws {
        var c = Case()
        let x = c.range([0, 3])
        let y = try c.add(.binary(.add), x, c.add(.unary(.exp), x))
        c.graph.outputs = [
            y, try c.add(.concatenate(axis: 0), y, x), try c.add(.reduce(.sum, axes: [0]), y),
            try c.add(.pad(low: [1, 0], high: [0, 0], value: 2), y),
            try c.add(.matmul(transposeLHS: true, transposeRHS: false), x, y), x,
        ]
        c.expectReference()
    }
}
