import LaminaGraph
import Testing

/// Values that late loops compute again to spare the way through memory.
@Suite struct RecomputationTests {
    private static let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)

    private struct Trained {
        var graph = Graph()
        /// When each node runs.
        var times: [Int] = []

        mutating func input(_ shape: Shape) -> Int {
            times.append(0)
            return graph.addInput(TensorSpec(shape))
        }

        mutating func add(_ primitive: Primitive, _ operands: [Int], at time: Int) throws -> Int {
            times.append(time)
            return try graph.add(primitive, operands)
        }
    }

    /// `tanh(u)² + u` of a product u at time 2; at time 4 its derivative, behind another product.
    private func step(_ size: Int = 64, keeping: Bool = false) throws -> Trained {
        var step = Trained()
        let x = step.input([size, size])
        let u = try step.add(Self.product, [x, x], at: 1)
        let t = try step.add(.unary(.tanh), [u], at: 2)
        let square = try step.add(.binary(.multiply), [t, t], at: 2)
        let y = try step.add(.binary(.add), [square, u], at: 2)
        let dy = try step.add(Self.product, [y, x], at: 3)
        let slope = try step.add(.binary(.multiply), [dy, t], at: 4)
        let curved = try step.add(.binary(.subtract), [slope, square], at: 4)
        let du = try step.add(.binary(.multiply), [curved, u], at: 4)
        step.graph.outputs = [try step.add(Self.product, [du, x], at: 5)]
        if keeping { step.graph.outputs.append(try step.add(Self.product, [t, x], at: 6)) }
        return step
    }

    private func recomputed(_ step: Trained, least: Int = 1) -> Graph {
        step.graph.recomputed(times: step.times, leastByteCount: least)
    }

    private func count(_ primitive: Primitive, in graph: Graph) -> Int {
        graph.nodes.count { $0.primitive == primitive }
    }

    @Test func theLateLoopReadsTheOperandInsteadOfWhatFollowsFromIt() throws {
        let step = try step()
        let found = recomputed(step)
        try found.verify()
        #expect(count(.unary(.tanh), in: found) == 2)
        // The late loop starts from the product that the early one started from.
        let copy = try #require(found.nodes.lastIndex { $0.primitive == .unary(.tanh) })
        #expect(found.nodes[found.nodes[copy].inputs[0]].primitive == Self.product)
        let numbers = [(0..<64 * 64).map { Double($0 % 7) / 64 }]
        #expect(step.graph.reference(inputs: numbers) == found.reference(inputs: numbers))
    }

    @Test func whatStaysInTheCachesIsKept() throws {
        let step = try step()
        #expect(recomputed(step, least: 1 << 20) == step.graph)
    }

    /// What lies in memory for a product is read from there, and what follows from it is not worth it.
    @Test func whatAnotherKernelReadsIsKept() throws {
        let found = try recomputed(step(keeping: true))
        #expect(count(.unary(.tanh), in: found) == 1)
        #expect(count(.binary(.multiply), in: found) == 4)
    }

    /// Two operands would have to stay for one sum.
    @Test func whatWouldKeepMoreMemoryIsKept() throws {
        var step = Trained()
        let (x, y) = (step.input([64, 64]), step.input([64, 64]))
        let u = try step.add(Self.product, [x, y], at: 1)
        let v = try step.add(Self.product, [y, x], at: 2)
        let sum = try step.add(.binary(.add), [u, v], at: 3)
        let z = try step.add(Self.product, [x, x], at: 4)
        step.graph.outputs = [try step.add(.binary(.multiply), [z, sum], at: 5)]
        #expect(recomputed(step) == step.graph)
    }

    /// Two values of one early loop are read by one late loop, whose first reader stands before the second
    /// one's operands.
    @Test func whatIsRepeatedReadsOperandsBehindTheFirstReader() throws {
        var step = Trained()
        let (x, bias, other) = (step.input([64, 64]), step.input([64]), step.input([64]))
        let spread = Primitive.broadcast([64, 64], axes: [1])
        let wide = try step.add(spread, [bias], at: 0)
        let first = try step.add(.binary(.add), [x, wide], at: 1)
        let early = try step.add(.unary(.abs), [first], at: 1)
        let product = try step.add(Self.product, [early, x], at: 2)
        let reader = try step.add(.binary(.multiply), [product, first], at: 3)
        let otherWide = try step.add(spread, [other], at: 0)
        let second = try step.add(.binary(.add), [x, otherWide], at: 1)
        let otherEarly = try step.add(.unary(.abs), [second], at: 1)
        let otherProduct = try step.add(Self.product, [otherEarly, x], at: 4)
        step.graph.outputs = [
            try step.add(.binary(.multiply), [reader, second], at: 3), otherProduct,
        ]
        let found = recomputed(step)
        try found.verify()
        #expect(count(.binary(.add), in: found) == 4)
        let numbers = [64 * 64, 64, 64].map { count in (0..<count).map { Double($0 % 7) / 64 } }
        #expect(step.graph.reference(inputs: numbers) == found.reference(inputs: numbers))
    }

    /// A loop that runs on the parts of a convolution keeps doing so: the sum is written, and the factors
    /// are computed from that.
    @Test func aConvolutionsResultStaysInTheCaches() throws {
        var step = Trained()
        let (x, filter, bias) = (
            step.input([1, 8, 8, 4]), step.input([1, 1, 4, 4]), step.input([4])
        )
        let window = ConvolutionWindow()
        let u = try step.add(.convolution(window), [x, filter], at: 1)
        let wide = try step.add(.broadcast([1, 8, 8, 4], axes: [3]), [bias], at: 1)
        let sum = try step.add(.binary(.add), [u, wide], at: 2)
        let t = try step.add(.unary(.relu), [sum], at: 2)
        let square = try step.add(.binary(.multiply), [t, sum], at: 2)
        let z = try step.add(.convolution(window), [square, filter], at: 3)
        let late = try step.add(.binary(.multiply), [z, t], at: 4)
        let later = try step.add(.binary(.multiply), [late, sum], at: 4)
        step.graph.outputs = [try step.add(.convolution(window), [later, filter], at: 5)]
        let found = recomputed(step)
        #expect(count(.unary(.relu), in: found) == 2)
        #expect(count(.binary(.add), in: found) == 1)
    }

    @Test func everyBitOfRandomGraphsStays() throws {
        try expectEveryBitStays { graph in
            graph.recomputed(times: Array(graph.nodes.indices), leastByteCount: 1)
        }
    }
}
