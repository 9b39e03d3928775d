import LaminaPlot
import Testing

@Suite struct LineChartTests {
    private func path(_ svg: String) throws -> String {
        try #require(Markup(svg).named("path").first?.attributes["d"])
    }

    @Test func pointsLandWhereTheyAreWorkedOutByHand() throws {
        let chart = LineChart(
            "", x: .linear(range: 0...10), y: .linear(range: 0...1),
            series: [.init("", points: [(0, 0), (5, 0.25), (10, 1)])])
        // Plot: 8 below the top, 24 above the bottom, 14 from the right. At the left "0.0" takes
        // 0.62 + 0.38 + 0.62 em of 12, and 10: x = 29.44, 29.44 + 436.56 / 2, 466.
        #expect(try path(chart.svg()) == "M29.44 276L247.72 209 466 8")
    }

    @Test func logarithmicPositionsAreEvenInDecades() throws {
        let chart = LineChart(
            "", x: .linear(range: 0...2), y: .log(range: 0.01...1),
            series: [.init("", points: [(0, 1), (1, 0.1), (2, 0.01)])])
        // 8 to 276: the middle decade lies at 142.
        let heights = try path(chart.svg()).split(whereSeparator: { "ML ".contains($0) })
        #expect([heights[1], heights[3], heights[5]] == ["8", "142", "276"])
    }

    @Test func valuesWithoutAPlaceLeaveGaps() throws {
        let chart = LineChart("", series: [.init("", values: [1, 2, .nan, 4, .infinity, 6, 7])])
        let data = try path(chart.svg())
        #expect(data.count { $0 == "M" } == 3)
        #expect(data.count { $0 == "L" } == 2)
        #expect(data.contains("h0"), "a point between two gaps is a dot")
    }

    @Test func zeroLeavesAGapOnALogarithmicAxis() throws {
        let chart = LineChart("", y: .log(), series: [.init("", values: [1, 0.1, 0, -1, 0.1, 1])])
        #expect(try path(chart.svg()).count { $0 == "M" } == 2)
    }

    @Test func pointsTellTheirNumbers() throws {
        let chart = LineChart("t", x: "epoch", series: [.init("train", values: [0.5, 0.25])])
        let tips = try Markup(chart.svg()).named("circle").map(\.text)
        #expect(tips.contains("train · epoch 2: 0.25"))
    }

    @Test func namesAtTheLinesEndsDoNotOverlap() throws {
        let series = (0..<6).map {
            LineChart.Series("name \($0)", values: [0, 1 + 1e-4 * Double($0)])
        }
        let names = try Markup(LineChart("t", series: series).svg()).named("text").filter {
            $0.text.hasPrefix("name")
        }
        let heights = names.compactMap { Double($0.attributes["y"] ?? "") }.sorted()
        #expect(heights.count == 6)
        #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 > 14.9 })
    }

    @Test func manyNamesMoveIntoALegend() throws {
        let series = (0..<30).map { LineChart.Series("s\($0)", values: [0, Double($0)]) }
        let markup = try Markup(LineChart("t", series: series).svg())
        #expect(Set(series.map(\.name)).isSubset(of: markup.texts))
        let dashes = markup.named("path").compactMap { $0.attributes["stroke-dasharray"] }
        #expect(Set(dashes).count == 4, "colours that repeat come with other dashes")
    }

    @Test func aRuleStandsAtItsPlaceWithItsName() throws {
        let chart = LineChart(
            "", x: .linear(range: 0...10), y: .linear("y", range: 0...1),
            series: [.init("", points: [(0, 0), (10, 1)])], rules: [.init(at: 5, label: "best")])
        let markup = try Markup(chart.svg())
        let rule = markup.named("line").first { $0.attributes["stroke-dasharray"] == "3 3" }
        #expect(rule?.attributes["x1"] == "247.72")
        #expect(markup.texts.contains("best"))
    }

    @Test func denseLinesAreThinnedToTheirOutline() {
        let points = (0..<100_000).map { (x: Double($0) / 1000, y: Double($0 % 7)) }
        let data = LinePath(points).data
        // 200 columns half a unit wide, of at most 4 points each.
        #expect(data.count { $0 == " " } <= 2 * 200 * 4)
        #expect(data.contains(" 6"), "the highest value of a column stays")
    }
}

@Suite struct SpreadTests {
    @Test func positionsFarApartStay() {
        #expect(spread([10, 40, 25], gap: 15, within: 0...100) == [10, 40, 25])
    }

    @Test func equalPositionsSpreadEvenlyAroundTheirPlace() {
        #expect(spread([50, 50, 50], gap: 10, within: 0...100) == [40, 50, 60])
    }

    @Test func boundsHold() {
        #expect(spread([99, 100], gap: 10, within: 0...100) == [90, 100])
        #expect(spread([0, 1, 2], gap: 10, within: 0...100) == [0, 10, 20])
    }
}
