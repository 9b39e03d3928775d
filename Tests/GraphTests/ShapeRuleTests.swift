import LaminaGraph
import Testing

/// A primitive, its operands, and a part of what the rule says against them.
struct Refusal: CustomTestStringConvertible, Sendable {
    let primitive: Primitive
    let operands: [TensorSpec]
    let problem: String
    /// The name that the message begins with, where that is not the primitive's.
    let op: String?
    /// What the message lists first, where that is not the first operand.
    let first: String?

    init(
        _ primitive: Primitive, _ operands: [TensorSpec], _ problem: String, op: String? = nil,
        first: String? = nil
    ) {
        (self.primitive, self.operands, self.problem) = (primitive, operands, problem)
        (self.op, self.first) = (op, first)
    }

    var testDescription: String { "\(primitive.name) of \(operands)" }
}

private let x = TensorSpec([2, 3])
private let image = TensorSpec([1, 4, 4, 6])
private let complex = TensorSpec([2, 3], .complex64)

@Suite struct ShapeRuleTests {
    private static let refusals: [Refusal] = [
        Refusal(.unary(.negate), [TensorSpec([2], .bool)], "needs real numbers"),
        Refusal(.unary(.exp), [TensorSpec([2], .int32)], "needs a floating-point type"),
        Refusal(.unary(.not), [complex], "needs bool or integers"),
        Refusal(.unary(.not), [x, x], "takes another number of operands, not 2"),
        Refusal(.binary(.add), [x, TensorSpec([3, 2])], "operands differ"),
        Refusal(.binary(.add), [x, TensorSpec([2, 3], .float64)], "operands differ"),
        Refusal(.binary(.and), [complex, complex], "needs bool or integers"),
        Refusal(.binary(.maximum), [complex, complex], "needs ordered numbers"),
        Refusal(.binary(.shiftLeft), [x, x], "needs integers"),
        Refusal(.compare(.less), [complex, complex], "needs ordered numbers"),
        Refusal(.select, [x, x, x], "needs a bool condition"),
        Refusal(.reshape([4]), [x], "6 elements do not fill [4], which has 4"),
        Refusal(.reshape([-2, -3]), [x], "do not fill"),
        Refusal(.broadcast([2, 4], axes: [0, 1]), [x], "[2, 3] does not broadcast to [2, 4]"),
        Refusal(.broadcast([3, 2], axes: [1, 0]), [x], "does not broadcast"),
        Refusal(.transpose([0, 0]), [x], "[0, 0] is not an order of the axes 0..<2"),
        Refusal(
            .slice(starts: [0, 0], limits: [2, 4], strides: [1, 1]), [x], "does not lie inside"),
        Refusal(.pad(low: [0], high: [0], value: 0), [x], "one pair of sizes"),
        Refusal(.concatenate(axis: 0), [x, TensorSpec([2, 4])], "only axis 0 may differ"),
        Refusal(.concatenate(axis: 2), [x, x], "there is no axis 2"),
        Refusal(.concatenate(axis: 0), [TensorSpec([])], "there is no axis 0"),
        Refusal(.concatenate(axis: 0), [], "there is nothing to join"),
        Refusal(.reduce(.sum, axes: [1, 0]), [x], "are not rising axes"),
        Refusal(.reduce(.max, axes: [0]), [TensorSpec([0, 2])], "axis 0 is empty"),
        Refusal(.reduce(.any, axes: [0]), [x], "needs bool"),
        Refusal(.argReduce(largest: true, axis: 1), [TensorSpec([2, 0])], "empty or missing"),
        Refusal(
            .matmul(transposeLHS: false, transposeRHS: false), [x, x],
            "inner dimensions differ (3 and 2)"),
        Refusal(
            .convolution(ConvolutionWindow()), [image, TensorSpec([3, 3, 5, 8])],
            "the filter takes 5 channels in each of 1 groups, and x has 6"),
        Refusal(
            .convolution(ConvolutionWindow()), [image, TensorSpec([5, 5, 6, 8])],
            "larger than the padded input"),
        Refusal(
            .convolution(ConvolutionWindow()), [image, TensorSpec([0, 3, 6, 8])], "is empty"),
        Refusal(
            .pool(.max, PoolWindow(size: [2, 2], strides: [2, 2], padding: Padding(top: 2))),
            [image], "a window could lie in the padding alone"),
        Refusal(.gatherRows, [x, x], "int32 indices"),
        Refusal(.scatterRows(.add), [x, x, x], "int32 indices"),
        Refusal(
            .scatterRows(.add), [x, TensorSpec([4], .int32), TensorSpec([4, 2])],
            "updates [4, 2] are not one row for each index: [4, 3]"),
        Refusal(
            .scatterRows(.set), [x, TensorSpec([], .int32), TensorSpec([3], .int32)],
            "the types float32 and int32 differ"),
        Refusal(
            .scatterRows(.maximum),
            [complex, TensorSpec([], .int32), TensorSpec([3], .complex64)],
            "maximum is not defined for complex64"),
        Refusal(
            .argSort(axis: 1, descending: false, count: 4), [x],
            "4 elements are wanted of axis 1, which has 3"),
        Refusal(.argSort(axis: 2, descending: false, count: 0), [x], "there is no axis 2"),
        Refusal(
            .cumulative(.sum, axis: 0, reversed: false), [TensorSpec([2], .bool)],
            "needs real numbers"),
        Refusal(
            .cumulative(.logSumExp, axis: 0, reversed: false), [TensorSpec([2], .int32)],
            "needs real numbers"),
        Refusal(.cumulative(.max, axis: -1, reversed: false), [x], "there is no axis -1"),
        Refusal(
            .linearRecurrence(axis: 0, reversed: false), [x, TensorSpec([3, 2])],
            "operands differ"),
        Refusal(
            .dynamicSlice(sizes: [2, 4]), [x, TensorSpec([2], .int32)],
            "a part of sizes [2, 4] does not fit into [2, 3]"),
        Refusal(
            .dynamicSlice(sizes: [1, 1]), [x, TensorSpec([1], .int32)],
            "starts int32 [1] are not one int32 for each of 2 axes"),
        Refusal(
            .dynamicUpdate, [x, TensorSpec([1, 1], .int32), TensorSpec([2], .int32)],
            "the types float32 and int32 differ"),
        Refusal(.randomBits([4]), [TensorSpec([3], .uint32)], "operands differ"),
    ]

