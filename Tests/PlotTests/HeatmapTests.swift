import LaminaPlot
import Testing

@Suite struct HeatmapTests {
    private let confusion = Heatmap(
        "t", rows: ["a", "b"], columns: ["a", "b"], values: [3, 1, 0, 0], normalization: .rows)

    @Test func rowsAreDividedByTheirSumAndEmptyOnesStay() {
        #expect(confusion.shown == [0.75, 0.25, 0, 0])
    }

    @Test func columnsAreDividedByTheirSum() {
        let chart = Heatmap(
            "t", rows: ["a", "b"], columns: ["a", "b"], values: [3, 1, 1, 3],
            normalization: .columns)
        #expect(chart.shown == [0.75, 0.25, 0.25, 0.75])
    }

    @Test func cellsPrintSharesAndTellCounts() throws {
        let markup = try Markup(confusion.svg())
        #expect(markup.texts.contains("0.75"))
        #expect(markup.named("rect").map(\.text).contains("a → b: 1 (0.25)"))
    }

    @Test func aCellWithoutANumberStaysEmpty() throws {
        let chart = Heatmap("t", rows: ["a"], columns: ["b", "c"], values: [1, .nan])
        let cells = try Markup(chart.svg()).named("rect").filter { $0.text.contains("→") }
        #expect(cells.map(\.text) == ["a → b: 1"])
    }

    @Test func aHundredClassesStaySmallAndReplaceNumbersByAColorBar() throws {
        let names = (0..<100).map { "class \($0)" }
        let values = (0..<10_000).map { Double($0 * 7919 % 100) }
        let svg = Heatmap("t", rows: names, columns: names, values: values).svg()
        let markup = try Markup(svg)
        #expect(svg.utf8.count < 200_000)
        #expect(markup.named("image").count == 1)
        #expect(!markup.texts.contains("57"))
        #expect(markup.texts.contains("99"), "the colour bar's upper end")
    }

    @Test func inkStandsOutFromItsCell() {
        #expect(!ColorMap.viridis.color(at: 0).wantsDarkInk)
        #expect(ColorMap.viridis.color(at: 1).wantsDarkInk)
        #expect(ColorMap.blueWhiteRed.color(at: 0.5).wantsDarkInk)
        #expect(!ColorMap.blueWhiteRed.color(at: 1).wantsDarkInk)
    }
}
