import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct IDXTests {
    /// Two pictures of 2 x 3 pixels.
    static let sample: [UInt8] =
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + Array(1...12)

    @Test(arguments: [sample, gzipped(sample)]) func readsShapeAndPixels(file: [UInt8]) throws {
        let folder = TemporaryFolder()
        let idx = try IDX(contentsOf: folder.file("x", holding: file))
        #expect(idx.elementType == .uint8 && idx.shape == [2, 2, 3])
        #expect(try idx.uint8() == Array(1...12))
        #expect(try idx.int32() == Array(1...12))
        #expect(idx.floats() == (1...12).map { Float($0) })
        #expect(idx.dataOffset == 16)
    }

    @Test(
        arguments: [
            (0x08, [0xFF], [255]), (0x09, [0xFF], [-1]), (0x0B, [0xFF, 0xFE], [-2]),
            (0x0C, [0x80, 0, 0, 0], [-2_147_483_648]), (0x0D, [0xBF, 0xC0, 0, 0], [-1.5]),
            (0x0E, [0xC0, 0x04, 0, 0, 0, 0, 0, 0], [-2.5]),
        ] as [(UInt8, [UInt8], [Float])])
    func readsEveryElementType(code: UInt8, bytes: [UInt8], values: [Float]) throws {
        let idx = try read([0, 0, code, 1, 0, 0, 0, 1] + bytes)
        #expect(idx.floats() == values)
        if values[0] == values[0].rounded() {
            #expect(try idx.int32().map { Float($0) } == values)
        } else {
            #expect(throws: FileError.self) { try idx.int32() }
        }
    }

    @Test func anEmptyArrayIsAllowed() throws {
        let idx = try read([0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 5])
        #expect(idx.shape == [0, 5] && idx.floats().isEmpty)
    }

    @Test(arguments: 0..<sample.count) func everyTruncationIsRefused(length: Int) {
        let fault = refusal([UInt8](Self.sample[..<length]))
        #expect(fault?.position == .byte(length))
        #expect(refusal(gzipped([UInt8](Self.sample[..<length])))?.position == .byte(length))
    }

    @Test(arguments: 2..<gzipped(sample).count) func everyTruncationOfAGzipFileIsRefused(
        length: Int
    ) {
        #expect(refusal([UInt8](gzipped(Self.sample)[..<length])) != nil)
    }

    @Test func truncationSaysWhatWasExpectedAndFound() {
        let fault = refusal([UInt8](Self.sample[..<20]))
        #expect(
            fault?.description.hasPrefix("x, byte 20: truncated: 28 bytes expected, 20 found")
                == true)
        let packed = refusal(gzipped([UInt8](Self.sample[..<20])))
        #expect(packed?.problem == fault?.problem)
    }

    @Test func surplusBytesAreRefused() {
        #expect(refusal(Self.sample + [0, 0])?.problem.hasPrefix("2 bytes after the 28 ") == true)
        #expect(refusal(gzipped(Self.sample + [0]))?.problem.contains("after the 28 ") == true)
    }

    @Test(
        arguments: [[0, 0, 7, 1], [0, 0, 0x0A, 1], [1, 0, 8, 1], [0x89, 0x50, 0x4E, 0x47]]
            as [[UInt8]])
    func aWrongMagicNumberIsNamed(magic: [UInt8]) {
        let fault = refusal(magic + [0, 0, 0, 1, 0])
        #expect(fault?.position == .byte(0))
        #expect(fault?.problem.contains("is not that of an IDX file") == true)
    }

    @Test func sizesThatOverflowAreRefused() {
        let huge = [UInt8](repeating: 0xFF, count: 12)
        let fault = refusal([0, 0, 8, 3] + huge)
        #expect(fault?.position == .byte(8))
        #expect(fault?.problem.contains("4294967295 x 4294967295") == true)
        // 153,092,023 x 92,737 x 649,657 is Int.max exactly.
        let largest: [UInt8] = [0x09, 0x1F, 0xFF, 0xB7, 0, 1, 0x6A, 0x41, 0, 9, 0xE9, 0xB9]
        #expect(refusal([0, 0, 8, 3] + largest)?.position == .byte(12))
        #expect(refusal([0, 0, 8, 255] + [UInt8](repeating: 0xFF, count: 1020)) != nil)
    }

    /// 4 GB announced by 40 compressed bytes: refused before memory is taken.
    @Test func aClaimThatTheFileCannotHoldIsRefused() {
        let fault = refusal(gzipped([0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]))
        #expect(fault?.problem.contains("4294967303 bytes expected, at most") == true)
        #expect(refusal([0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]) != nil)
    }

    @Test func anotherElementTypeThanBytesIsNamed() throws {
        let idx = try read([0, 0, 0x0D, 1, 0, 0, 0, 0])
        let fault = #expect(throws: FileError.self) { try idx.uint8() }
        #expect(fault?.problem == "the elements are float32; uint8 is needed")
    }

    private func read(_ bytes: [UInt8]) throws(FileError) -> IDX {
        try IDX(parsing: ByteRegion(bytes), path: "x")
    }

    private func refusal(_ bytes: [UInt8]) -> FileError? {
        do {
            _ = try read(bytes)
            return nil
        } catch { return error }
    }
}