    private static let windows: [Refusal] = [
        conv(image, TensorSpec([3, 3, 6, 8], .float64), "needs one floating-point type"),
        conv(TensorSpec([1, 4, 4]), TensorSpec([3, 3, 6, 8]), "needs x [batch, height"),
        conv(
            TensorSpec([1, 4, 4, 0]), TensorSpec([3, 3, 0, 8]), "in each of 0 groups", groups: 0),
        conv(image, TensorSpec([3, 0, 6, 8]), "the filter is empty"),
        conv(image, filter, "strides and dilations start at 1", strides: [1, 0]),
        conv(image, filter, "strides and dilations start at 1", dilations: [0, 1]),
        Refusal(
            .convolutionInputGradient(ConvolutionWindow(), image.shape),
            [TensorSpec([1, 2, 2, 8]), TensorSpec([3, 3, 6, 8], .float64)],
            "needs one floating-point type", op: "conv2D", first: "float32 [1, 4, 4, 6]"),
        Refusal(
            .convolutionInputGradient(ConvolutionWindow(), image.shape),
            [TensorSpec([1, 2, 3, 8]), filter], "operands differ", first: "float32 [1, 2, 2, 8]"),
        Refusal(
            .convolutionFilterGradient(ConvolutionWindow(), filter.shape),
            [image, TensorSpec([1, 2, 2, 8], .float64)], "operands differ",
            first: "float32 [1, 2, 2, 8]"),
        pool(.max, TensorSpec([4, 4, 6]), "needs x [batch, height, width, channels]"),
        pool(.average, TensorSpec([1, 4, 4, 6], .int32), "needs a floating-point type"),
        pool(.max, image, "sizes and strides start at 1", size: [2, 0]),
        pool(.average, image, "sizes and strides start at 1", strides: [0, 1]),
        pool(.max, image, "in the padding alone", padding: Padding(bottom: 2)),
        pool(.max, image, "in the padding alone", padding: Padding(left: 2)),
        pool(.average, image, "in the padding alone", padding: Padding(right: 2)),
        pool(.max, image, "the 5 x 2 window is larger", size: [5, 2]),
        Refusal(
            .maxPoolGradient(PoolWindow(size: [2, 2], strides: [2, 2])),
            [image, TensorSpec([1, 2, 3, 6])], "operands differ", first: "float32 [1, 2, 2, 6]"),
        Refusal(
            .averagePoolGradient(PoolWindow(size: [2, 2], strides: [2, 2]), image.shape),
            [TensorSpec([1, 2, 3, 6])], "operands differ", first: "float32 [1, 2, 2, 6]"),
    ]

