import LaminaGraph
import LaminaTensor
import Testing

@Suite struct EinsumTests {
    private let a = Tensor([1, 2, 3, 4], shape: [2, 2])

    @Test func multipliesSumsAndTakesDiagonals() {
        #expect(einsum("ij,jk->ik", a, a).array() == [7, 10, 15, 22])
        #expect(einsum("ij->", a).scalar() == 10)
        #expect(einsum("ii", a).scalar() == 5)
        #expect(einsum("ii->i", a).array() == [1, 4])
        #expect(einsum("ba", a).array() == [1, 3, 2, 4])
        #expect(
            einsum("i,j->ji", Tensor([1, 2]), Tensor([3, 4, 5])).array() == [3, 6, 4, 8, 5, 10])
    }

    @Test func theImplicitOutputIsAlphabeticalAfterTheEllipsis() {
        let x = Tensor.ones([2, 3, 4])
        #expect(einsum("...ba", x).shape == [2, 4, 3])
        #expect(einsum("zyx,x", x, .ones([4])).shape == [3, 2])
        #expect(einsum("i...,...i", x, .ones([3, 1, 2])).shape == [3, 4])
    }

    @Test func axesOfSizeOneBroadcast() {
        #expect(einsum("ij,jk->ik", .ones([2, 1]), .ones([3, 2])).array() == [3, 3, 3, 3])
        #expect(einsum("...i->...", .ones([3, 2])).array() == [2, 2, 2])
    }

    /// The chain costs 2 · 9 · 3000 this way round and more than 27 million the other.
    @Test func severalOperandsAreContractedInTheCheapestOrder() {
        let wide = Tensor.ones([3, 3000])
        let vector = Tensor.ones([3])
        let result = einsum("ab,cb,cd,d->a", wide, wide, .ones([3, 3]), vector)
        #expect(result.array() == [27000, 27000, 27000])
    }

    @Test func tenOperandsAreContractedGreedily() {
        let factors = Array(repeating: a, count: 10)
        let letters = Array("abcdefghijk")
        let groups = (0..<10).map { "\(letters[$0])\(letters[$0 + 1])" }
        let product = einsum(groups.joined(separator: ",") + "->ak", factors)
        #expect(product.array(as: Double.self) == matrixPower(a, 10).array(as: Double.self))
    }

    @Test func halfTypesAreRoundedOnce() {
        // In bfloat16 256 + 1 is 256 again, so sums in between would lose the ones.
        let x = Tensor([256, 1, 1, 1], shape: [4]).asType(.bfloat16)
        let ones = Tensor.ones([4, 1], dtype: .bfloat16)
        let result = einsum("i,ij,j->", x, ones, .ones([1], dtype: .bfloat16))
        #expect(result.dtype == .bfloat16)
        #expect(result.asType(.float32).scalar() == 260)
    }

    @Test func emptySumsAreZero() {
        #expect(einsum("ij,jk->ik", .ones([2, 0]), .ones([0, 2])).array() == [0, 0, 0, 0])
        #expect(einsum("i->", .ones([0])).scalar() == 0)
    }

    @Test func boolHasNoProduct() {
        let mask = a .> 2
        #expect(throws: OpError.self) { try checked { einsum("ij->i", mask) } }
    }
}
