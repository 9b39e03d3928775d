import LaminaGraph
import Testing

@Suite struct DeadCodeTests {
    @Test func dropsWhatNoOutputNeedsAndKeepsUnusedInputs() throws {
        let value = try graph([TensorSpec([3]), TensorSpec([5]), TensorSpec([3])]) { graph, x in
            _ = try graph.add(.unary(.exp), [x[1]])
            let y = try graph.add(.unary(.tanh), [x[2]])
            _ = try graph.add(.unary(.sin), [y])
            return y
        }
        let result = value.removingDeadCode()
        #expect(result.names == ["tanh"])
        #expect(result.inputSpecs == value.inputSpecs)
        #expect(result.outputs == [3])
    }
}