    private static let types: [Refusal] = [
        Refusal(.unary(.populationCount), [x], "needs integers"),
        Refusal(.unary(.isNaN), [complex], "needs real numbers"),
        Refusal(.binary(.add), [complex, complex], "needs real numbers"),
        Refusal(.binary(.add), [bits, bits], "needs numbers; convert bool"),
        Refusal(.binary(.remainder), [bits, bits], "needs ordered numbers"),
        Refusal(.binary(.atan2), [whole, whole], "needs a floating-point type"),
        Refusal(
            .binary(.nextAfter), [TensorSpec([2], .float16), TensorSpec([2], .float16)],
            "needs float32 or float64"),
        Refusal(
            .select, [bits, complex, complex], "needs real numbers", first: "complex64 [2, 3]"),
        Refusal(
            .select, [TensorSpec([3], .bool), x, x], "shapes differ", first: "[3]"),
        Refusal(.binary(.add), [x, whole], "operands differ"),
        Refusal(.randomBits([4]), [TensorSpec([3], .uint32)], "operands differ"),
        Refusal(.reduce(.sum, axes: [1, 1]), [x], "are not rising axes", op: "sum"),
        Refusal(.compare(.less), [x, whole], "operands differ"),
        Refusal(.select, [bits, x, whole], "operands differ", first: "float32 [2, 3]"),
        Refusal(.reduce(.max, axes: [1]), [complex], "needs ordered numbers", op: "max"),
        Refusal(.reduce(.product, axes: [1]), [complex], "needs real numbers", op: "product"),
        Refusal(.reduce(.sum, axes: [2]), [x], "are not rising axes", op: "sum"),
        Refusal(.argReduce(largest: true, axis: 2), [x], "axis 2 is empty or missing"),
        Refusal(.argSort(axis: 0, descending: false, count: 1), [complex], "needs ordered numbers"),
        Refusal(.argSort(axis: 0, descending: false, count: 1), [double], "needs ordered numbers"),
        Refusal(.cumulative(.max, axis: 0, reversed: false), [double], "needs ordered numbers"),
        Refusal(.linearRecurrence(axis: 0, reversed: true), [whole, whole], "needs real numbers"),
        Refusal(
            .linearRecurrence(axis: 0, reversed: true), [x, TensorSpec([2, 3], .float64)],
            "operands differ", first: "float32 [2, 3]"),
        Refusal(.complexParts, [x], "needs complex numbers", op: "parts"),
        Refusal(.complexFromParts, [x], "pairs along a last axis of 2", op: "complex"),
        Refusal(.fourier(.realForward), [TensorSpec([])], "needs floating-point lines", op: "fft"),
        Refusal(
            .fourier(.realForward), [TensorSpec([2, 0])], "a line of 0 elements", op: "fft"),
        Refusal(.fourier(.forward), [TensorSpec([2])], "complex ones as pairs", op: "fft"),
        Refusal(
            .fourier(.realInverse(length: 5)), [TensorSpec([2, 2])],
            "5 elements have 3 pairs, not 2", op: "fft"),
    ]

