import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaTensor
import LaminaTestSupport
import Testing

@Suite struct BitmapTests {
    static let gradient = Bitmap(
        height: 20, width: 30, channels: 3,
        pixels: (0..<1800).map { (place: Int) -> UInt8 in UInt8(place / 90 * 8 + place % 90) })

    @Test(arguments: [1, 3]) func jpegComesBackNearly(channels: Int) throws {
        let picture = channels == 1 ? Self.gradient.grey : Self.gradient
        let file = picture.encodedAsJPEG(quality: 95)
        let again = try Bitmap(parsing: ByteRegion(file), path: "x.jpg")
        #expect(again.width == 30 && again.height == 20 && again.channels == channels)
        let worst = zip(again.pixels, picture.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
        #expect(worst < 40)
    }

    @Test func everyTruncatedJPEGIsRefused() {
        let file = Self.gradient.encodedAsJPEG()
        for count in 0..<file.count - 2 {
            #expect(throws: FileError.self, "\(count) of \(file.count) bytes") {
                try Bitmap(parsing: ByteRegion(Array(file[..<count])), path: "x.jpg")
            }
        }
    }

    @Test(arguments: ["jpeg", "png", "pnm"]) func damagedFilesEndInErrorsOrPictures(format: String)
    {
        let picture = Self.gradient
        let png = PNG(width: 30, height: 20, channels: 3, pixels: picture.pixels)
        let file =
            switch format {
            case "jpeg": picture.encodedAsJPEG()
            case "png": png.encoded()
            default: [UInt8]("P6 30 20 255\n".utf8) + picture.pixels
            }
        var random = SplitMix64(seed: 7, stream: 0)
        for round in 0..<3000 {
            var damaged = file
            for _ in 0...round % 5 {
                let place = Int(random.below(UInt64(damaged.count)))
                damaged[place] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = try? Bitmap(parsing: ByteRegion(damaged), pixelLimit: 1 << 20, path: "x")
        }
    }

    /// Each scan goes over all pixels, and a file can repeat one as often as it likes.
    @Test func thousandsOfScansAreRefused() throws {
        let file = Self.progressive
        #expect(try Bitmap(parsing: ByteRegion(file), path: "x.jpg").channels == 1)
        let scan = file[124..<135]
        let many = file[..<124] + (0..<300).flatMap { _ in scan } + file[135...]
        let error = #expect(throws: FileError.self) {
            try Bitmap(parsing: ByteRegion(Array(many)), path: "x.jpg")
        }
        #expect("\(error as Any)".contains("more than 200 scans"))
    }

