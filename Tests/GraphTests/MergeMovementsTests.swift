import LaminaGraph
import Testing

@Suite struct MergeMovementsTests {
    /// The graph of movements of one input, merged and without what nobody reads, with the same values.
    private func merged(_ shape: Shape, _ movements: Primitive...) throws -> Graph {
        let graph = try graph([TensorSpec(shape)]) { graph, x in
            try movements.reduce(x[0]) { try graph.add($1, [$0]) }
        }
        return try checked(graph)
    }

    private func checked(_ graph: Graph) throws -> Graph {
        let result = graph.mergingMovements().removingDeadCode()
        try result.verify()
        let inputs = graph.inputSpecs.map { (0..<$0.shape.elementCount).map(Double.init) }
        expectSame(run(result, inputs), run(graph, inputs))
        return result
    }

    private func slice(_ starts: InlineInts, _ limits: InlineInts, _ strides: InlineInts)
        -> Primitive
    {
        .slice(starts: starts, limits: limits, strides: strides)
    }

    @Test func movementsThatCancelVanish() throws {
        #expect(
            try merged(
                [2, 3, 4], .transpose([2, 0, 1]), .transpose([1, 2, 0]), .reshape([6, 4]),
                .reshape([24]), .reshape([2, 3, 4])
            ).outputs == [0])
        #expect(
            try merged([2, 3], .reverse(axes: [0, 1]), .reverse(axes: [1, 0])).outputs == [0])
    }

    @Test func twoOfOneKindBecomeOne() throws {
        let broadcast = try merged(
            [3], .broadcast([2, 3], axes: [1]), .broadcast([2, 4, 3], axes: [0, 2]))
        #expect(broadcast.nodes.last?.primitive == .broadcast([2, 4, 3], axes: [2]))
        let reverse = try merged([2, 3, 4], .reverse(axes: [0, 1]), .reverse(axes: [1, 2]))
        #expect(reverse.nodes.last?.primitive == .reverse(axes: [0, 2]))
        let slices = try merged(
            [20, 4], slice([3, 0], [20, 4], [2, 1]), slice([1, 1], [8, 4], [3, 1]))
        #expect(slices.nodes.last?.primitive == slice([5, 1], [18, 4], [6, 1]))
        #expect([broadcast, reverse, slices].allSatisfy { $0.nodes.count == 2 })
    }

    @Test func aPartOfAConcatenationIsReadWhereItComesFrom() throws {
        let specs = [TensorSpec([2, 3]), TensorSpec([4, 3])]
        func part(_ from: Int, _ to: Int) throws -> Graph {
            try checked(
                graph(specs) { graph, x in
                    let both = try graph.add(.concatenate(axis: 0), x)
                    return try graph.add(slice([from, 0], [to, 3], [1, 1]), [both])
                })
        }
        #expect(try part(0, 2).outputs == [0])
        #expect(try part(2, 6).outputs == [1])
        #expect(try part(3, 5).nodes.last?.primitive == slice([1, 0], [3, 3], [1, 1]))
        #expect(try part(1, 3).names == ["concatenate", "slice"])
    }

    @Test func whatWasPaddedIsCutOffAgain() throws {
        let pad = Primitive.pad(low: [1, 2], high: [0, 3], value: 7)
        #expect(try merged([4, 5], pad, slice([1, 2], [5, 7], [1, 1])).outputs == [0])
        #expect(try merged([4, 5], pad, slice([2, 2], [5, 7], [2, 2])).names == ["slice"])
        #expect(
            try merged([4, 5], pad, slice([0, 2], [5, 7], [1, 1])).names == ["pad", "slice"])
    }
}