    private static let places: [Refusal] = [
        Refusal(
            .gatherRows, [TensorSpec([]), TensorSpec([2], .int32)], "needs a table of rows"),
        Refusal(
            .scatterRows(.set), [TensorSpec([]), TensorSpec([], .int32), TensorSpec([])],
            "needs a table of rows"),
        Refusal(
            .scatterRows(.multiply),
            [complex, TensorSpec([], .int32), TensorSpec([3], .complex64)],
            "multiply is not defined for complex64"),
        Refusal(
            .scatterRows(.minimum), [double, TensorSpec([], .int32), TensorSpec([3], .complex128)],
            "minimum is not defined for complex128"),
        Refusal(
            .dynamicSlice(sizes: []), [TensorSpec([]), TensorSpec([1], .int32)],
            "starts int32 [1] are not one int32 for each of 0 axes", first: "float32 []"),
        Refusal(
            .dynamicSlice(sizes: [2, 1]), [x, TensorSpec([1], .int32)],
            "starts int32 [1] are not one int32 for each of 2 axes"),
        Refusal(
            .dynamicSlice(sizes: [1, 1]), [x, TensorSpec([2, 1], .int32)],
            "starts int32 [2, 1] are not one int32 for each of 2 axes"),
        Refusal(
            .dynamicUpdate, [x, TensorSpec([2, 1]), TensorSpec([2])],
            "starts float32 [2] are not one int32 for each of 2 axes"),
        Refusal(
            .matrix(.factoredSolve(transposed: false)),
            [square, TensorSpec([3, 3], .float64), TensorSpec([3], .int32), TensorSpec([3, 2])],
            "the factors are those of another matrix"),
        Refusal(
            .matrix(.triangularSolve(lower: true, transposed: false, unitDiagonal: false)),
            [square, TensorSpec([2, 2])], "the right-hand sides do not fit 3 x 3 matrices"),
        Refusal(.matrix(.cholesky), [x], "needs square matrices, and a's are 2 x 3"),
    ]

    private static let movements: [Refusal] = [
        slice([-1, 0], [2, 3], [1, 1]), slice([1, 0], [0, 3], [1, 1]),
        slice([0, 0], [3, 3], [1, 1]), slice([0, 0], [2, 3], [1, 0]), slice([0], [2, 3], [1, 1]),
        slice([0, 0], [2], [1, 1]), slice([0, 0], [2, 3], [1]),
        pad([-1, 0], [0, 0]), pad([0, 0], [0, -1]), pad([0], [0, 0]), pad([0, 0], [0]),
        broadcast([2, 3], [1]), broadcast([3, 3], [0, 1]), broadcast([2, -3], [0, 1]),
        Refusal(.broadcast([3, 3], axes: [0, 0]), [square], "does not broadcast to"),
        broadcast([2, 3], [0, 2]), broadcast([2, 3], [-1, 1]),
        Refusal(
            .concatenate(axis: 0), [x, TensorSpec([2, 3], .float64)], "only axis 0 may differ",
            op: "concatenated"),
        Refusal(
            .concatenate(axis: 1), [x, TensorSpec([2, 3, 1])], "only axis 1 may differ",
            op: "concatenated"),
        Refusal(
            .transpose([0, 1, 2]), [x], "is not an order of the axes 0..<2", op: "transposed"),
        Refusal(.reverse(axes: [0, 0]), [x], "are not different axes", op: "flipped"),
        Refusal(.reverse(axes: [2]), [x], "are not different axes", op: "flipped"),
    ]

    private static func slice(
        _ starts: InlineInts, _ limits: InlineInts, _ strides: InlineInts
    ) -> Refusal {
        Refusal(
            .slice(starts: starts, limits: limits, strides: strides), [x], "does not lie inside")
    }

    private static func pad(_ low: InlineInts, _ high: InlineInts) -> Refusal {
        Refusal(.pad(low: low, high: high, value: 0), [x], "one pair of sizes", op: "padded")
    }

