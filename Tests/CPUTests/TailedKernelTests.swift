import LaminaCPU
import LaminaGraph
import Testing

@Suite struct TailedKernelTests {
    /// `relu(f(x, w) + bias + residual)` and the same negated, for a convolution or a product `f`.
    private func network(
        _ x: Shape, _ w: Shape, _ y: Shape, _ primitive: Primitive, outputs: Int = 2
    ) throws -> Case {
        var c = Case()
        func values(_ shape: Shape, _ step: Int) -> [Double] {
            (0..<shape.elementCount).map { Double($0 * step % 11 - 5) }
        }
        let operands = [c.input(x, .float32, values(x, 3)), c.input(w, .float32, values(w, 5))]
        let bias = c.input([y[y.rank - 1]], .float32, values([y[y.rank - 1]], 1))
        let residual = c.input(y, .float32, values(y, 7))
        let result = try c.graph.add(primitive, operands)
        let spread = try c.add(.broadcast(y, axes: [y.rank - 1]), bias)
        let sum = try c.add(.binary(.add), c.add(.binary(.add), result, spread), residual)
        let relu = try c.add(.unary(.relu), sum)
        c.graph.outputs = Array([relu, try c.add(.unary(.negate), relu), result].prefix(outputs))
        return c
    }

    private func convolution(channels: Int, groups: Int = 1, outputs: Int = 2) throws -> Case {
        let window = ConvolutionWindow(
            padding: Padding(top: 1, bottom: 1, left: 1, right: 1), groups: groups)
        return try network(
            [2, 10, 10, channels], [3, 3, channels / groups, channels], [2, 10, 10, channels],
            .convolution(window), outputs: outputs)
    }

    private func expectOneStep(_ c: Case, steady: Set<Int>, steps: Int = 1) {
        let plan = Plan(c.graph, steady: steady)
        #expect(plan.stepCount == steps)
        #expect(c.run(plan) == c.run(unfusedPlan(c.graph)))
        #expect(c.run(plan) == c.run(ReferenceExecutor()))
    }

    @Test(arguments: [(16, 1), (32, 1), (3, 1), (32, 32)])
    func aLoopRunsBehindAConvolution(channels: Int, groups: Int) throws {
        let c = try convolution(channels: channels, groups: groups)
        expectOneStep(c, steady: [])
        expectOneStep(c, steady: [1, 2])
    }

    @Test(arguments: [(200, 40, 24), (97, 33, 10)])
    func aLoopRunsBehindAProductThatIsCutIntoRows(m: Int, n: Int, k: Int) throws {
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        let c = try network([m, k], [k, n], [m, n], product)
        expectOneStep(c, steady: [1])
        // Only packed products are cut so.
        expectOneStep(c, steady: [], steps: 2)
    }

    /// Somebody else wants the bare result.
    @Test func aResultWithOtherReadersStaysByItself() throws {
        expectOneStep(try convolution(channels: 16, outputs: 3), steady: [1], steps: 2)
    }

    /// The residual is read by the loop when the convolution has written: it keeps its memory.
    @Test func anOutputMayTakeTheMemoryOfTheResidual() throws {
        let c = try convolution(channels: 16)
        let aliases = [(output: 0, input: 3)]
        let plan = Plan(c.graph, aliases: aliases, steady: [1])
        #expect(c.run(plan, aliases: aliases) == c.run(ReferenceExecutor()))
    }
}
