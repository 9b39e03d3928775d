import LaminaPlot
import Testing

@Suite struct ColorMapTests {
    @Test func endsAndMiddleAreThoseOfTheTables() {
        #expect(ColorMap.viridis.color(at: 0).hex == "#440154")
        #expect(ColorMap.viridis.color(at: 1).hex == "#fde725")
        #expect(ColorMap.blueWhiteRed.color(at: 0.5).hex == "#f7f7f7")
        #expect(ColorMap.gray.color(at: 0.5).hex == "#808080")
    }

    @Test func viridisIsCloseToMatplotlibsTableBetweenTheStops() {
        // Entries 64 and 191 of option_d.py, rounded to 8 bits; neither is a stop.
        for (entry, expected) in [(64, (59, 82, 139)), (191, (94, 201, 98))] {
            let color = ColorMap.viridis.color(at: Double(entry) / 255)
            #expect(abs(Int(color.red) - expected.0) <= 7)
            #expect(abs(Int(color.green) - expected.1) <= 7)
            #expect(abs(Int(color.blue) - expected.2) <= 7)
        }
    }

    @Test func numbersOutsideTakeTheEndsAndNaNTheFirst() {
        let map = ColorMap.viridis
        #expect(map.color(at: -.infinity) == map.color(at: 0))
        #expect(map.color(at: .infinity) == map.color(at: 1))
        #expect(map.color(at: .nan) == map.color(at: 0))
    }

    @Test func divergingRangesAreSymmetric() {
        #expect(ColorMap.blueWhiteRed.range(of: [-1, 3, .nan]) == -3...3)
        #expect(ColorMap.viridis.range(of: [-1, 3]) == -1...3)
        #expect(ColorMap.viridis.range(of: [.nan]) == nil)
    }

    @Test func paletteColorsDifferAndWrap() {
        #expect(Set(Palette.okabeIto).count == 7)
        #expect(Palette.color(7) == Palette.color(0))
        #expect(Palette.color(-1) == Palette.color(6))
    }
}