    private static func broadcast(_ shape: Shape, _ axes: InlineInts) -> Refusal {
        Refusal(.broadcast(shape, axes: axes), [x], "does not broadcast to")
    }

    private static let steps: [Refusal] = [
        Refusal(
            .conditional(Conditional(then: step, otherwise: step)), [flag, x],
            "operands differ from the body's", first: "[float32 [2, 3]]"),
        Refusal(
            .conditional(Conditional(then: step, otherwise: step)), [x, TensorSpec([2])],
            "the condition must be one bool", first: "float32 [2, 3]"),
        Refusal(
            .scan(
                Scan(
                    body: step, length: 4, carryCount: 1, sequenceCount: 0, isReversed: false,
                    keepsCarries: false)), [x], "operands differ from the body's",
            first: "[float32 [2, 3]]"),
        Refusal(
            .whileLoop(WhileLoop(condition: step, body: step, carryCount: 1, maxSteps: nil)), [x],
            "operands differ from the body's", first: "[float32 [2, 3]]"),
        Refusal(
            .whileLoop(WhileLoop(condition: step, body: step, carryCount: 1, maxSteps: nil)),
            [TensorSpec([2])], "the condition must give one bool", first: "[float32 [2]]"),
    ]

    private static let filter = TensorSpec([3, 3, 6, 8])
    private static let square = TensorSpec([3, 3])
    private static let bits = TensorSpec([2, 3], .bool)
    private static let whole = TensorSpec([2, 3], .int32)
    private static let double = TensorSpec([2, 3], .complex128)
    private static let flag = TensorSpec([], .bool)

    /// A body that hands on one tensor `[2]`.
    private static let step: Graph = {
        var graph = Graph()
        graph.outputs = [graph.addInput(TensorSpec([2]))]
        return graph
    }()

    private static func conv(
        _ x: TensorSpec, _ filter: TensorSpec, _ problem: String, strides: InlineInts = [1, 1],
        dilations: InlineInts = [1, 1], groups: Int = 1
    ) -> Refusal {
        let window = ConvolutionWindow(strides: strides, dilations: dilations, groups: groups)
        return Refusal(.convolution(window), [x, filter], problem, op: "conv2D")
    }

    private static func pool(
        _ kind: PoolKind, _ x: TensorSpec, _ problem: String, size: InlineInts = [2, 2],
        strides: InlineInts = [1, 1], padding: Padding = Padding()
    ) -> Refusal {
        let window = PoolWindow(size: size, strides: strides, padding: padding)
        return Refusal(
            .pool(kind, window), [x], problem, op: kind == .max ? "maxPool2D" : "averagePool2D")
    }

