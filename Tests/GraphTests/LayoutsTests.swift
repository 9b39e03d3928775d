import LaminaGraph
import LaminaTestSupport
import Testing

/// Transposes that meet and cancel.
@Suite struct LayoutsTests {
    /// A network with channels first, around convolutions that read channels last.
    private struct ChannelsFirst {
        var graph = Graph()

        mutating func add(_ primitive: Primitive, _ inputs: Int...) throws -> Int {
            try graph.add(primitive, inputs)
        }

        func shape(_ node: Int) -> Shape { graph.nodes[node].spec.shape }

        mutating func convolution(_ x: Int, _ channels: Int) throws -> Int {
            let filter = graph.addInput(TensorSpec([3, 3, shape(x)[1], channels]))
            let window = ConvolutionWindow(
                padding: Padding(top: 1, bottom: 1, left: 1, right: 1))
            let last = try add(.transpose([0, 2, 3, 1]), x)
            return try add(.transpose([0, 3, 1, 2]), add(.convolution(window), last, filter))
        }

        /// `(x - sum) · scale` for each channel, with a sum over the batch or one that is given.
        mutating func norm(_ x: Int, isTraining: Bool) throws -> Int {
            let shape = self.shape(x)
            let sum =
                isTraining
                ? try add(.reduce(.sum, axes: [0, 2, 3]), x)
                : graph.addInput(TensorSpec([shape[1]]))
            let scale = graph.addInput(TensorSpec([shape[1]]))
            let centred = try add(
                .binary(.subtract), x, add(.broadcast(shape, axes: [1]), sum))
            return try add(.binary(.multiply), centred, add(.broadcast(shape, axes: [1]), scale))
        }
    }

    private func transposes(_ graph: Graph) -> Int {
        graph.nodes.count { if case .transpose = $0.primitive { true } else { false } }
    }

    /// Random whole numbers, of which all sums are exact.
    private func inputs(_ graph: Graph) -> [[Double]] {
        var random = SplitMix(seed: 7)
        return graph.inputSpecs.map { spec in
            (0..<spec.shape.elementCount).map { _ in Double(Int.random(in: -2...2, using: &random))
            }
        }
    }

    private func expectSameNumbers(_ a: Graph, _ b: Graph) throws {
        try b.verify()
        #expect(a.outputSpecs == b.outputSpecs)
        let inputs = inputs(a)
        #expect(a.reference(inputs: inputs) == b.reference(inputs: inputs))
    }

    /// At inference transposes remain at the ends alone; in training what a sum reads is put in its order, too.
    @Test(arguments: [(false, 2), (true, 6)])
    func aResidualNetworkMovesWhatItsEndsAndSumsRead(isTraining: Bool, moved: Int) throws {
        var n = ChannelsFirst()
        var x = n.graph.addInput(TensorSpec([2, 3, 4, 5]))
        x = try n.convolution(x, 6)
        for _ in 0..<2 {
            let h = try n.add(.unary(.relu), n.norm(n.convolution(x, 6), isTraining: isTraining))
            x = try n.add(
                .unary(.relu),
                n.add(.binary(.add), x, n.norm(n.convolution(h, 6), isTraining: isTraining)))
        }
        n.graph.outputs = [x]
        let found = n.graph.arrangingLayouts()
        #expect(transposes(n.graph) == 10 && transposes(found) == moved)
        try expectSameNumbers(n.graph, found)
    }

    @Test func behindACountNoneIsLeft() throws {
        var n = ChannelsFirst()
        let x = n.graph.addInput(TensorSpec([2, 4, 4, 3]))
        let h = try n.convolution(n.add(.transpose([0, 3, 1, 2]), x), 5)
        let whole = try n.add(.convert(.int32), n.add(.unary(.relu), h))
        n.graph.outputs = [try n.add(.reduce(.sum, axes: [2, 3]), whole)]
        let found = n.graph.arrangingLayouts()
        #expect(transposes(found) == 0)
        try expectSameNumbers(n.graph, found)
    }

    @Test func axesOfConcatenationsPadsSlicesAndReversalsAreRenamed() throws {
        var n = ChannelsFirst()
        var x = n.graph.addInput(TensorSpec([2, 3, 4, 5]))
        x = try n.convolution(x, 6)
        x = try n.add(.concatenate(axis: 1), x, n.add(.reverse(axes: [1, 3]), x))
        x = try n.add(.pad(low: [0, 1, 0, 2], high: [0, 0, 3, 0], value: 1), x)
        x = try n.add(
            .slice(starts: [0, 1, 0, 1], limits: [2, 13, 6, 7], strides: [1, 2, 1, 3]), x)
        x = try n.convolution(x, 2)
        n.graph.outputs = [x]
        let found = n.graph.arrangingLayouts()
        #expect(transposes(found) == 2)
        try expectSameNumbers(n.graph, found)
    }

    /// A mask in the user's own order is moved once instead of two results.
    @Test func anOperandInAnotherOrderIsMovedWhereThatIsLess() throws {
        var n = ChannelsFirst()
        var x = n.graph.addInput(TensorSpec([2, 3, 4, 5]))
        x = try n.convolution(x, 6)
        let mask = n.graph.addInput(TensorSpec([2, 6, 4, 5]))
        x = try n.convolution(n.add(.binary(.multiply), x, mask), 6)
        n.graph.outputs = [x]
        let found = n.graph.arrangingLayouts()
        #expect(transposes(n.graph) == 4 && transposes(found) == 3)
        try expectSameNumbers(n.graph, found)
    }

    @Test func whatMovesNoFewerElementsStays() throws {
        var graph = Graph()
        let x = graph.addInput(TensorSpec([3, 4, 5]))
        let turned = try graph.add(.transpose([2, 0, 1]), [x])
        graph.outputs = [try graph.add(.unary(.exp), [turned])]
        #expect(graph.arrangingLayouts() == graph)
    }

    /// A kernel adds in an order that follows from how elements lie.
    @Test(arguments: [DType.float32, .int32])
    func whereAReductionRoundsItsOperandKeepsItsOrder(_ dtype: DType) throws {
        var n = ChannelsFirst()
        let x = n.graph.addInput(TensorSpec([3, 4, 5], dtype))
        let turned = try n.add(.transpose([1, 0, 2]), x)
        n.graph.outputs = [try n.add(.reduce(.sum, axes: [0, 1]), turned)]
        let found = n.graph.arrangingLayouts()
        #expect(transposes(found) == (dtype == .float32 ? 1 : 0))
        try expectSameNumbers(n.graph, found)
    }
}
