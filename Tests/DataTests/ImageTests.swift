import LaminaData
import LaminaGraph
import LaminaTensor
import Testing

@Suite struct ImageTests {
    /// The picture of scripts/reference-augmentation.py.
    private static let picture = Image(
        height: 7, width: 5, channels: 3,
        values: (0..<105).map { (place: Int) -> Float in
            Float((place * place * 7 + place * 31 + 11) % 256) / 255
        })

    /// Shear along x by a slope of 0.3 about the upper left corner.
    private static let changes: [(String, @Sendable (Image) -> Image)] = [
        ("brightness", { $0.brightness(1.4) }), ("contrast", { $0.contrast(0.4) }),
        ("saturation", { $0.saturation(1.7) }), ("hue", { $0.hue(-0.2) }),
        ("sharpness", { $0.sharpness(1.9) }), ("solarized", { $0.solarized(from: 0.6) }),
        ("posterized", { $0.posterized(bits: 3) }),
        (
            "autoContrasted",
            {
                var flat = $0
                flat.values = flat.values.map { (value: Float) -> Float in 0.3 + 0.4 * value }
                return flat.autoContrasted
            }
        ),
        (
            "blurred",
            {
                var random = SplitMix64(seed: 0, stream: 0)
                return GaussianBlur(kernelSize: 5, sigma: 1.3...1.3).apply($0, &random)
            }
        ),
        ("rotated", { $0.warped(by: AffineWarp(angle: 30)) }),
        (
            "warped",
            {
                $0.warped(by: AffineWarp(angle: -17, shift: (1, -2), scale: 1.2, shear: (8, 5)))
            }
        ),
        ("sheared", { RandAugment.Change.shearX.apply($0, strength: 1, fill: 0) }),
        (
            "displaced",
            {
                let field = (0..<35).map { (place: Int) -> Double in
                    Double(place * place % 7) / 2 - 1.5
                }
                return $0.displaced(across: field, down: field.reversed())
            }
        ),
        ("enlarged", { $0.resized(height: 9, width: 11) }),
        ("shrunk", { $0.resized(height: 3, width: 2) }),
    ]

    @Test(arguments: changes.indices) func agreesWithTorchvision(_ index: Int) throws {
        let (name, change) = ImageTests.changes[index]
        let expected = try #require(ReferencePictures.values[name])
        let result = change(ImageTests.picture).values
        #expect(result.count == expected.count)
        // A dozen rounded operations in float32 on numbers up to 1; the grids of torchvision are
        // float32 too, and an error of 1e-6 in a place moves a number by as much.
        for (place, (a, b)) in zip(result, expected).enumerated() {
            #expect((a - b).magnitude < 1e-5, "\(name), number \(place): \(a) and \(b)")
        }
    }

    @Test func equalizesAsTorchvisionDoes() throws {
        let bytes = (0..<1200).map { ($0 * $0 / 9 + $0) % 160 }
        let picture = Image(
            height: 40, width: 30, channels: 1, values: bytes.map { Float($0) / 255 })
        let result = picture.equalized.values
        let map = Set(bytes).sorted().compactMap { bytes.firstIndex(of: $0) }.map {
            result[$0] * 255
        }
        let expected = try #require(ReferencePictures.values["equalized"])
        #expect(map.map { $0.rounded() } == expected)
    }

    @Test func neutralChangesChangeNothing() {
        let picture = ImageTests.picture
        #expect(picture.warped(by: AffineWarp()) == picture)
        #expect(picture.resized(height: 7, width: 5) == picture)
        #expect(picture.mirrored.mirrored == picture && picture.upsideDown.upsideDown == picture)
        #expect(picture.brightness(1) == picture && picture.contrast(1) == picture)
        #expect(picture.posterized(bits: 8) == picture)
        for (a, b) in zip(picture.hue(0).values, picture.values) {
            #expect((a - b).magnitude < 1e-6)
        }
    }

    @Test func aQuarterTurnClockwiseMovesTheCorners() {
        let picture = Image(height: 2, width: 2, channels: 1, values: [1, 2, 3, 4])
        for (a, b) in zip(
            picture.warped(by: AffineWarp(angle: 90)).values, [3, 1, 4, 2] as [Float])
        {
            #expect((a - b).magnitude < 1e-6)
        }
        let shifted = picture.warped(by: AffineWarp(shift: (1, 0)), fill: 9)
        #expect(shifted.values == [9, 1, 9, 3])
    }

    @Test func partsCutAndMirroredByHand() {
        let picture = Image(height: 2, width: 3, channels: 1, values: [1, 2, 3, 4, 5, 6])
        #expect(picture.mirrored.values == [3, 2, 1, 6, 5, 4])
        #expect(picture.upsideDown.values == [4, 5, 6, 1, 2, 3])
        let part = picture.cropped(top: -1, left: 1, height: 2, width: 3, fill: 0)
        #expect(part.values == [0, 0, 0, 2, 3, 0])
    }

    @Test func theHueTurnsByThirds() {
        let red = Image(height: 1, width: 1, channels: 3, values: [1, 0.25, 0.25])
        for (a, b) in zip(red.hue(1.0 / 3).values, [0.25, 1, 0.25] as [Float]) {
            #expect((a - b).magnitude < 1e-6)
        }
    }

    @Test func tensorsAndFilesBecomePictures() {
        let png = PNG(width: 2, height: 1, channels: 1, pixels: [0, 255])
        #expect(Image(png).values == [0, 1])
        #expect(Image(ImageTests.picture.tensor) == ImageTests.picture)
    }
}