    @Test func otherFormatsAreNamed() {
        let error = #expect(throws: FileError.self) {
            try Bitmap(parsing: ByteRegion([UInt8]("GIF89a".utf8)), path: "x.gif")
        }
        #expect("\(error as Any)".contains("neither PNG nor JPEG nor binary PNM"))
    }

    @Test func moreThanTheLimitIsRefusedBeforeMemoryIsTaken() {
        let file = Self.gradient.encodedAsJPEG()
        let error = #expect(throws: FileError.self) {
            try Bitmap(parsing: ByteRegion(file), pixelLimit: 100, path: "x.jpg")
        }
        #expect("\(error as Any)".contains("30 x 20 pixels are more than the limit of 100"))
        let header = [UInt8]("P6 99999 99999 255\n".utf8)
        #expect(throws: FileError.self) {
            try Bitmap(parsing: ByteRegion(header), path: "x.ppm")
        }
    }

    @Test func readsPortablePixmaps() throws {
        let file = [UInt8]("P6\n# a comment\n2 1\n255\n".utf8) + [1, 2, 3, 4, 5, 6]
        #expect(
            try Bitmap(parsing: ByteRegion(file), path: "x")
                == Bitmap(height: 1, width: 2, channels: 3, pixels: [1, 2, 3, 4, 5, 6]))
        let grey = [UInt8]("P5 2 2 15\n".utf8) + [0, 5, 10, 15]
        #expect(try Bitmap(parsing: ByteRegion(grey), path: "x").pixels == [0, 85, 170, 255])
        for count in 0..<file.count {
            #expect(throws: FileError.self) {
                try Bitmap(parsing: ByteRegion(Array(file[..<count])), path: "x")
            }
        }
    }

    /// Pillow's `Image.alpha_composite` over white.
    @Test func transparencyShowsTheBackground() {
        let picture = Bitmap(
            height: 1, width: 4, channels: 4,
            pixels: [9, 9, 9, 0, 100, 0, 200, 255, 100, 0, 200, 128, 10, 20, 30, 1])
        #expect(
            picture.flattened().pixels == [
                255, 255, 255, 100, 0, 200, 177, 127, 227, 254, 254, 254,
            ])
    }

    /// Pillow's `convert("L")`.
    @Test func brightnessIsPillows() {
        let picture = Bitmap(
            height: 1, width: 4, channels: 3,
            pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30])
        #expect(picture.grey.pixels == [76, 150, 29, 18])
    }

    /// Pillow's `resize` of the gradient, BILINEAR.
    @Test func resizingIsPillows() {
        let small = Self.gradient.grey.resized(height: 3, width: 4)
        #expect(small.pixels == Self.smallPixels)
        let large = Self.gradient.grey.cropped(top: 0, left: 0, height: 2, width: 2)
            .resized(height: 3, width: 5)
        #expect(large.pixels == Self.largePixels)
        #expect(Self.gradient.resized(height: 20, width: 30) == Self.gradient)
    }

    @Test func sidesAndMiddleAreTorchvisions() {
        let tall = Bitmap(
            height: 427, width: 640, channels: 1,
            pixels: [UInt8](repeating: 1, count: 427 * 640))
        let sized = tall.resized(shorterSide: 256)
        #expect(sized.height == 256 && sized.width == 383)
        // (383 - 224) / 2 = 79.5 is rounded to 80, (5 - 4) / 2 = 0.5 to 0.
        let places = (0..<5 * 383).map { UInt8($0 % 383 % 256) }
        let row = Bitmap(height: 5, width: 383, channels: 1, pixels: places)
        #expect(row.centerCropped(height: 4, width: 224).pixels[0] == 80)
    }

    @Test func preprocessingNormalisesEachChannel() {
        let picture = Bitmap(height: 1, width: 1, channels: 3, pixels: [255, 0, 51])
        let values = ImagePreprocessing.imageNet.normalized(picture).array()
        let expected: [Float] = [
            (1 - 0.485) / 0.229, (0 - 0.456) / 0.224, (0.2 - 0.406) / 0.225,
        ]
        #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 1e-6 })
        let symmetric = ImagePreprocessing.imageNetSymmetric.normalized(picture).array()
        #expect(zip(symmetric, [1, -127 / 128, -76 / 128]).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func writesWhatTheEndingNames() throws {
        let folder = TemporaryFolder()
        let (png, jpeg) = (folder.path + "/x.png", folder.path + "/x.jpg")
        try Self.gradient.write(to: png)
        #expect(try Bitmap(contentsOf: png) == Self.gradient)
        try Self.gradient.write(to: jpeg)
        #expect(try Bitmap(contentsOf: jpeg).width == 30)
        #expect(throws: FileError.self) { try Self.gradient.write(to: folder.path + "/x.webp") }
    }
}

extension BitmapTests {
    /// From Pillow 12.
    static let smallPixels: [UInt8] = [41, 61, 84, 104, 89, 109, 132, 152, 137, 157, 180, 200]
    static let largePixels: [UInt8] = [1, 1, 3, 4, 4, 5, 5, 7, 8, 8, 9, 9, 11, 12, 12]

    /// 8 x 8 pixels from Pillow.
    static let progressive: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00,
        0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0xFF, 0xDB, 0x00, 0x43, 0x00, 0x1B, 0x12, 0x14,
        0x17, 0x14, 0x11, 0x1B, 0x17, 0x16, 0x17, 0x1E, 0x1C, 0x1B, 0x20, 0x28, 0x42, 0x2B,
        0x28, 0x25, 0x25, 0x28, 0x51, 0x3A, 0x3D, 0x30, 0x42, 0x60, 0x55, 0x65, 0x64, 0x5F,
        0x55, 0x5D, 0x5B, 0x6A, 0x78, 0x99, 0x81, 0x6A, 0x71, 0x90, 0x73, 0x5B, 0x5D, 0x85,
        0xB5, 0x86, 0x90, 0x9E, 0xA3, 0xAB, 0xAD, 0xAB, 0x67, 0x80, 0xBC, 0xC9, 0xBA, 0xA6,
        0xC7, 0x99, 0xA8, 0xAB, 0xA4, 0xFF, 0xC2, 0x00, 0x0B, 0x08, 0x00, 0x08, 0x00, 0x08,
        0x01, 0x01, 0x11, 0x00, 0xFF, 0xC4, 0x00, 0x14, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0xFF, 0xDA,
        0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x00, 0x01, 0x3F, 0xFF, 0xC4, 0x00, 0x16, 0x10,
        0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x01, 0x03, 0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x01, 0x05,
        0x02, 0x50, 0x3F, 0xFF, 0xC4, 0x00, 0x14, 0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xDA, 0x00,
        0x08, 0x01, 0x01, 0x00, 0x06, 0x3F, 0x02, 0x7F, 0xFF, 0xC4, 0x00, 0x15, 0x10, 0x01,
        0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x61, 0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x01, 0x3F, 0x21, 0x83,
        0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x00, 0x10, 0xFF, 0x00, 0xFF, 0xC4,
        0x00, 0x14, 0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x01,
        0x3F, 0x10, 0x3F, 0xFF, 0xD9,
    ]
}
