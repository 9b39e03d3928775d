import LaminaGraph
import Testing

@Suite struct SplitIntoPartsTests {
    /// `x + y` of which slices between the bounds go through `tanh`.
    private func sliced(_ bounds: [(Int, Int)], sumIsOutput: Bool = true) throws -> Graph {
        var graph = Graph()
        let x = graph.addInput(TensorSpec([4, 12])), y = graph.addInput(TensorSpec([4, 12]))
        let sum = try graph.add(.binary(.add), [x, y])
        if sumIsOutput { graph.outputs = [sum] }
        for (first, last) in bounds {
            let slice = try graph.add(
                .slice(starts: [0, first], limits: [4, last], strides: [1, 1]), [sum])
            graph.outputs.append(try graph.add(.unary(.tanh), [slice]))
        }
        return graph
    }

    private func split(_ graph: Graph) throws -> Graph {
        let result = graph.splittingIntoParts(atLeast: 1, inRuns: 1)
        try result.verify()
        #expect(result.outputSpecs == graph.outputSpecs)
        return result
    }

    private func sums(_ graph: Graph) -> [Shape] {
        graph.nodes.filter { $0.primitive == .binary(.add) }.map(\.spec.shape)
    }

    @Test func slicesThatShareOutASumAreSummedAlone() throws {
        let graph = try sliced([(0, 3), (7, 12), (3, 7)])
        let result = try split(graph)
        #expect(sums(result) == [[4, 3], [4, 4], [4, 5]])
        let inputs: [[Double]] = [
            (0..<48).map { Double($0) / 8 }, (0..<48).map { Double(-$0) / 16 },
        ]
        expectSame(run(result, inputs), run(graph, inputs))
        #expect(result.nodes[result.outputs[0]].primitive == .concatenate(axis: 1))
    }

    @Test func aSumThatIsNoOutputIsNotMade() throws {
        let result = try split(sliced([(0, 6), (6, 12)], sumIsOutput: false))
        #expect(sums(result) == [[4, 6], [4, 6]])
        #expect(!result.nodes.contains { $0.primitive == .concatenate(axis: 1) })
    }

    @Test func gapsOverlapsAndOtherReadersKeepItWhole() throws {
        for bounds in [[(0, 6), (7, 12)], [(0, 7), (6, 12)], [(0, 12)], [(2, 6), (6, 12)]] {
            let graph = try sliced(bounds)
            #expect(try split(graph) == graph)
        }
        var other = try sliced([(0, 6), (6, 12)])
        other.outputs.append(try other.add(.reduce(.sum, axes: [0]), [other.outputs[0]]))
        #expect(try split(other) == other)
    }

    @Test func smallSlicesAndShortRunsStayTogether() throws {
        let graph = try sliced([(0, 6), (6, 12)])
        #expect(graph.splittingIntoParts(atLeast: 25, inRuns: 1) == graph)
        #expect(graph.splittingIntoParts(atLeast: 24, inRuns: 7) == graph)
        #expect(graph.splittingIntoParts(atLeast: 24, inRuns: 6) != graph)
    }
}
