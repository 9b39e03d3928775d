import LaminaPlot
import Testing

@Suite struct BarChartTests {
    private func bars(_ chart: BarChart) throws -> [Markup.Element] {
        try Markup(chart.svg()).named("rect").filter { $0.attributes["rx"] != nil }
    }

    @Test func barsAreAsLongAsTheirNumbers() throws {
        let bars = try bars(BarChart("t", bars: [.init("a", 1), .init("b", 2), .init("c", -1)]))
        let lengths = bars.compactMap { Double($0.attributes["width"] ?? "") }
        #expect(abs(lengths[1] - 2 * lengths[0]) < 0.03, "two decimals in each position")
        #expect(lengths[0] == lengths[2])
        // The negative one ends where the others begin.
        let starts = bars.compactMap { Double($0.attributes["x"] ?? "") }
        #expect(abs(starts[2] + lengths[2] - starts[0]) < 0.03)
    }

    @Test func aBarWithoutANumberSaysSo() throws {
        let chart = BarChart("t", bars: [.init("a", .nan), .init("b", 2)])
        #expect(try bars(chart).map(\.text) == ["b: 2"])
        #expect(try Markup(chart.svg()).texts.contains("NaN"))
    }

    @Test func aGivenRangeSetsTheScale() throws {
        let half = try bars(BarChart("t", x: .linear(range: 0...2), bars: [.init("a", 1)]))
        let full = try bars(BarChart("t", x: .linear(range: 0...1), bars: [.init("a", 1)]))
        let lengths = [half, full].compactMap { Double($0[0].attributes["width"] ?? "") }
        #expect(abs(lengths[1] - 2 * lengths[0]) < 0.03)
    }
}
