import Glibc
import LaminaData
import LaminaGraph
import LaminaTensor
import Testing

@Suite struct SoundAugmentationTests {
    private let tone = (0..<4000).map { Float(sin(Double($0) * 0.3)) }

    private func energy(_ samples: [Float]) -> Double {
        samples.reduce(0) { $0 + Double($1) * Double($1) }
    }

    @Test func noiseHasTheRatioItIsGiven() {
        var random = SplitMix64(seed: 1, stream: 0)
        let noisy = AddedNoise(signalToNoise: 20...20).apply(tone, &random)
        let noise = zip(noisy, tone).map { $0 - $1 }
        let ratio = 10 * log10(energy(tone) / energy(noise))
        // The noise's own energy varies by some percent with 4000 samples.
        #expect(abs(ratio - 20) < 0.5)
        #expect(AddedNoise().apply([0, 0], &random) == [0, 0])
    }

    @Test func aShiftMovesAndFillsWithSilence() {
        var random = SplitMix64(seed: 2, stream: 0)
        let samples = (1...100).map { Float($0) }
        for _ in 0..<50 {
            let moved = TimeShift(0.3).apply(samples, &random)
            #expect(moved.count == 100)
            let first = moved.firstIndex { $0 != 0 } ?? 0
            let shift = first > 0 ? first : 1 - Int(moved[0])
            #expect(abs(shift) <= 30)
            for place in 0..<100 {
                let from = place - shift
                #expect(moved[place] == ((0..<100).contains(from) ? samples[from] : 0))
            }
        }
    }

    @Test func gainIsInDecibels() {
        var random = SplitMix64(seed: 3, stream: 0)
        let louder = RandomGain(6...6).apply(tone, &random)
        #expect(abs(10 * log10(energy(louder) / energy(tone)) - 6) < 1e-3)
    }

    @Test func theSameExampleOfAnEpochComesOutTheSame() {
        let augmentation = SoundAugmentation([AddedNoise(), TimeShift(), RandomGain()])
        let first = augmentation.apply(tone, seed: 1, epoch: 2, example: 3)
        #expect(augmentation.apply(tone, seed: 1, epoch: 2, example: 3) == first)
        #expect(augmentation.apply(tone, seed: 1, epoch: 3, example: 3) != first)
    }

    @Test func specAugmentMasksWholeBandsAndMoments() {
        var random = SplitMix64(seed: 4, stream: 0)
        let values = (0..<50 * 20).map { Float($0) }
        let mean = Float(values.reduce(0, +) / 1000)
        let spectrogram = Tensor(values, shape: [50, 20])
        for _ in 0..<20 {
            let policy = SpecAugment(
                bandMasks: 1, widest: 5, timeMasks: 1, longest: 40, share: 0.2)
            let changed = policy.apply(spectrogram, &random).array()
            let isMasked = changed.map { abs($0 - mean) < 1e-3 }
            let bands = (0..<20).filter { band in (0..<50).allSatisfy { isMasked[$0 * 20 + band] } }
            let frames = (0..<50).filter { frame in
                (0..<20).allSatisfy { isMasked[frame * 20 + $0] }
            }
            #expect(bands.count <= 5 && frames.count <= 10)
            for place in changed.indices where !isMasked[place] {
                #expect(changed[place] == values[place])
            }
            let masked = isMasked.count { $0 }
            #expect(masked == bands.count * 50 + frames.count * 20 - bands.count * frames.count)
        }
    }
}

@Suite struct TextAugmentationTests {
    @Test func maskingFollowsThePapersShares() {
        let masking = TokenMasking(mask: 103, vocabulary: 1000..<2000, special: [101, 102])
        var random = SplitMix64(seed: 1, stream: 0)
        let ids = [101] + [Int32](repeating: 500, count: 20_000) + [102]
        let (changed, labels) = masking.apply(ids, &random)
        let chosen = ids.indices.filter { labels[$0] != TokenMasking.ignored }
        #expect(abs(Double(chosen.count) / 20_000 - 0.15) < 0.01)
        #expect(chosen.allSatisfy { labels[$0] == 500 && ids[$0] == 500 })
        let masked = chosen.count { changed[$0] == 103 }
        let replaced = chosen.count { (1000..<2000).contains(changed[$0]) }
        let kept = chosen.count { changed[$0] == 500 }
        #expect(masked + replaced + kept == chosen.count)
        #expect(abs(Double(masked) / Double(chosen.count) - 0.8) < 0.03)
        #expect(abs(Double(replaced) / Double(chosen.count) - 0.1) < 0.03)
        for place in ids.indices where labels[place] == TokenMasking.ignored {
            #expect(changed[place] == ids[place])
        }
    }

    @Test func swapsKeepAllWordsAndThoseFixed() {
        var random = SplitMix64(seed: 2, stream: 0)
        let words = (0..<1000).map { $0 }
        let swapped = NeighborSwap(probability: 0.3).apply(words, &random) { $0 % 10 == 0 }
        #expect(swapped.sorted() == words)
        #expect(swapped != words)
        for (place, word) in swapped.enumerated() {
            #expect(abs(place - word) <= 1)
            if word % 10 == 0 { #expect(place == word) }
        }
    }

    @Test func oneWordAlwaysStays() {
        var random = SplitMix64(seed: 3, stream: 0)
        #expect(WordDropout(probability: 1).apply(["a", "b"], &random).count == 1)
        #expect(WordDropout(probability: 1).apply([String](), &random).isEmpty)
        let kept = WordDropout(probability: 0.25).apply(Array(0..<4000), &random)
        #expect(abs(Double(kept.count) - 3000) < 150)
        #expect(kept == kept.sorted())
    }
}