    @Test(arguments: refusals) func namesTheFault(refusal: Refusal) {
        let error = #expect(throws: OpError.self) {
            try refusal.primitive.spec(of: refusal.operands)
        }
        #expect(error?.problem.contains(refusal.problem) == true, "\(error?.problem ?? "")")
        #expect(error?.fix.isEmpty == false)
    }

    @Test(arguments: windows + types + places + movements + steps) func namesOperationAndOperand(
        refusal: Refusal
    ) {
        let error = #expect(throws: OpError.self) {
            try refusal.primitive.spec(of: refusal.operands)
        }
        #expect(error?.problem.contains(refusal.problem) == true, "\(error?.problem ?? "")")
        #expect(error?.op == refusal.op ?? refusal.primitive.name)
        #expect(
            error?.operands.first?.value
                == refusal.first ?? refusal.operands.first.map { "\($0)" })
        #expect(error?.fix.isEmpty == false && error?.fix != error?.problem)
    }

    @Test func complexRowsAreReplacedAndAdded() throws {
        let operands = [complex, TensorSpec([], .int32), TensorSpec([3], .complex64)]
        for mode in [ScatterMode.set, .add] {
            #expect(try Primitive.scatterRows(mode).spec(of: operands) == complex)
        }
    }

    @Test func sliceMayBeEmptyAtTheEnd() throws {
        let slice = Primitive.slice(starts: [2, 0], limits: [2, 3], strides: [1, 2])
        #expect(try slice.spec(of: [x]).shape == [0, 2])
    }

    @Test func aWeightStoredTheOtherWayRoundIsGuessed() {
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        let turned = #expect(throws: OpError.self) {
            try product.spec(of: [x, TensorSpec([4, 3])])
        }
        #expect(turned?.fix.contains("needs transposed()") == true)
        let other = #expect(throws: OpError.self) {
            try product.spec(of: [x, TensorSpec([4, 5])])
        }
        #expect(other?.fix == "give rhs 3 rows")
    }

    @Test func joiningScalarsSaysHow() {
        let error = #expect(throws: OpError.self) {
            try Primitive.concatenate(axis: 0).spec(of: [TensorSpec([])])
        }
        #expect(error?.fix == "stack scalars along a new axis")
        let other = #expect(throws: OpError.self) {
            try Primitive.concatenate(axis: 1).spec(of: [TensorSpec([2])])
        }
        #expect(other?.fix == "use an axis of [2]")
    }

    @Test func aStartForEachRowOfALine() throws {
        let starts = TensorSpec([3, 0], .int32)
        let line = TensorSpec([3])
        #expect(try Primitive.dynamicSlice(sizes: [3]).spec(of: [line, starts]) == line)
    }

    @Test func solutionsHaveTheSpecOfTheirRightHandSides() throws {
        let b = TensorSpec([3, 2])
        let operands = [Self.square, Self.square, TensorSpec([3], .int32), b]
        #expect(try Primitive.matrix(.factoredSolve(transposed: true)).spec(of: operands) == b)
    }

    @Test func routinesHaveAsManyResultsAsTheySay() throws {
        let routines: [MatrixRoutine] = [
            .cholesky, .lu, .qr(complete: true), .svd(complete: false), .singularValues,
            .symmetricEigen, .symmetricEigenvalues,
            .triangularSolve(lower: true, transposed: false, unitDiagonal: false),
            .factoredSolve(transposed: false),
        ]
        let operands = [Self.square, Self.square, TensorSpec([3], .int32), TensorSpec([3, 2])]
        for routine in routines {
            #expect(try routine.resultSpecs(of: operands).count == routine.resultCount)
        }
    }

    /// Each border counts, and only on its own axis.
    @Test func specsOfPaddedWindows() throws {
        let borders: [(Padding, Shape)] = [
            (Padding(top: 1), [1, 3, 2, 8]), (Padding(bottom: 1), [1, 3, 2, 8]),
            (Padding(left: 1), [1, 2, 3, 8]), (Padding(right: 1), [1, 2, 3, 8]),
        ]
        for (padding, shape) in borders {
            let window = ConvolutionWindow(padding: padding)
            #expect(
                try Primitive.convolution(window).spec(of: [image, Self.filter]).shape == shape)
            let pool = PoolWindow(size: [3, 3], strides: [1, 1], padding: padding)
            let channels = try Primitive.pool(.max, pool).spec(of: [image]).shape
            #expect(channels == Shape(shape.dropLast() + [6]))
        }
    }

    @Test func specsOfWindows() throws {
        let window = ConvolutionWindow(
            strides: [2, 1], dilations: [1, 2],
            padding: Padding(top: 1, bottom: 0, left: 2, right: 2))
        let filter = TensorSpec([3, 3, 6, 8])
        #expect(try Primitive.convolution(window).spec(of: [image, filter]).shape == [1, 2, 4, 8])
        let pool = PoolWindow(size: [3, 2], strides: [2, 2])
        #expect(try Primitive.pool(.average, pool).spec(of: [image]).shape == [1, 1, 2, 6])
    }

    @Test func emptyAxesPassThrough() throws {
        let empty = TensorSpec([0, 3])
        #expect(try Primitive.reduce(.sum, axes: [0]).spec(of: [empty]).shape == [3])
        #expect(try Primitive.reduce(.max, axes: [1]).spec(of: [empty]).shape == [0])
        #expect(try Primitive.concatenate(axis: 0).spec(of: [empty, x]).shape == [2, 3])
    }
}
