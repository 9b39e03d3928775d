import Glibc
import LaminaCPU
import LaminaGraph
import Testing

@Suite struct ReducedLoopTests {
    /// Sums of squares and maxima of `x * y` over the axes, and `x * y` itself if it is `kept`.
    private func sums(
        _ shape: Shape, over axes: InlineInts, dtype: DType = .float32, kept: Bool = false
    ) throws -> Case {
        var c = Case()
        let values = (0..<shape.elementCount).map { Double($0 * 7 % 23 - 11) / 8 }
        let x = c.input(shape, dtype, values)
        let y = c.input(shape, dtype, values.reversed())
        let product = try c.add(.binary(.multiply), x, y)
        let square = try c.add(.binary(.multiply), product, product)
        let absolute = try c.add(.unary(.abs), product)
        c.graph.outputs = [
            try c.add(.reduce(.sum, axes: axes), square),
            try c.add(.reduce(.max, axes: axes), absolute),
        ]
        if kept { c.graph.outputs.append(try c.add(.unary(.negate), product)) }
        return c
    }

    private func expectOneStep(_ c: Case, _ name: Comment) {
        let plan = Plan(c.graph)
        #expect(plan.stepCount == 1, name)
        #expect(c.run(plan) == c.run(unfusedPlan(c.graph)), name)
    }

    /// Whole, in rows, in columns; small, and cut into partial sums.
    @Test(arguments: [DType.float32, .float64, .int32])
    func theBitsAreThoseOfLoopAndReduction(dtype: DType) throws {
        for (shape, axes): (Shape, InlineInts) in [
            ([5], [0]), ([100_003], [0]), ([300, 70], [1]), ([2, 90_001], [1]), ([90_001, 6], [0]),
            ([3, 40, 17], [1]), ([500, 1000], [0]),
        ] {
            expectOneStep(try sums(shape, over: axes, dtype: dtype), "\(shape) over \(axes)")
        }
    }

    /// What somebody else reads too is written, in the memory of an operand that is not needed any more.
    @Test func otherResultsOfTheLoopAreKept() throws {
        let c = try sums([700, 300], over: [0], kept: true)
        expectOneStep(c, "kept")
        let aliases = [(output: 2, input: 0)]
        #expect(
            c.run(Plan(c.graph, aliases: aliases), aliases: aliases)
                == c.run(unfusedPlan(c.graph)))
    }

    /// What is large enough to be written past the caches, in rows that begin beside the cache lines.
    @Test func largeResultsWithOddRowsAreKept() throws {
        let (rows, columns) = (2048, 5001)
        var graph = Graph()
        let x = graph.addInput(TensorSpec([rows, columns]))
        let square = try graph.add(.binary(.multiply), [x, x])
        let negated = try graph.add(.unary(.negate), [square])
        graph.outputs = [try graph.add(.reduce(.sum, axes: [1]), [negated]), square]
        let input = Buffer(byteCount: rows * columns * 4)
        let numbers = input.pointer.bindMemory(to: Float.self, capacity: rows * columns)
        for place in 0..<rows * columns { numbers[place] = Float(place % 31 - 15) / 4 }
        func run(_ plan: Plan) throws -> [Buffer] {
            let outputs = graph.outputSpecs.map { Buffer(byteCount: $0.byteCount) }
            try plan.run(inputs: [input], outputs: outputs)
            return outputs
        }
        let plan = Plan(graph)
        #expect(plan.stepCount == 1)
        let (found, wanted) = (try run(plan), try run(unfusedPlan(graph)))
        for (a, b) in zip(found, wanted) { #expect(memcmp(a.pointer, b.pointer, a.byteCount) == 0) }
    }

    /// Columns beyond a piece's width do not lie in one stretch, and a transposed operand is read in boxes.
    @Test func whatDoesNotLieInOneStretchStaysByItself() throws {
        let wide = try sums([64, 3000], over: [0])
        #expect(Plan(wide.graph).stepCount == 3)
        var turned = Case()
        let x = turned.range([400, 300])
        let y = turned.range([300, 400])
        let sum = try turned.add(
            .binary(.add), x, try turned.add(.transpose([1, 0]), y))
        turned.graph.outputs = [try turned.add(.reduce(.sum, axes: [1]), sum)]
        #expect(Plan(turned.graph).stepCount == 2)
        turned.expectReference()
    }

    /// A reduction of a part of the loop's result needs the result.
    @Test func aSliceIsReducedByItself() throws {
        var c = Case()
        let x = c.range([40, 30])
        let y = try c.add(.unary(.negate), x)
        let part = try c.add(
            .slice(starts: [10, 0], limits: [20, 30], strides: [1, 1]), y)
        c.graph.outputs = [try c.add(.reduce(.sum, axes: [0, 1]), part)]
        #expect(Plan(c.graph).stepCount == 2)
        c.expectReference()
    }
}
