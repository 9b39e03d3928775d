import LaminaGraph
import Testing

/// A primitive, its operands, and a part of what the rule says against them.
struct Refusal: CustomTestStringConvertible, Sendable {
    let primitive: Primitive
    let operands: [TensorSpec]
    let problem: String

    init(_ primitive: Primitive, _ operands: [TensorSpec], _ problem: String) {
        (self.primitive, self.operands, self.problem) = (primitive, operands, problem)
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

    @Test(arguments: refusals) func namesTheFault(refusal: Refusal) {
        let error = #expect(throws: OpError.self) {
            try refusal.primitive.spec(of: refusal.operands)
        }
        #expect(error?.problem.contains(refusal.problem) == true, "\(error?.problem ?? "")")
        #expect(error?.fix.isEmpty == false)
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
