import LaminaCPU
import LaminaGraph
import LaminaTestSupport
import Testing

@Suite struct FusionTests {
    private func plan(_ c: Case, aliases: [(output: Int, input: Int)] = []) -> Plan {
        Plan(c.graph.optimized(claiming: CPUExecutor.claims), aliases: aliases)
    }

    @Test func runsAChainInOneLoop() throws {
        var c = Case()
        let x = c.range([8, 8], from: -3)
        let doubled = try c.add(.binary(.multiply), x, c.constant(2, like: x))
        let shifted = try c.add(.binary(.add), doubled, c.constant(1, like: x))
        c.graph.outputs = [try c.add(.unary(.tanh), shifted), shifted]
        #expect(plan(c).stepCount == 1)
        c.expectReference(tolerance: 1e-6)
    }

    @Test func readsBroadcastAndTransposedOperandsWhereTheyLie() throws {
        var c = Case()
        let (x, row, y) = (c.range([3, 4]), c.range([4]), c.range([4, 3]))
        let sum = try c.add(.binary(.add), x, c.add(.broadcast([3, 4], axes: [1]), row))
        let cut = try c.add(
            .slice(starts: [1, 0], limits: [4, 3], strides: [2, 1]), c.add(.transpose([0, 1]), y))
        let spread = try c.add(.broadcast([2, 3, 1], axes: [0, 1]), cut)
        c.graph.outputs = [
            try c.add(.binary(.subtract), sum, c.add(.transpose([1, 0]), y)),
            try c.add(.unary(.negate), c.add(.reshape([1, 2, 3]), spread)),
        ]
        #expect(plan(c).stepCount == 2)
        c.expectReference()
    }

    /// The moments wait for the gradient, so that the whole update is one pass through memory.
    @Test func updatesLikeAdamInOneLoop() throws {
        var c = Case()
        let (p, m, v) = (c.range([4, 4]), c.range([4, 4], from: -7), c.range([4, 4], from: 1))
        let (x, y) = (c.range([4, 2]), c.range([2, 4], from: -3))
        func scaled(_ node: Int, _ factor: Double) throws -> Int {
            try c.add(.binary(.multiply), node, c.constant(factor, like: node))
        }
        let m1 = try scaled(m, 0.5), v1 = try scaled(v, 0.75)
        let g = try c.add(.matmul(transposeLHS: false, transposeRHS: false), x, y)
        let m2 = try c.add(.binary(.add), m1, scaled(g, 0.5))
        let v2 = try c.add(.binary(.add), v1, scaled(c.add(.binary(.multiply), g, g), 0.25))
        let step = try c.add(.binary(.divide), m2, c.add(.unary(.sqrt), v2))
        c.graph.outputs = [try c.add(.binary(.subtract), p, scaled(step, 0.125)), m2, v2]
        let aliases = [(output: 0, input: 0), (output: 1, input: 1), (output: 2, input: 2)]
        #expect(plan(c, aliases: aliases).stepCount == 2)
        c.expectReference(tolerance: 1e-6)
        #expect(
            c.run(CPUExecutor(), aliases: aliases, sharing: true)
                == c.run(CPUExecutor(without: [.fusion, .epilogues])))
    }

    /// `exp(x) / sum(exp(x))`: the division reads the exponential directly and through the sum.
    @Test func doesNotFuseAcrossAReduction() throws {
        var c = Case()
        let x = c.range([3, 5], from: -6)
        let e = try c.add(.unary(.exp), x)
        let sum = try c.add(.reduce(.sum, axes: [1]), e)
        c.graph.outputs = [
            try c.add(.binary(.divide), e, c.add(.broadcast([3, 5], axes: [0]), sum))
        ]
        #expect(plan(c).stepCount == 3)
        c.expectReference(tolerance: 1e-6)
    }

    /// 100 operands, 100 results, and 90 values alive at once: each is beyond a loop's limits.
    @Test func splitsWhatNoLoopHolds() throws {
        var c = Case()
        let inputs = (0..<100).map { c.range([3], from: Double($0)) }
        var sum = inputs[0]
        for input in inputs.dropFirst() { sum = try c.add(.binary(.add), sum, input) }
        var results: [Int] = [sum]
        for _ in 0..<100 {
            results.append(try c.add(.binary(.add), results[results.count - 1], inputs[1]))
        }
        let alive = try inputs.prefix(90).map { try c.add(.unary(.negate), $0) }
        var total = alive[0]
        for node in alive.dropFirst() { total = try c.add(.binary(.subtract), total, node) }
        for node in alive { total = try c.add(.binary(.maximum), total, node) }
        c.graph.outputs = results + [total]
        #expect(plan(c).stepCount < 40)
        c.expectReference()
    }

    /// Functions whose last bits depend on how they are computed come out the same, alone in a loop
    /// or not.
    @Test(arguments: 0..<40) func fusionChangesNoBitOfAnyFunction(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        var c = Case()
        let count = Int.random(in: 1...300, using: &random)
        var nodes = (0..<3).map { _ in
            c.input(
                [count, 7], .float32,
                (0..<count * 7).map { _ in .random(in: -3...3, using: &random) })
        }
        for _ in 0..<25 {
            let x = nodes.randomElement(using: &random) ?? nodes[0]
            let y = nodes.randomElement(using: &random) ?? nodes[0]
            let unary = Unary.allCases.filter {
                ![.not, .isNaN, .isFinite, .populationCount].contains($0)
            }
            let binary: [Binary] = [
                .add, .subtract, .multiply, .divide, .maximum, .minimum, .power,
            ]
            nodes.append(
                Bool.random(using: &random)
                    ? try c.add(.unary(unary.randomElement(using: &random) ?? .exp), x)
                    : try c.add(.binary(binary.randomElement(using: &random) ?? .add), x, y))
        }
        c.graph.outputs = Array(nodes.suffix(4))
        let bits = { (x: [[Double]]) in x.map { $0.map(\.bitPattern) } }
        #expect(
            bits(c.run(CPUExecutor())) == bits(c.run(CPUExecutor(without: [.fusion, .epilogues]))))
    }
}
