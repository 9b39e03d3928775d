import LaminaGraph
import Testing

@Suite struct CommonSubexpressionsTests {
    @Test func equalChainsMerge() throws {
        let sum = try graph([TensorSpec([3])]) { graph, x in
            let a = try graph.add(.unary(.exp), [graph.add(.unary(.tanh), x)])
            let b = try graph.add(.unary(.exp), [graph.add(.unary(.tanh), x)])
            return try graph.add(.binary(.add), [a, b])
        }
        #expect(sum.mergingCommonSubexpressions().names == ["tanh", "exp", "add"])
    }

    @Test func zerosOfOppositeSignStayApart() throws {
        let quotients = try graph([TensorSpec([])]) { graph, x in
            let a = try graph.add(.binary(.divide), [x[0], graph.addConstant(0, TensorSpec([]))])
            let b = try graph.add(
                .binary(.divide), [x[0], graph.addConstant(-0.0, TensorSpec([]))])
            return try graph.add(.binary(.subtract), [a, b])
        }
        let result = quotients.mergingCommonSubexpressions()
        #expect(run(result, [[1]]) == [[.infinity]])
    }
}
