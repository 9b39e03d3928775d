import Glibc
import LaminaTrain
import Testing

@Suite struct RankingScoresTests {
    /// Six queries of eight items with ties, by scripts/reference-metrics.py.
    @Test(arguments: [(nil, 0.7575347298902565), (3, 0.4851875744203365)])
    func ndcgIsThatOfScikitLearn(k: Int?, reference: Double) {
        var ranking = RankingScores(k: k)
        for query in 0..<6 {
            ranking.add(
                scores: (0..<8).map { Double((query * 5 + $0 * 11) % 6) },
                gains: (0..<8).map { Double((query * 7 + $0 * 3) % 4) })
        }
        expectNear(ranking.ndcg, reference)
    }

    /// In order of score the gains are 0, 2, 0, 1. DCG@2 = 2 / log2(3), the best is
    /// 2 + 1 / log2(3); the first relevant item has rank 2; one of two is found in two places.
    @Test func valuesWorkedOutByHand() {
        var ranking = RankingScores(k: 2)
        ranking.add(scores: [0.1, 0.9, 0.4, 0.5], gains: [1, 0, 0, 2])
        expectNear(ranking.ndcg, 2 / log2(3) / (2 + 1 / log2(3)))
        #expect(ranking.meanReciprocalRank == 0.5)
        #expect(ranking.recall == 0.5)
        #expect(ranking.precision == 0.5)
        // The first relevant item of the next query comes third.
        ranking.add(scores: [3, 2, 1], gains: [0, 0, 1])
        #expect(ranking.meanReciprocalRank == 0.25)
        #expect(ranking.recall == 0.25)
    }

    /// Two of four items are relevant: the first of them comes third at worst, and one place finds one
    /// of them half the time.
    @Test func aConstantScoreEarnsNothingByTheOrderOfTheList() {
        var (one, all) = (RankingScores(k: 1), RankingScores())
        one.add(scores: [0, 0, 0, 0], gains: [1, 1, 0, 0])
        all.add(scores: [0, 0, 0, 0], gains: [1, 1, 0, 0])
        #expect(one.recall == 0.25)
        #expect(one.ndcg == 0.5)
        expectNear(all.meanReciprocalRank, 1.0 / 3)
        #expect(all.recall == 1)
    }

    @Test func aQueryWithoutRelevantItemsIsLeftOut() {
        var ranking = RankingScores()
        ranking.add(scores: [1, 2], gains: [0, 0])
        ranking.add(scores: [], gains: [])
        #expect(ranking.skippedCount == 2)
        #expect(ranking.ndcg == nil)
        ranking.add(scores: [1, 2], gains: [0, 1])
        #expect(ranking.ndcg == 1)
    }
}
