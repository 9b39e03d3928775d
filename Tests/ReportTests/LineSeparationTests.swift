#if canImport(Glibc)
    import Glibc
#endif
import LaminaData
import LaminaReport
import Testing

@Suite struct LineSeparationTests {
    @Test func noLineGetsMoreThanThreeCornersOfXORRight() throws {
        let line = try #require(
            LineSeparation(points: [(0, 0), (0, 1), (1, 0), (1, 1)], labels: [0, 1, 1, 0]))
        #expect(line.share == 0.75)
        #expect(line.placeCount == 4)
    }

    @Test func aLineSeparatesAnd() throws {
        let line = try #require(
            LineSeparation(points: [(0, 0), (0, 1), (1, 0), (1, 1)], labels: [0, 0, 0, 1]))
        #expect(line.share == 1)
    }

    @Test(arguments: [([0, 1, 0], 2.0 / 3), ([0, 0, 1], 1.0), ([1, 0, 0, 1, 1], 0.8)])
    func pointsOnOneLineArePartedAlongIt(labels: [Int], share: Double) throws {
        let points = labels.indices.map { (x: Double($0), y: 2 * Double($0)) }
        #expect(try #require(LineSeparation(points: points, labels: labels)).share == share)
    }

    @Test func repeatedPointsCountEachTime() throws {
        let line = try #require(
            LineSeparation(points: [(0, 0), (0, 0), (0, 0), (1, 1)], labels: [0, 0, 1, 1]))
        #expect(line.placeCount == 2)
        #expect(line.share == 0.75)
    }

    @Test func thereIsNoAnswerForThreeClassesNoPointsOrTooMany() {
        #expect(LineSeparation(points: [(0, 0)], labels: [2]) == nil)
        #expect(LineSeparation(points: [], labels: []) == nil)
        let many = (0...LineSeparation.limit).map { (x: Double($0), y: 0.0) }
        #expect(LineSeparation(points: many, labels: many.map { _ in 0 }) == nil)
    }

    /// Lines at 2000 angles, at every threshold: a few points in general position have no separation
    /// that needs a finer one, for the seeds used here.
    @Test(arguments: 1...6) func agreesWithTryingManyLines(seed: UInt64) throws {
        var random = SplitMix64(seed: seed, stream: 0)
        let points = (0..<9).map { _ in (x: random.uniform(), y: random.uniform()) }
        let labels = points.map { _ in random.uniform() < 0.5 ? 0 : 1 }
        var best = 0
        for angle in 0..<2000 {
            let (c, s) = (cos(Double(angle) * .pi / 1000), sin(Double(angle) * .pi / 1000))
            let along = points.map { c * $0.x + s * $0.y }
            for threshold in along + [-10] {
                let right = zip(along, labels).count { ($0 > threshold ? 1 : 0) == $1 }
                best = max(best, right)
            }
        }
        let line = try #require(LineSeparation(points: points, labels: labels))
        #expect(line.share == Double(best) / 9)
    }
}
