import LaminaGraph
import LaminaNN
import LaminaTensor
import Testing

@Suite struct CTCDecodingTests {
    /// Blank, a, a, blank, a, b, b, blank: the blank parts the two a's.
    @Test func repetitionsCountOnceUnlessABlankPartsThem() {
        let path = Tensor([[0, 1, 1, 0, 1, 2, 2, 0]] as [[Int32]])
        let logits = path.oneHot(classes: 3)
        #expect(ctcBestPath(logits) == [[1, 1, 2]])
        #expect(ctcBestPath(logits, inputLengths: Tensor([4] as [Int32])) == [[1]])
        #expect(ctcBestPath(logits, blank: 2) == [[0, 1, 0, 1, 0]])
    }

    /// One class too short, one of the others too long.
    @Test func theMarginLossIsItsFormula() {
        let lengths = Tensor([[0.5, 0.4, 0.05]])
        let loss = capsuleMarginLoss(lengths, labels: Tensor([0] as [Int32])).scalar()
        #expect(abs(loss - (0.16 + 0.5 * 0.09)) < 1e-6)
        let wrong = capsuleMarginLoss(lengths, labels: Tensor([3] as [Int32])).scalar()
        #expect(wrong.isNaN)
    }
}
