import LaminaCPU
import LaminaGraph
import LaminaTestSupport
import Testing

/// Plans that compute values again instead of keeping them.
@Suite struct RematerializationTests {
    private static let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)

    /// The training step of a chain of products with `relu(scale · x)` behind each, as a derivative has it.
    private func chain(_ depth: Int, rows: Int, width: Int) throws -> Graph {
        var graph = Graph()
        var r = graph.addInput(TensorSpec([rows, width]))
        let weights = (0..<depth).map { _ in graph.addInput(TensorSpec([width, width])) }
        let scale = graph.addInput(TensorSpec([width]))
        var inputs: [Int] = []
        var scaled: [Int] = []
        for weight in weights {
            inputs.append(r)
            let wide = try graph.add(.broadcast([rows, width], axes: [1]), [scale])
            let u = try graph.add(
                .binary(.multiply), [graph.add(Self.product, [r, weight]), wide])
            scaled.append(try graph.add(.unary(.exp), [u]))
            r = try graph.add(.unary(.relu), [scaled[scaled.count - 1]])
        }
        var gradient = r
        for layer in (0..<depth).reversed() {
            gradient = try graph.add(.binary(.multiply), [gradient, scaled[layer]])
            graph.outputs.append(
                try graph.add(
                    .matmul(transposeLHS: true, transposeRHS: false), [inputs[layer], gradient]))
            gradient = try graph.add(
                .matmul(transposeLHS: false, transposeRHS: true), [gradient, weights[layer]])
        }
        return graph
    }

    private func plan(_ graph: Graph, without: Set<Pass> = []) -> Plan {
        Pass.$omitted.withValue(without) { Plan(CPUExecutor.optimized(graph)) }
    }

    @Test func aDeepChainHoldsLess() throws {
        let graph = try chain(8, rows: 4096, width: 1024)
        let kept = plan(graph, without: [.rematerialization]).arenaByteCount
        #expect(plan(graph).arenaByteCount < kept * 3 / 4)
    }

    @Test func aSmallOneStaysAsItIs() throws {
        let graph = try chain(8, rows: 64, width: 32)
        #expect(
            plan(graph).description
                == plan(graph, without: [.rematerialization]).description)
    }

    /// With every bit, whatever is given up and wherever values come to lie.
    @Test(arguments: 2000..<2400) func randomPlansGiveTheSameNumbers(seed: Int) throws {
        var random = try RandomCase(seed: seed, operations: 80)
        let aliases = random.aliases()
        let c = random.case
        let expected = c.run(ReferenceExecutor())
        let policy = RematerializationPolicy(leastPeak: 1, share: 1e9)
        RematerializationPolicy.$current.withValue(policy) {
            Arena.$leastSorted.withValue(0) {
                #expect(c.run(CPUExecutor(), aliases: aliases) == expected)
                #expect(c.run(CPUExecutor(), aliases: aliases, sharing: true) == expected)
            }
        }
    }

    @Test func theChainGivesTheSameBits() throws {
        var c = Case()
        c.graph = try chain(4, rows: 24, width: 16)
        var random = SplitMix(seed: 3)
        c.inputs = c.graph.inputSpecs.map { spec in
            (0..<spec.shape.elementCount).map { _ in
                Double(Float.random(in: -0.3..<0.3, using: &random))
            }
        }
        let kept = c.run(CPUExecutor(without: [.rematerialization]))
        let policy = RematerializationPolicy(leastPeak: 1, share: 1e9)
        RematerializationPolicy.$current.withValue(policy) {
            #expect(CPUExecutor.optimized(c.graph).nodes.contains { $0.primitive == .barrier })
            #expect(c.run(CPUExecutor()) == kept)
        }
    }
}
