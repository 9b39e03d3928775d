import Glibc
import LaminaTrain
import Testing

/// Reference values: scikit-image and scikit-learn by scripts/reference-metrics.py.
@Suite struct ImageMetricsTests {
    /// 16 × 14 pixels of 2 channels, and with noise.
    private let image: [Double] = (0..<448).map { index in
        let value = (index * 37 + index / 28 * 11) % 256
        return Double(value)
    }

    private var noisy: [Double] {
        image.enumerated().map { index, value in
            let noise = (index * 53) % 41 - 20
            return min(255, max(0, value + Double(noise)))
        }
    }

    @Test func psnrIsThatOfScikitImage() {
        var ratio = PSNR(range: 255)
        ratio.add(truth: image, image: noisy)
        expectNear(ratio.value, 26.881295068370875)
        #expect(ratio.pooledValue == ratio.value)
    }

    /// Squared errors of 1 and 100 with range 10: 20 dB and 0 dB, and 50.5 on the average.
    @Test func thePooledRatioIsThatOfTheMeanError() {
        var ratio = PSNR(range: 10)
        ratio.add(truth: [0, 0], image: [1, 1])
        ratio.add(truth: [0, 0], image: [10, 10])
        #expect(ratio.value == 10)
        expectNear(ratio.pooledValue, 10 * log10(100 / 50.5))
        ratio.add(truth: [3], image: [3])
        #expect(ratio.value == .infinity)
    }

    /// The windows' variances are differences of numbers near 255², which costs five digits.
    @Test func ssimIsThatOfScikitImage() throws {
        var similarity = SSIM(range: 255)
        similarity.add(truth: image, image: noisy, height: 16, width: 14, channels: 2)
        #expect(abs(try #require(similarity.value) - 0.9878604679807321) < 1e-10)
    }

    @Test func equalImagesAreWhollySimilar() {
        var similarity = SSIM(range: 255)
        similarity.add(truth: image, image: image, height: 16, width: 28)
        expectNear(similarity.value, 1)
    }

    @Test func anImageBelowTheWindowTraps() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            var similarity = SSIM(range: 1)
            let image = [Double](repeating: 0, count: 80)
            similarity.add(truth: image, image: image, height: 10, width: 8)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("SSIM: an image of 10 × 8; a window needs 11 × 11"))
    }
}

@Suite struct SegmentationScoresTests {
    @Test func overlapsAreThoseOfScikitLearn() {
        var scores = SegmentationScores(classCount: 5)
        scores.add(truths: MetricSamples.truths, predictions: MetricSamples.answers)
        let overlaps = [0.8076923076923077, 0.38095238095238093, 0.5, 0]
        let dice = [0.8936170212765957, 0.5517241379310345, 2.0 / 3, 0]
        for index in 0..<4 {
            expectNear(scores.intersectionOverUnion[index], overlaps[index])
            expectNear(scores.dice[index], dice[index])
        }
        // Class 4 never occurs, and the mean leaves it out.
        #expect(scores.intersectionOverUnion[4] == nil && scores.dice[4] == nil)
        expectNear(scores.meanIntersectionOverUnion, overlaps.reduce(0, +) / 4)
        expectNear(scores.meanDice, dice.reduce(0, +) / 4)
    }

    @Test func ignoredPixelsDoNotCount() {
        var scores = SegmentationScores(classCount: 2, ignoredClass: 255)
        scores.add(truths: [0, 255, 1, 255], predictions: [0, 1, 0, 0])
        #expect(scores.pixelAccuracy == 0.5)
        #expect(scores.intersectionOverUnion == [0.5, 0])
    }
}
