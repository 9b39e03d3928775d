import LaminaGraph
import Testing

/// Products are counted from their definition: each element of the result is a sum of so many terms.
@Suite struct MultiplyAddsTests {
    private static let matmul = Primitive.matmul(transposeLHS: false, transposeRHS: false)

    private func count(_ primitive: Primitive, _ shapes: Shape...) throws -> Int {
        let operands = shapes.map { TensorSpec($0) }
        return primitive.multiplyAdds(of: operands, output: try primitive.spec(of: operands))
    }

    @Test func ofMatrixProducts() throws {
        #expect(try count(Self.matmul, [2, 3], [3, 5]) == 2 * 5 * 3)
        let transposed = Primitive.matmul(transposeLHS: true, transposeRHS: false)
        #expect(try count(transposed, [7, 3, 2], [7, 3, 5]) == 7 * 2 * 5 * 3)
    }

    /// The three convolutions pair the same elements of input, filter and result.
    @Test func ofConvolutionsAndTheirGradients() throws {
        let (image, filter, result): (Shape, Shape, Shape) = (
            [2, 5, 4, 6], [2, 2, 3, 8], [2, 4, 3, 8]
        )
        let terms = (2 * 4 * 3 * 8) * (2 * 2 * 3)
        let window = ConvolutionWindow(groups: 2)
        #expect(try count(.convolution(window), image, filter) == terms)
        #expect(try count(.convolutionInputGradient(window, image), result, filter) == terms)
        #expect(try count(.convolutionFilterGradient(window, filter), image, result) == terms)
    }

    @Test func ofOtherOperationsAreNone() throws {
        #expect(try count(.unary(.exp), [2, 3]) == 0)
        #expect(try count(.reduce(.sum, axes: [0]), [2, 3]) == 0)
    }

    /// `x w` for x `[2, 3]` and w `[3, 3]`, and beside it `x` itself.
    private func graph(products: Int) throws -> Graph {
        var graph = Graph()
        var x = graph.addInput(TensorSpec([2, 3]))
        let w = graph.addInput(TensorSpec([3, 3]))
        for _ in 0..<products { x = try graph.add(Self.matmul, [x, w]) }
        graph.outputs = [x]
        return graph
    }

    @Test func ofGraphsAddUp() throws {
        #expect(try graph(products: 0).multiplyAdds == 0)
        #expect(try graph(products: 2).multiplyAdds == 2 * 18)
    }

    @Test func ofControlFlow() throws {
        let (none, one) = (try graph(products: 0), try graph(products: 1))
        var test = Graph()
        _ = test.addInput(TensorSpec([2, 3]))
        func count(_ primitive: Primitive) -> Int {
            primitive.multiplyAdds(of: [], output: TensorSpec([2, 3]))
        }
        // Of two branches the dearer one; of a loop without a known end one step.
        #expect(count(.conditional(Conditional(then: one, otherwise: none))) == 18)
        #expect(count(.conditional(Conditional(then: none, otherwise: one))) == 18)
        let scan = Scan(
            body: one, length: 4, carryCount: 1, sequenceCount: 0, isReversed: false,
            keepsCarries: false)
        #expect(count(.scan(scan)) == 4 * 18)
        let loop = WhileLoop(condition: test, body: one, carryCount: 1, maxSteps: 9)
        #expect(count(.whileLoop(loop)) == 18)
        #expect(count(.composite(Composite(name: "two", attributes: [], body: one))) == 18)
    }
}
