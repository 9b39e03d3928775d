import LaminaPlot
import Testing

@Suite struct NumberFormatTests {
    @Test(
        arguments: [
            (0.0, "0"), (-0.0, "0"), (1.5, "1.5"), (-0.05, "-0.05"), (12.345, "12.35"),
            (-0.001, "0"), (100, "100"), (1e300, "1000000"), (-.infinity, "-1000000"),
        ] as [(Double, String)])
    func coordinatesHaveAtMostTwoDecimals(value: Double, text: String) {
        #expect(coordinate(value) == text)
    }

    @Test(
        arguments: [
            (0.5, 2, "0.50"), (-0.004, 2, "0.00"), (2.0, 0, "2"), (0.07, 1, "0.1"),
            (-12.3, 1, "−12.3"),
        ] as [(Double, Int, String)])
    func fixedKeepsItsDecimals(value: Double, decimals: Int, text: String) {
        #expect(fixed(value, decimals: decimals) == text)
    }

    @Test(
        arguments: [
            (0.0, "0"), (60_000, "60000"), (0.91234, "0.9123"), (9.9999, "10"),
            (99_999.6, "100000"),
            (1.5e-5, "1.5e-5"), (123_456_789.5, "1.235e8"), (-2.5, "−2.5"), (.nan, "NaN"),
            (-.infinity, "−∞"), (0.1, "0.1"), (1e22, "1e22"),
            (.leastNonzeroMagnitude, "4.941e-324"),
        ] as [(Double, String)])
    func readableNumbersAreShort(value: Double, text: String) {
        #expect(readable(value) == text)
    }
}
