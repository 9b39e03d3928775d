import LaminaTrain
import Testing

@Suite struct ConfusionMatrixTests {
    /// Three classes; the third never occurs and is never taken for one.
    private let matrix = {
        var matrix = ConfusionMatrix(classCount: 3)
        for (truth, prediction) in [(0, 0), (0, 0), (0, 1), (1, 1)] {
            matrix.add(truth: truth, prediction: prediction)
        }
        return matrix
    }()

    @Test func countsTruthsInRows() {
        #expect(matrix.counts == [[2, 1, 0], [0, 1, 0], [0, 0, 0]])
        #expect(matrix.total == 4)
        #expect(matrix.accuracy == 0.75)
        #expect(ConfusionMatrix(classCount: 2).accuracy.isNaN)
    }

    @Test func scoresEachClass() {
        let scores = matrix.scores
        #expect(scores.map(\.precision) == [1, 0.5, 0])
        #expect(scores.map(\.recall) == [2.0 / 3, 1, 0])
        #expect(scores.map(\.support) == [3, 1, 0])
        #expect(abs(scores[0].f1 - 0.8) < 1e-12)
        #expect(scores[2].f1 == 0)
    }

    @Test func aClassOutsideTrapsWithBothNumbers() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            var matrix = ConfusionMatrix(classCount: 2)
            matrix.add(truth: 1, prediction: 2)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("ConfusionMatrix: classes 1 and 2; there are 2"))
    }
}
