import LaminaCPU
import LaminaGraph
import Testing

@Suite struct PreparationTests {
    /// A convolution of 32 channels, which reads its filter in an order of its own.
    private func convolution() throws -> Case {
        var c = Case()
        let x = c.input([1, 12, 12, 32], .float32, (0..<4608).map { Double($0 % 7 - 3) })
        let w = c.input([3, 3, 32, 32], .float32, (0..<9216).map { Double($0 % 5 - 2) })
        let scale = c.range([32], from: 1)
        let scaled = try c.add(
            .binary(.multiply), w, c.add(.broadcast([3, 3, 32, 32], axes: [3]), scale))
        let window = ConvolutionWindow(
            padding: Padding(top: 1, bottom: 1, left: 1, right: 1))
        c.graph.outputs = [try c.add(.convolution(window), x, scaled)]
        return c
    }

    @Test func packsTheFilterOfAConvolutionOnce() throws {
        let c = try convolution()
        let (plain, steady) = (Plan(c.graph), Plan(c.graph, steady: [1, 2]))
        #expect((plain.stepCount, plain.keptByteCount) == (2, 0))
        // The filter's sixteen points are kept, a cache line apart, and the scaled filter between is not.
        #expect((steady.stepCount, steady.keptByteCount) == (1, 16 * (32 * 32 + 16) * 4))
        #expect(c.run(steady) == c.run(plain))
        #expect(c.run(steady) == c.run(ReferenceExecutor()))
    }

    /// Otherwise memory would grow with everything that a large table of weights is spread over.
    @Test func keepsNoMoreThanAMebibyteAndTwiceTheSteadyInputs() throws {
        var c = Case()
        let w = c.range([1024])
        let table = try c.add(
            .matmul(transposeLHS: true, transposeRHS: false),
            c.add(.reshape([1, 1024]), w), c.add(.reshape([1, 1024]), w))
        let x = c.input([], .float32, [2])
        c.graph.outputs = [
            try c.add(.binary(.add), table, c.add(.broadcast([1024, 1024], axes: []), x))
        ]
        #expect(Plan(c.graph, steady: [0]).keptByteCount == 0)
    }

    @Test func computesAnOutputOfSteadyInputsAloneAnew() throws {
        var c = Case()
        let w = c.range([64])
        c.graph.outputs = [try c.add(.unary(.exp), w), try c.add(.unary(.exp), w), w]
        let plan = Plan(c.graph, steady: [0])
        let first = c.run(plan)
        #expect(c.run(plan) == first && first == c.run(Plan(c.graph)))
        c.inputs[0].reverse()
        #expect(c.run(plan, generation: 1) == c.run(Plan(c.graph)))
    }
}
