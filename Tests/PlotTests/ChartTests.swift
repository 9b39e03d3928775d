import LaminaPlot
import Testing

/// What every chart promises, whatever it shows.
@Suite struct ChartTests {
    /// Each chart built from the same label and numbers.
    static func charts(label: String, values: [Double]) -> [(name: String, svg: String)] {
        let points = values.enumerated().map { (x: Double($0), y: $1) }
        let groups = [PointGroup(label, points: points), PointGroup("other", points: points)]
        let places = values.map { $0 > 0 ? 1 : 0 }
        let axis = Axis.linear(label, range: 0...1)
        return [
            (
                "LineChart",
                LineChart(
                    label, x: "\(label)", y: .log(label),
                    series: [.init(label, values: values), .init("second", points: points)],
                    rules: [.init(at: 1, label: label)]
                ).svg()
            ),
            (
                "BarChart",
                BarChart(label, x: "\(label)", bars: values.map { .init(label, $0) }).svg()
            ),
            ("Histogram", Histogram(label, x: label, values: values).svg()),
            (
                "Heatmap",
                Heatmap(
                    label, rows: values.isEmpty ? [] : [label], columns: values.map { _ in label },
                    values: values, rowLabel: label, columnLabel: label
                ).svg()
            ),
            ("ScatterChart", ScatterChart(label, x: "\(label)", groups: groups).svg()),
            (
                "DecisionMap",
                DecisionMap(
                    label, x: axis, y: axis, columns: max(1, values.count), classes: places,
                    groups: groups
                ).svg()
            ),
            (
                "ImageGrid",
                ImageGrid(
                    label,
                    pictures: values.map {
                        Picture(values: [$0, 0], width: 2, height: 1, caption: label)
                    }, scale: (.blueWhiteRed, -1...1)
                ).svg()
            ),
            ("Sparkline", Sparkline(values).svg()),
        ]
    }

    static let hostile = "</svg><script>alert(\"1\")</script> & 'x' ]]> <!-- \u{0}\u{1B}\n\u{FFFE}"
    static let values: [Double] = [
        0.25, 0.5, .nan, 4, -.infinity, -3, 1e300, .leastNonzeroMagnitude,
    ]

    @Test func hostileLabelsStayText() throws {
        for (name, svg) in Self.charts(label: Self.hostile, values: Self.values) {
            let markup = try Markup(svg)
            #expect(markup.named("script").isEmpty, "\(name)")
            #expect(!svg.contains("<script"), "\(name)")
            #expect(markup.named("svg").first?.attributes["role"] == "img", "\(name)")
        }
    }

    @Test func labelsOfAnyLengthAndScriptGiveWellFormedMarkup() throws {
        let zalgo = "a" + String(repeating: "\u{301}", count: 5000)
        for label in ["", String(repeating: "W", count: 100_000), zalgo, "損失 🙂 ‮rtl"] {
            for (name, svg) in Self.charts(label: label, values: Self.values) {
                #expect(throws: Never.self, "\(name)") { try Markup(svg) }
                #expect(svg.utf8.count < 60_000, "\(name): \(svg.utf8.count) bytes")
            }
        }
    }

    @Test(arguments: [[], [.nan], [.infinity, -.infinity]] as [[Double]])
    func chartsWithoutNumbersSaySo(values: [Double]) throws {
        for (name, svg) in Self.charts(label: "title", values: values) {
            // A bar keeps its row and a picture its place, even if its number is not one.
            if !values.isEmpty && ["DecisionMap", "ImageGrid"].contains(name) { continue }
            #expect(try Markup(svg).elements.contains { $0.text.contains("no data") }, "\(name)")
        }
    }

    @Test func equalInputGivesEqualBytes() {
        let first = Self.charts(label: "loss", values: Self.values)
        let second = Self.charts(label: "loss", values: Self.values)
        #expect(first.map(\.svg) == second.map(\.svg))
    }

    @Test func noNumberInTheMarkupIsNotOne() {
        for (name, svg) in Self.charts(label: "x", values: Self.values) {
            #expect(!svg.contains("\"nan"), "\(name)")
            #expect(!svg.contains("\"inf"), "\(name)")
            #expect(!svg.contains("e+"), "\(name)")
        }
    }

    @Test func elementsHaveNoIdAndTheChartNoWidth() throws {
        for (name, svg) in Self.charts(label: "x", values: Self.values) {
            let markup = try Markup(svg)
            #expect(markup.elements.allSatisfy { $0.attributes["id"] == nil }, "\(name)")
            let root = try #require(markup.elements.first)
            #expect(root.attributes["width"] == nil && root.attributes["viewBox"] != nil, "\(name)")
        }
    }

    @Test func everyClassOfTheStyleSheetCarriesThePrefix() throws {
        let style = try #require(Markup(LineChart("t", series: []).svg()).named("style").first)
        let words = style.text.split { " {}(),;:".contains($0) }.filter { $0.hasPrefix(".") }
        #expect(!words.isEmpty)
        #expect(words.allSatisfy { $0.hasPrefix(".lp-") || $0 == ".lamina-plot" })
    }
}
