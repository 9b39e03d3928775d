import LaminaGraph
import Testing

@Suite struct UnusedResultsTests {
    /// carry + x and sin(carry) at each step, with the carries kept.
    private func scan(reading results: [Int]) throws -> Graph {
        var body = Graph()
        let (carry, x) = (body.addInput(TensorSpec([2])), body.addInput(TensorSpec([2])))
        let next = try body.add(.binary(.add), [carry, x])
        body.outputs = [next, try body.add(.unary(.sin), [carry])]
        let scan = Scan(
            body: body, length: 3, carryCount: 1, sequenceCount: 1, isReversed: false,
            keepsCarries: true)
        var graph = Graph()
        let operands = [graph.addInput(TensorSpec([2])), graph.addInput(TensorSpec([3, 2]))]
        let loop = try graph.add(.scan(scan), operands)
        let specs = try Primitive.scan(scan).resultSpecs(of: graph.inputSpecs)
        graph.outputs = try results.map { try graph.add(.result($0, specs[$0]), [loop]) }
        return graph
    }

    /// Without carries the first result of those left may be another one, of another shape.
    @Test(arguments: [[0], [1], [2], [1, 2], [0, 2]])
    func theFirstResultLeftGivesTheShape(results: [Int]) throws {
        var body = Graph()
        let x = body.addInput(TensorSpec([5]))
        body.outputs = [
            try body.add(.reduce(.sum, axes: [0]), [x]), try body.add(.unary(.negate), [x]),
            try body.add(.convert(.int32), [x]),
        ]
        let scan = Scan(
            body: body, length: 3, carryCount: 0, sequenceCount: 1, isReversed: false,
            keepsCarries: false)
        var graph = Graph()
        let loop = try graph.add(.scan(scan), [graph.addInput(TensorSpec([3, 5]))])
        let specs = try Primitive.scan(scan).resultSpecs(of: graph.inputSpecs)
        graph.outputs = try results.map { try graph.add(.result($0, specs[$0]), [loop]) }
        let leaner = graph.removingUnusedResults()
        try leaner.verify()
        let inputs = [(0..<15).map(Double.init)]
        #expect(leaner.reference(inputs: inputs) == graph.reference(inputs: inputs))
    }

    @Test(arguments: [[0], [0, 1], [1], [2], [0, 2], [0, 1, 2]])
    func keepsTheNumbersOfWhatIsRead(results: [Int]) throws {
        let graph = try scan(reading: results)
        let leaner = graph.removingUnusedResults()
        try leaner.verify()
        let inputs: [[Double]] = [[1, 2], [1, 2, 3, 4, 5, 6]]
        #expect(leaner.reference(inputs: inputs) == graph.reference(inputs: inputs))
    }

    @Test func dropsCarriesThatNoDerivativeReads() throws {
        let leaner = try scan(reading: [0, 1]).removingUnusedResults()
        guard case .scan(let scan) = leaner.nodes[2].primitive else { return #expect(Bool(false)) }
        #expect(!scan.keepsCarries)
        #expect(scan.body.outputs.count == 2)
    }

    @Test func dropsASequenceThatNobodyReads() throws {
        let leaner = try scan(reading: [0]).removingUnusedResults()
        guard case .scan(let scan) = leaner.nodes[2].primitive else { return #expect(Bool(false)) }
        #expect(scan.body.outputs.count == 1)
        #expect(leaner.outputs == [2])
    }
}
