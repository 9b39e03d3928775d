import Glibc
import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import Testing

/// Files of several data sets beside what Pillow and Python's `wave` read in them.
@Suite struct DecodingTests {
    struct Reference: Decodable {
        struct Picture: Decodable {
            let file: String
            let width, height: Int
            let asMode: String
            let mean: [Double]
            let sha256: String?
            let centre2x2: [[[Int]]]?
        }
        struct Sound: Decodable {
            let file: String
            let samples, sum, sumOfSquares: Int
            let first8: [Int]
            let loudest: [Int]
            let frames: Int
            let logMelMean: Double
            let logMelMiddleFrame: [Double]
        }
        struct Pictures: Decodable { let files: [Picture] }
        struct Sounds: Decodable { let files: [Sound] }
        let images: Pictures
        let sounds: Sounds
    }

    static func isThere(_ file: String) -> Bool {
        access(DataFolder.standard.path + "/" + file, R_OK) == 0
    }

    static let reference = try? PretrainedReference.decoded("decoding", as: Reference.self)
    static let pictures = (reference?.images.files ?? []).filter { isThere($0.file) }
    static let sounds = (reference?.sounds.files ?? []).filter {
        isThere("spoken-prompts/" + $0.file)
    }

    @Test(
        .enabled(
            if: !pictures.isEmpty,
            "no pictures of visp-images, sklearn or tuxpaint-stamps in the data folder; set LAMINA_DATA"
        ))
    func picturesHaveThePixelsOfPillow() throws {
        for picture in Self.pictures {
            let bitmap = try Bitmap(
                contentsOf: DataFolder.standard.path + "/" + picture.file)
            #expect(bitmap.width == picture.width && bitmap.height == picture.height)
            let wide = picture.asMode == "RGBA" ? bitmap.coloured.withAlpha : bitmap.coloured
            #expect(wide.channels == picture.asMode.count, "\(picture.file)")
            if let digest = picture.sha256 {
                #expect(SHA256.hexDigest(ByteRegion(wide.pixels)) == digest, "\(picture.file)")
            }
            for channel in 0..<wide.channels {
                let places = stride(from: channel, to: wide.pixels.count, by: wide.channels)
                let sum = places.reduce(0) { $0 + Int(wide.pixels[$1]) }
                let mean = Double(sum) / Double(wide.width * wide.height)
                // Decoders of JPEG may differ by a unit here and there; ours is the same library.
                #expect(abs(mean - picture.mean[channel]) < 1e-2, "\(picture.file)")
            }
            if let centre = picture.centre2x2 {
                let part = wide.cropped(
                    top: wide.height / 2, left: wide.width / 2, height: 2, width: 2)
                let expected = centre.flatMap { $0.flatMap { $0 } }
                #expect(zip(part.pixels, expected).allSatisfy { abs(Int($0) - $1) <= 2 })
            }
        }
    }

    @Test(
        .enabled(
            if: !sounds.isEmpty,
            "no recordings of spoken-prompts in the data folder; set LAMINA_DATA"))
    func recordingsHaveTheSamplesAndTheSpectra() throws {
        let mel = MelSpectrogram(
            sampleRate: 8000, size: 256, hop: 80, bands: 40, border: .none)
        for file in Self.sounds {
            let sound = try Sound(
                contentsOf: DataFolder.standard.path + "/spoken-prompts/" + file.file)
            let whole = sound.samples.map { Int($0 * 32_768) }
            #expect(whole.count == file.samples && sound.sampleRate == 8000)
            #expect(whole.reduce(0, +) == file.sum)
            #expect(whole.reduce(0) { $0 + $1 * $1 } == file.sumOfSquares)
            #expect(Array(whole.prefix(8)) == file.first8)
            #expect(whole.firstIndex(of: whole.max() ?? 0) == file.loudest[0])
            let levels = log(mel(Tensor(sound.samples)) + 1e-6)
            #expect(levels.shape == [file.frames, 40])
            #expect(abs(Double(levels.mean().scalar()) - file.logMelMean) < 1e-5)
            let middle = levels[file.frames / 2].array()
            for (own, other) in zip(middle, file.logMelMiddleFrame) {
                #expect(abs(Double(own) - other) < 1e-3)
            }
        }
    }
}

extension Bitmap {
    /// With an alpha of 255 where there is none.
    fileprivate var withAlpha: Bitmap {
        guard !hasAlpha else { return self }
        var pixels: [UInt8] = []
        for start in stride(from: 0, to: self.pixels.count, by: 3) {
            pixels += self.pixels[start..<start + 3]
            pixels.append(255)
        }
        return Bitmap(height: height, width: width, channels: 4, pixels: pixels)
    }
}
