import LaminaGraph
import Testing

@Suite struct AbsorbTransposesTests {
    @Test(arguments: [false, true], [false, true])
    func productReadsItsOperandsAsTheyAreStored(transposeLHS: Bool, transposeRHS: Bool) throws {
        let specs = [
            TensorSpec(transposeLHS ? [2, 3] : [3, 2]),
            TensorSpec(transposeRHS ? [3, 5] : [5, 3]),
        ]
        let product = try graph(specs) { graph, x in
            let lhs = try graph.add(.transpose([1, 0]), [x[0]])
            let rhs = try graph.add(.transpose([1, 0]), [x[1]])
            return try graph.add(
                .matmul(transposeLHS: transposeLHS, transposeRHS: transposeRHS), [lhs, rhs])
        }
        let result = product.absorbingTransposes().removingDeadCode()
        #expect(result.names == ["matmul"])
        let flags = Primitive.matmul(transposeLHS: !transposeLHS, transposeRHS: !transposeRHS)
        #expect(result.nodes[2].primitive == flags)
    }

    @Test func transposeOfTheBatchAxisStays() throws {
        let specs = [TensorSpec([2, 3, 4]), TensorSpec([3, 4, 5])]
        let product = try graph(specs) { graph, x in
            let lhs = try graph.add(.transpose([1, 0, 2]), [x[0]])
            return try graph.add(.matmul(transposeLHS: false, transposeRHS: false), [lhs, x[1]])
        }
        #expect(product.absorbingTransposes() == product)
    }
}
