import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct GzipTests {
    static let text = [UInt8]("a rose is a rose is a rose".utf8)

    @Test func inflatesWhatGzipMade() throws {
        // `printf 'a rose is a rose is a rose' | gzip -n9`, GNU gzip 1.12
        let file: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x54, 0x28, 0xCA,
            0x2F,
            0x4E, 0x55, 0xC8, 0x2C, 0x56, 0x48, 0x44, 0x63, 0x01, 0x00, 0xA3, 0x6D, 0x57, 0x86,
            0x1A,
            0x00, 0x00, 0x00,
        ]
        #expect(try inflated(file) == Self.text)
    }

    @Test(arguments: [0, 1, 65535, 65536, 65537, 1_000_000])
    func everySizeComesBack(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        #expect(try inflated(gzipped(bytes)) == bytes)
    }

    @Test func membersAreJoined() throws {
        #expect(try inflated(gzipped([1, 2]) + gzipped([]) + gzipped([3])) == [1, 2, 3])
    }

    @Test(arguments: 2..<gzipped(text).count) func everyTruncationIsRefused(length: Int) {
        #expect(throws: FileError.self) { try inflated([UInt8](gzipped(Self.text)[..<length])) }
    }

    @Test(arguments: 0..<gzipped(text).count) func everyChangedByteIsHarmlessOrRefused(at: Int) {
        var file = gzipped(Self.text)
        file[at] ^= 0x40
        // The header's flags and time and the padding of the last deflate byte carry no contents.
        if let result = try? inflated(file) { #expect(result == Self.text) }
    }

    @Test func whatFollowsTheContentsMustBeAnotherMember() {
        #expect(throws: FileError.self) { try inflated(gzipped(Self.text) + [1, 2, 3]) }
    }

    @Test func theLimitIsTheLastSizeAllowed() throws {
        let bomb = gzipped([UInt8](repeating: 0, count: 10_000_000))
        #expect(bomb.count < 10_000)
        #expect(try inflated(bomb, limit: 10_000_000).count == 10_000_000)
        let fault = #expect(throws: FileError.self) { try inflated(bomb, limit: 9_999_999) }
        #expect(fault?.problem == "the contents are longer than the limit of 9999999 bytes")
        #expect(throws: FileError.self) { try inflated(bomb, limit: 0) }
    }

    @Test func contentsOfAPlainFileAreItsBytes() throws {
        let folder = TemporaryFolder()
        let plain = folder.file("plain", holding: Self.text)
        let packed = folder.file("packed", holding: gzipped(Self.text))
        #expect(try Gzip.contents(of: plain).array(of: UInt8.self) == Self.text)
        #expect(try Gzip.contents(of: packed).array(of: UInt8.self) == Self.text)
    }

    private func inflated(_ bytes: [UInt8], limit: Int = 1 << 32) throws -> [UInt8] {
        try Gzip.inflated(ByteRegion(bytes), limit: limit, path: "x")
    }
}
