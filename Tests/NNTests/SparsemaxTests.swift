import LaminaGraph
import LaminaNN
import LaminaReference
import LaminaTensor
import Testing

@Suite struct SparsemaxTests {
    /// τ = 0.25 makes (1 - τ) + (0.5 - τ) one, and leaves out -1.
    @Test func matchesTheValueWorkedOutByHand() {
        #expect(sparsemax(Tensor([1, 0.5, -1])).array() == [0.75, 0.25, 0])
        #expect(sparsemax(Tensor([3, 0, 0])).array() == [1, 0, 0])
        #expect(sparsemax(Tensor([7, 7, 7, 7])).array() == [0.25, 0.25, 0.25, 0.25])
    }

    /// `g - mean g` over the two that are kept: (1 - 3) / 2 and (3 - 1) / 2.
    @Test func gradientStaysAmongTheKept() {
        let slope = gradient { (x: Tensor) in (sparsemax(x) * Tensor([1, 3, 9])).sum() }
        #expect(slope(Tensor([1, 0.5, -1])).array() == [-1, 1, 0])
    }

    @Test func alongAnotherAxisIsTheTranspose() {
        let x = Tensor.normal(shape: [3, 4], key: RandomKey(seed: 1))
        let across = sparsemax(x.transposed(), axis: 0).transposed()
        #expect(largestError(across, sparsemax(x)) < 1e-6)
    }
}
