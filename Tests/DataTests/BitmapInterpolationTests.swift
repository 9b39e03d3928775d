import LaminaData
import Testing

@Suite struct BitmapInterpolationTests {
    private func grey(_ height: Int, _ width: Int, _ value: (Int, Int) -> Int) -> Bitmap {
        let pixels = (0..<height * width).map { UInt8(value($0 / width, $0 % width)) }
        return Bitmap(height: height, width: width, channels: 1, pixels: pixels)
    }

    @Test func aRampStaysARamp() {
        let ramp = grey(2, 4) { _, column in column * 40 }
        let wide = ramp.interpolated(height: 2, width: 8)
        #expect(Array(wide.pixels.prefix(8)) == [0, 10, 30, 50, 70, 90, 110, 120])
        #expect(ramp.interpolated(height: 2, width: 4) == ramp)
    }

    /// Unlike ``Bitmap/resized(height:width:)``, which averages over all that a pixel covers.
    @Test func shrinkingLooksAtFourPixelsAlone() {
        let line = grey(1, 8) { _, column in column == 3 ? 255 : 0 }
        #expect(line.interpolated(height: 1, width: 2).pixels == [0, 0])
    }

    @Test func aStraightPartIsCutOutAsItIs() {
        let picture = grey(6, 8) { row, column in row * 30 + column }
        let corners = [(1.0, 2.0), (6, 2), (6, 5), (1, 5)].map { PicturePoint(x: $0.0, y: $0.1) }
        let part = picture.straightened(corners: corners, height: 3, width: 5)
        #expect(part == picture.cropped(top: 2, left: 1, height: 3, width: 5))
    }

    @Test func aTurnedPartStandsUpright() {
        let picture = grey(5, 5) { row, column in row * 10 + column }
        // A quarter turn: what was the right side comes to the top.
        let corners = [(4.0, 0.0), (4, 4), (0, 4), (0, 0)].map { PicturePoint(x: $0.0, y: $0.1) }
        let part = picture.straightened(corners: corners, height: 4, width: 4)
        #expect(part.pixels[0] == 4 && part.pixels[1] == 14 && part.pixels[4] == 3)
    }
}
