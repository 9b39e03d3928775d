import LaminaPlot
import Testing

@Suite struct PictureTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ])
    func base64FollowsTheExamplesOfTheRFC(text: String, code: String) {
        #expect(base64(Array(text.utf8)[...]) == code)
    }

    @Test(arguments: [1, 2, 3, 4])
    func pngHeadersTellSizeAndChannels(channels: Int) {
        let pixels = [UInt8](repeating: 7, count: 5 * 3 * channels)
        let uri = pngDataURI(pixels, width: 5, height: 3, channels: channels)
        // Signature, then IHDR: width 5, height 3, depth 8, colour type 0, 4, 2 or 6.
        let type: UInt8 = [0, 4, 2, 6][channels - 1]
        let head: [UInt8] =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
            + [0, 0, 0, 5, 0, 0, 0, 3, 8, type]
        let start = base64(head[...]).prefix(32)  // 24 bytes: a whole number of triples
        #expect(uri.hasPrefix("data:image/png;base64," + start))
        #expect(uri.utf8.count < 200)
    }

    @Test func noiseThatDoesNotCompressFitsToo() {
        var state: UInt64 = 1
        let pixels = (0..<300 * 300).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        let uri = pngDataURI(pixels, width: 300, height: 300, channels: 1)
        #expect(uri.utf8.count > 300 * 300 * 4 / 3)
    }

    @Test func divergingNumbersAreSymmetricAboutZeroAndGapsTransparent() {
        let gap = Picture(values: [-1, .nan, 0.5], width: 3, height: 1, map: .blueWhiteRed)
        // By hand: -1 is the blue end; 0.5 of -1...1 lies at 3/4, half way from stop 7 to stop 8.
        let pixels: [UInt8] = [0x05, 0x30, 0x61, 255, 0, 0, 0, 0, 0xE5, 0x83, 0x68, 255]
        var expected = pixels
        let color = ColorMap.blueWhiteRed.color(at: 0.5)
        #expect(color == RGB(red: 0xF7, green: 0xF7, blue: 0xF7))
        // The colour beneath a transparent pixel is that of a value without one: the first.
        expected.replaceSubrange(4..<7, with: [0x05, 0x30, 0x61])
        #expect(gap.dataURI == pngDataURI(expected, width: 3, height: 1, channels: 4))
    }

    @Test func gridsShowEveryPictureWithItsLines() throws {
        let pictures = (0..<7).map {
            Picture(pixels: [0, 128, 255, 3], width: 2, height: 2, caption: "no \($0)\nsecond")
        }
        let markup = try Markup(ImageGrid("t", pictures: pictures, columns: 3).svg())
        let images = markup.named("image")
        #expect(images.count == 7)
        #expect(images.allSatisfy { $0.attributes["style"] == "image-rendering:pixelated" })
        #expect(markup.texts.contains("no 6") && markup.texts.count { $0 == "second" } == 7)
        // (476 + 8) / 3 - 8 = 153.33 wide, 2 + 161.33 for the second.
        #expect(images[0].attributes["width"] == "153.33")
        #expect(images[1].attributes["x"] == "163.33")
    }

    @Test func wrongSizeSaysWhatWasExpected() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent])
        {
            _ = Picture(pixels: [1, 2, 3], width: 2, height: 2)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("Picture: 3 values are not [height 2, width 2, channels 1]"))
    }
}
