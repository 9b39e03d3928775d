import LaminaData
import Testing

@Suite struct PixelMaskTests {
    private func mask(_ rows: [String]) -> PixelMask {
        PixelMask(
            height: rows.count, width: rows[0].count, isSet: rows.flatMap { $0.map { $0 == "#" } })
    }

    @Test func whatTouchesAtACornerIsOneRegion() {
        let regions = mask(["##..#", "..#..", ".....", "#...#"]).regions
        #expect(regions.map(\.corners.count) == [3, 1, 1, 1])
    }

    @Test func aHoleIsNoRegion() {
        #expect(mask(["###", "#.#", "###"]).regions.count == 1)
        #expect(PixelMask(height: 0, width: 0, isSet: []).regions.isEmpty)
    }

    @Test func thickeningGoesDownAndToTheRight() {
        #expect(mask(["#..", "..#", "..."]).thickened == mask(["##.", "###", "..#"]))
    }
}
