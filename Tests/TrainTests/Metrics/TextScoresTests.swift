import LaminaTrain
import Testing

@Suite struct TextScoresTests {
    @Test func aCharacterOfProbabilityOneQuarterTakesTwoBits() {
        var scores = TextScores()
        scores.add(count: 3, correctCount: 1, nats: 3 * 1.3862943611198906)
        expectNear(scores.bitsPerCharacter, 2)
        expectNear(scores.perplexity, 4)
        expectNear(scores.accuracy, 1.0 / 3)
    }

    @Test func mergingIsThatOfAllCharacters() {
        var (a, b) = (TextScores(), TextScores())
        a.add(count: 1, correctCount: 1, nats: 1)
        b.add(count: 3, correctCount: 0, nats: 5)
        a.merge(b)
        #expect(a.count == 4 && a.correctCount == 1)
        expectNear(a.bitsPerCharacter, 6.0 / 4 / 0.6931471805599453)
    }

    @Test func nothingHasNoScore() {
        #expect(TextScores().bitsPerCharacter == nil && TextScores().accuracy == nil)
        #expect(TextScores().perplexity == nil)
    }
}
