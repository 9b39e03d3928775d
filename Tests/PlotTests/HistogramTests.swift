import LaminaPlot
import Testing

@Suite struct HistogramTests {
    @Test func countsFallIntoRoundIntervals() {
        let (edges, counts) = Histogram("t", values: [0, 0.5, 1, 1.5, 2, 4], bins: 4).counted
        // A span of 4 in 4 intervals; 1 opens the second, and 4 closes the last.
        #expect(edges == [0, 1, 2, 3, 4])
        #expect(counts == [2, 2, 1, 1])
    }

    @Test(arguments: [
        [0.1, 0.2, 0.3, 0.7], [-5, -5, -5], [1e-300, 2e-300], [3], [-1e149, 1e149],
    ])
    func everyFiniteValueIsCountedOnce(values: [Double]) {
        let (edges, counts) = Histogram("t", values: values + [.nan, .infinity]).counted
        #expect(counts.reduce(0, +) == values.count)
        #expect(edges.count == counts.count + 1)
        #expect(values.allSatisfy { $0 >= edges[0] && $0 <= edges[edges.count - 1] })
    }

    @Test func wholeNumbersAreNotCutInPieces() {
        let values = (0..<10).map(Double.init) + [0, 0, 0]
        #expect(Histogram("t", values: values, bins: 100).counted.edges == (0...9).map(Double.init))
    }

    @Test func valuesLeftOutAreMentioned() throws {
        let markup = try Markup(Histogram("t", values: [1, 2, .nan]).svg())
        #expect(markup.texts.contains("1 of 3 values are not finite"))
    }
}
