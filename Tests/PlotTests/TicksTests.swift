import LaminaPlot
import Testing

@Suite struct TicksTests {
    @Test(arguments: [
        // 10 / 5 = 2; 1 / 6 = 0.17, nearer to 0.2 than to 0.1 (threshold 0.141); 7 / 5 = 1.4 < √2.
        (10.0, 5, TickStep(mantissa: 2, exponent: 0)),
        (1.0, 6, TickStep(mantissa: 2, exponent: -1)),
        (7.0, 5, TickStep(mantissa: 1, exponent: 0)),
        // 0.4 / 1 > 0.316 goes to 5; 0.8 > 0.707 goes to the next power.
        (0.4, 1, TickStep(mantissa: 5, exponent: -1)),
        (0.8, 1, TickStep(mantissa: 1, exponent: 0)),
        (1e-9, 1, TickStep(mantissa: 1, exponent: -9)),
    ])
    func stepsAreOneTwoOrFive(span: Double, count: Int, expected: TickStep) {
        #expect(TickStep(covering: span, in: count) == expected)
    }

    @Test func wholeNumbersGetNoTicksBetweenThem() {
        #expect(
            TickStep(covering: 2, in: 6, wholeNumbers: true) == TickStep(mantissa: 1, exponent: 0))
    }

    @Test func tickValuesAreTheNearestDoubles() {
        let ticks = linearTicks(0, 0.5, step: TickStep(mantissa: 1, exponent: -1))
        #expect(ticks.map(\.value) == [0, 0.1, 0.2, 0.3, 0.4, 0.5])
        #expect(ticks.map(\.label) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"])
    }

    @Test(arguments: [
        (0.0, 60_000.0, 4, ["0", "20k", "40k", "60k"]),
        (0.0, 3000.0, 3, ["0", "1000", "2000", "3000"]),
        (0.0, 2e6, 4, ["0", "0.5M", "1.0M", "1.5M", "2.0M"]),
        (100_000.0, 100_004.0, 2, ["100000", "100002", "100004"]),
        (0.0, 4e-4, 4, ["0", "1e-4", "2e-4", "3e-4", "4e-4"]),
        (-1.0, 1.0, 4, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
    ])
    func labelsShareOneForm(low: Double, high: Double, count: Int, labels: [String]) {
        let step = TickStep(covering: high - low, in: count)
        #expect(linearTicks(low, high, step: step).map(\.label) == labels)
    }

    @Test func niceEndsLieOnTicksAndBoundsOnATickStay() {
        let step = TickStep(mantissa: 2, exponent: -1)
        #expect(step.outward(0.3, 1.05) == (0.2, 1.2))
        #expect(step.outward(0.2, 0.6) == (0.2, 0.6))
    }

    @Test func logarithmicTicksAreDecades() {
        let labels = logTicks(0.01, 100, count: 6).filter { !$0.label.isEmpty }.map(\.label)
        #expect(labels == ["0.01", "0.1", "1", "10", "100"])
        // 2...9 times each of four decades in between.
        #expect(logTicks(0.01, 100, count: 6).count { $0.label.isEmpty } == 32)
    }

    @Test func manyDecadesAreThinnedOnMultiplesOfTheStride() {
        let labels = logTicks(1e-6, 1e6, count: 7).filter { !$0.label.isEmpty }.map(\.label)
        #expect(labels == ["1e-6", "1e-4", "0.01", "1", "100", "10k", "1M"])
    }

    @Test func fewDecadesShowTheirDoublesAndFivefolds() {
        #expect(logTicks(0.5, 20, count: 5).map(\.label) == ["0.5", "1", "2", "5", "10", "20"])
    }

    @Test func lessThanADecadeHasLinearTicks() {
        #expect(logTicks(2.1, 2.9, count: 4).map(\.label) == ["2.2", "2.4", "2.6", "2.8"])
    }

    @Test func logarithmicEndsAreOneTwoOrFive() {
        #expect(logOutward(0.03, 3) == (0.02, 5))
        #expect(logOutward(0.1, 100) == (0.1, 100))
    }
}
