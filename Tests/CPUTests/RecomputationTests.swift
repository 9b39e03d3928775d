import LaminaCPU
import LaminaGraph
import Testing

/// Plans whose loops compute values again instead of reading them.
@Suite struct RecomputationTests {
    private static let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
    private static let policy = RematerializationPolicy(leastRecomputed: 1)

    /// `(1 + tanh(x w)) x w`, and its derivative behind another product.
    private func step(_ size: Int) throws -> Graph {
        var graph = Graph()
        let (x, w) = (
            graph.addInput(TensorSpec([size, size])), graph.addInput(TensorSpec([size, size]))
        )
        let u = try graph.add(Self.product, [x, w])
        let t = try graph.add(.unary(.tanh), [u])
        let squared = try graph.add(.binary(.multiply), [t, t])
        let raised = try graph.add(.binary(.add), [t, squared])
        let y = try graph.add(.binary(.multiply), [raised, u])
        let dy = try graph.add(Self.product, [y, w])
        let slope = try graph.add(
            .binary(.subtract), [try graph.add(.binary(.multiply), [dy, raised]), squared])
        graph.outputs = [
            try graph.add(Self.product, [try graph.add(.binary(.multiply), [slope, u]), w])
        ]
        return graph
    }

    private func plan(_ graph: Graph, without: Set<Pass> = []) -> Plan {
        Pass.$omitted.withValue(without) { Plan(CPUExecutor.optimized(graph)) }
    }

    /// Product, loop, product, loop, product: what the second loop needs is not handed on from the first.
    @Test func loopsMoveLess() throws {
        let graph = try step(512)
        let (long, short) = (plan(graph, without: [.recomputation]), plan(graph))
        #expect(long.stepCount == 5 && short.stepCount == 5)
        #expect(short.arenaByteCount < long.arenaByteCount)
        #expect(short.description.contains("loop of 6"))
    }

    @Test func smallPlansStayAsTheyAre() throws {
        let graph = try step(64)
        #expect(plan(graph).description == plan(graph, without: [.recomputation]).description)
    }

    /// With every bit, whatever is given up and wherever values come to lie.
    @Test(arguments: 3000..<3400) func randomPlansGiveTheSameNumbers(seed: Int) throws {
        var random = try RandomCase(seed: seed, operations: 80)
        let aliases = random.aliases()
        let c = random.case
        let expected = c.run(ReferenceExecutor())
        RematerializationPolicy.$current.withValue(Self.policy) {
            #expect(c.run(CPUExecutor(), aliases: aliases) == expected)
            #expect(c.run(CPUExecutor(), aliases: aliases, sharing: true) == expected)
        }
    }
}
