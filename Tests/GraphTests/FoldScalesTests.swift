import LaminaGraph
import LaminaTestSupport
import Testing

@Suite struct FoldScalesTests {
    /// `(conv(x, w) - mean) · scale / deviation + bias` for inputs in that order.
    private func network(
        output: (inout Graph, _ convolution: Int, _ all: Int) throws -> [Int] = { [$2] }
    ) throws -> Graph {
        let channels = TensorSpec([4])
        let specs =
            [TensorSpec([1, 5, 5, 3]), TensorSpec([3, 3, 3, 4])] + (0..<4).map { _ in channels }
        var graph = Graph()
        let x = specs.map { graph.addInput($0) }
        let y = try graph.add(.convolution(ConvolutionWindow()), [x[0], x[1]])
        var z = y
        let operations: [Binary] = [.subtract, .multiply, .divide, .add]
        for (op, vector) in zip(operations, x[2...]) {
            let wide = try graph.add(.broadcast([1, 3, 3, 4], axes: [3]), [vector])
            z = try graph.add(.binary(op), [z, wide])
        }
        graph.outputs = try output(&graph, y, z)
        return graph
    }

    private func inputs(_ graph: Graph) -> [[Double]] {
        var random = SplitMix(seed: 7)
        return graph.inputSpecs.map { spec in
            (0..<spec.shape.elementCount).map { _ in
                Double(Float.random(in: 0.5...1.5, using: &random))
            }
        }
    }

    private func expectClose(_ a: Graph, _ b: Graph) throws {
        try a.verify()
        let values = inputs(b)
        for (x, y) in zip(run(a, values).joined(), run(b, values).joined()) {
            // Terms of about 1, 27 of them, each off by half a unit in the last place at most.
            #expect(abs(x - y) <= 27 * 0x1p-22)
        }
    }

    @Test func oneAdditionRemainsOfANormalisation() throws {
        let graph = try network()
        let folded = graph.foldingScales(steady: [1, 2, 3, 4, 5])
        let behind = folded.nodes.drop { $0.primitive.name != "convolution" }.dropFirst()
        #expect(behind.map(\.primitive.name) == ["broadcast", "add"])
        try expectClose(folded, graph)
    }

    @Test func aProductTakesAFactorToo() throws {
        for isTransposed in [false, true] {
            let w = TensorSpec(isTransposed ? [4, 3] : [3, 4])
            let graph = try graph([TensorSpec([2, 3]), w, TensorSpec([])]) { graph, x in
                let product = Primitive.matmul(transposeLHS: false, transposeRHS: isTransposed)
                let y = try graph.add(product, [x[0], x[1]])
                let wide = try graph.add(.broadcast([2, 4], axes: []), [x[2]])
                return try graph.add(.binary(.subtract), [wide, y])
            }
            let folded = graph.foldingScales(steady: [1, 2])
            #expect(folded != graph)
            try expectClose(folded, graph)
        }
    }

    @Test func whatChangesStaysWhereItIs() throws {
        let graph = try network()
        #expect(graph.foldingScales(steady: []) == graph)
        #expect(graph.foldingScales(steady: [2, 3, 4, 5]) == graph)
        #expect(graph.foldingScales(steady: [1, 2]) == graph)
        // With an input that is steady too, nothing is gained.
        #expect(graph.foldingScales(steady: [0, 1, 2, 3, 4, 5]) == graph)
    }

    @Test func aConvolutionWithAnotherReaderStays() throws {
        let graph = try network { [$1, $2] }
        #expect(graph.foldingScales(steady: [1, 2, 3, 4, 5]) == graph)
    }
}
