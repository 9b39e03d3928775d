import LaminaPlot
import Testing

@Suite struct ScatterChartTests {
    @Test func pointsWithoutAPlaceAreLeftOut() throws {
        let group = PointGroup("a", points: [(0, 0), (1, 1), (.nan, 1), (1, .infinity)])
        let circles = try Markup(ScatterChart("t", groups: [group]).svg()).named("circle")
        #expect(circles.map(\.text) == ["", "a: 0, 0", "a: 1, 1"], "the first is the legend's")
    }

    @Test func theEighthClassHasAnotherMarker() throws {
        let groups = (0..<8).map { PointGroup("c\($0)", points: [(Double($0), 0)]) }
        let markup = try Markup(ScatterChart("t", groups: groups).svg())
        #expect(markup.named("circle").count == 14)
        #expect(markup.named("rect").contains { $0.text == "c7: 7, 0" })
    }

    @Test func thousandsOfPointsAreOnePathEach() throws {
        let points = (0..<20_000).map { (x: Double($0 % 141), y: Double($0 / 141)) }
        let svg = ScatterChart("t", groups: [PointGroup("a", points: points)]).svg()
        #expect(try Markup(svg).named("path").count == 1)
        #expect(svg.utf8.count < 20_000 * 20)
    }

    @Test func labelsSortPointsIntoClasses() {
        let groups = PointGroup.classes(
            [(0, 0), (1, 1), (2, 2)], labels: [1, 0, 1], names: ["no", "yes"])
        #expect(groups.map(\.name) == ["no", "yes"])
        #expect(groups.map { $0.points.map(\.x) } == [[1], [0, 2]])
    }
}

@Suite struct DecisionMapTests {
    @Test func theBorderLiesAtProbabilityOneHalf() throws {
        // Two columns with centres at 1/4 and 3/4 of the width; from 0.25 up to 1.0 the half lies a
        // third of the way between them: 1/4 + 1/3 * 1/2 = 5/12.
        let map = DecisionMap(
            "", x: .linear(range: 0...1), y: .linear(range: 0...1), columns: 2,
            probabilities: [0.25, 1, 0.25, 1])
        let data = try #require(try Markup(map.svg()).named("path").first?.attributes["d"])
        // The plot goes from 29.44 to 466: 29.44 + 436.56 * 5/12 = 211.34.
        let xs = data.split(whereSeparator: { "ML".contains($0) }).map {
            $0.split(separator: " ")[0]
        }
        #expect(!xs.isEmpty && xs.allSatisfy { $0 == "211.34" })
    }

    @Test func oneClassHasNoBorder() throws {
        let map = DecisionMap(
            "", x: .linear(range: 0...1), y: .linear(range: 0...1), columns: 2,
            classes: [0, 0, 0, 0])
        #expect(try Markup(map.svg()).named("path").first?.attributes["d"] == "")
    }

    @Test func pointsOutsideAreLeftOut() throws {
        let map = DecisionMap(
            "", x: .linear(range: 0...1), y: .linear(range: 0...1), columns: 1, classes: [0],
            groups: [PointGroup("a", points: [(0.5, 0.5), (2, 0.5)])])
        #expect(try Markup(map.svg()).named("circle").map(\.text) == ["", "a: 0.5, 0.5"])
    }
}
