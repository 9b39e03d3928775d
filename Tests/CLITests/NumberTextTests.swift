import Testing
import lamina

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0.41234, "0.4123"), (0, "0.0000"), (-2.5, "-2.5000"), (0.00012, "1.20e-04"),
        (1_234_567, "1.23e+06"), (.nan, "nan"), (-.infinity, "-inf"),
    ]) func metrics(value: Double, expected: String) {
        #expect(NumberText.metric(value) == expected)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (41_230.4, "41,230"), (-1e6, "-1,000,000"),
    ]) func groups(value: Double, expected: String) {
        #expect(NumberText.grouped(value) == expected)
    }

    @Test(arguments: [
        (12, "12"), (999.6, "1.0k"), (41_230, "41.2k"), (412_300, "412k"), (2.5e6, "2.5M"),
    ]) func shortNumbers(value: Double, expected: String) {
        #expect(NumberText.short(value) == expected)
    }

    @Test(arguments: [
        (0, "0:00"), (34.4, "0:34"), (59.6, "1:00"), (3725, "1:02:05"), (.infinity, "?"), (-1, "?"),
    ]) func clocks(seconds: Double, expected: String) {
        #expect(NumberText.clock(seconds) == expected)
    }

    @Test func aCurveSpansItsRange() {
        #expect(Sparkline.text([4, 3, 2, 1], width: 8) == "█▆▃▁")
        #expect(Sparkline.text([1, 1, 5, 5], width: 2) == "▁█")
        #expect(Sparkline.text([1, .nan, 2], width: 3) == "▁×█")
        #expect(Sparkline.text([.nan, .infinity], width: 3) == "××")
        #expect(
            Sparkline.text([-.greatestFiniteMagnitude, .greatestFiniteMagnitude], width: 2) == "▁█")
        #expect(Sparkline.text([], width: 3) == "")
    }
}
