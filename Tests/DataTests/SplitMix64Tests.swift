import LaminaData
import Testing

@Suite struct SplitMix64Tests {
    @Test func permutationsHoldEveryNumberOnceAndAreFair() {
        var generator = SplitMix64(seed: 1, stream: 2)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<6000 { counts[generator.permutation(3), default: 0] += 1 }
        #expect(counts.count == 6)
        // 1000 each; five standard deviations of a binomial count are 5 · √(6000 · 5/36) = 144.
        #expect(counts.values.allSatisfy { abs($0 - 1000) < 144 })
    }

    @Test func seedAndStreamAreNotInterchangeable() {
        var (a, b) = (SplitMix64(seed: 0, stream: 1), SplitMix64(seed: 1, stream: 0))
        #expect(a.next() != b.next())
    }

    @Test func numbersBelowABoundAreUniform() {
        var generator = SplitMix64(seed: 3, stream: 0)
        var counts = [0, 0, 0]
        for _ in 0..<3000 { counts[Int(generator.below(3))] += 1 }
        // As above: 5 · √(3000 · 2/9) = 129.
        #expect(counts.allSatisfy { abs($0 - 1000) < 129 })
        // A bound for which plain scaling would be off by half: one third of the range is rejected.
        let bound: UInt64 = 3 << 62
        let high = (0..<3000).count { _ in generator.below(bound) >= 1 << 63 }
        #expect(abs(high - 1000) < 129)
    }

    @Test func normalNumbersHaveMeanZeroAndDeviationOne() {
        var generator = SplitMix64(seed: 4, stream: 0)
        let sample = (0..<10_000).map { _ in generator.normal() }
        let mean = sample.reduce(0, +) / 10_000
        let variance = sample.reduce(0) { $0 + $1 * $1 } / 10_000
        // Five standard deviations: of the mean 0.01, of the variance √2 · 0.01.
        #expect(abs(mean) < 0.05 && abs(variance - 1) < 0.071)
    }
}
