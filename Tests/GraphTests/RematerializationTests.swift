import LaminaGraph
import Testing

/// Values that are computed again before their late uses.
@Suite struct RematerializationTests {
    private static let all = RematerializationPolicy(leastPeak: 1, share: 1e9)

    /// Every node at a time of its own, in the graph's order.
    private func rematerialized(
        _ graph: Graph, _ policy: RematerializationPolicy = RematerializationTests.all
    ) -> Graph {
        graph.rematerialized(times: Array(graph.nodes.indices), policy: policy)
    }

    /// `relu(x · x)` is read at once and, behind a matrix product of everything, again.
    private func chain(_ primitive: Primitive = .unary(.relu)) throws -> Graph {
        var graph = Graph()
        let x = graph.addInput(TensorSpec([64, 64]))
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        let h = try graph.add(product, [x, x])
        let early = try graph.add(primitive, [h])
        var node = try graph.add(product, [early, early])
        for _ in 0..<3 { node = try graph.add(product, [node, x]) }
        let late = try graph.add(product, [early, node])
        graph.outputs = [try graph.add(product, [late, h])]
        return graph
    }

    private func count(_ primitive: Primitive, in graph: Graph) -> Int {
        graph.nodes.count { $0.primitive == primitive }
    }

    @Test func aLateReaderReadsACopyBehindABarrier() throws {
        let found = try rematerialized(chain())
        try found.verify()
        #expect(count(.unary(.relu), in: found) == 2)
        let copy = try #require(found.nodes.lastIndex { $0.primitive == .unary(.relu) })
        let barrier = found.nodes[found.nodes[copy].inputs[0]]
        #expect(barrier.primitive == .barrier)
        // What it waits for stands right before the late reader.
        #expect(barrier.inputs[1] > 4)
        #expect(found.nodes.last { $0.inputs.contains(copy) } != nil)
    }

    @Test func laterPassesLeaveTheCopyAlone() throws {
        let found = try rematerialized(chain())
        #expect(found.mergingCommonSubexpressions() == found)
        #expect(found.simplified().mergingMovements().removingDeadCode() == found)
    }

    @Test func smallPlansStayAsTheyAre() throws {
        let graph = try chain()
        #expect(rematerialized(graph, RematerializationPolicy()) == graph)
    }

    @Test func whatCostsMoreThanItsShareIsKept() throws {
        let graph = try chain()
        #expect(rematerialized(graph, RematerializationPolicy(leastPeak: 1, share: 1e-9)) == graph)
    }

    /// Above a limit more may be spent.
    @Test func aLimitAllowsMore() throws {
        let graph = try chain()
        let policy = RematerializationPolicy(
            leastPeak: 1, share: 1e-9, limit: 1, shareAboveLimit: 1e9)
        #expect(count(.unary(.relu), in: rematerialized(graph, policy)) == 2)
    }

    /// Its operand would have to be kept instead.
    @Test func aValueWhoseOperandIsGoneIsKept() throws {
        var graph = try chain()
        let last = graph.nodes.count - 1
        graph.nodes[last].inputs[1] = graph.nodes[last].inputs[0]
        #expect(rematerialized(graph) == graph)
    }

    /// A product is not cheap.
    @Test func onlyElementwiseOperationsAreRepeated() throws {
        let graph = try chain()
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        #expect(count(product, in: rematerialized(graph)) == count(product, in: graph))
    }

    @Test func everyBitOfRandomGraphsStays() throws {
        try expectEveryBitStays { rematerialized($0) }
    }

    /// Random bits follow from their key, so they are drawn again and come out the same.
    @Test func randomNumbersAreDrawnAgain() throws {
        var graph = Graph()
        let key = graph.addInput(TensorSpec([2], .uint32))
        let x = graph.addInput(TensorSpec([32, 32]))
        let product = Primitive.matmul(transposeLHS: false, transposeRHS: false)
        let bits = try graph.add(.randomBits([32, 32]), [key])
        let mask = try graph.add(.convert(.float32), [bits])
        var node = try graph.add(product, [mask, x])
        for _ in 0..<3 { node = try graph.add(product, [node, x]) }
        graph.outputs = [try graph.add(product, [node, mask])]
        let found = rematerialized(graph)
        #expect(count(.randomBits([32, 32]), in: found) == 2)
        let inputs: [[Double]] = [[7, 9], (0..<1024).map { Double($0 % 5) }]
        #expect(graph.reference(inputs: inputs) == found.reference(inputs: inputs))
    }
}
