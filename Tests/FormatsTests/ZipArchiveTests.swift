import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct ZipArchiveTests {
    /// `python3 -c "import zipfile; zipfile.ZipFile('x', 'w').writestr(zipfile.ZipInfo('a/b'),
    /// b'hi')"`
    static let fromPython: [UInt8] = [
        0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0xAC,
        0x2A, 0x93, 0xD8, 0x02, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00,
        0x61, 0x2F, 0x62, 0x68, 0x69, 0x50, 0x4B, 0x01, 0x02, 0x14, 0x03, 0x14, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0xAC, 0x2A, 0x93, 0xD8, 0x02, 0x00, 0x00, 0x00, 0x02,
        0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x80, 0x01, 0x00, 0x00, 0x00, 0x00, 0x61, 0x2F, 0x62, 0x50, 0x4B, 0x05, 0x06, 0x00, 0x00,
        0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x31, 0x00, 0x00, 0x00, 0x23, 0x00, 0x00, 0x00, 0x00,
        0x00,
    ]

    private func read(_ bytes: [UInt8], _ name: String) throws -> [UInt8] {
        try ZipArchive(parsing: ByteRegion(bytes), path: "x").contents(of: name)
            .array(of: UInt8.self)
    }

    @Test func readsAnArchiveOfPythons() throws {
        #expect(try read(Self.fromPython, "a/b") == [UInt8]("hi".utf8))
    }

    @Test(arguments: [true, false]) func readsDeflatedAndStoredMembers(deflate: Bool) throws {
        let text = [UInt8](repeating: 7, count: 100_000)
        let archive = zipped("a", text, deflate: deflate)
        #expect((archive.count < 1000) == deflate)
        #expect(try read(archive, "a") == text)
        #expect(try ZipArchive(parsing: ByteRegion(archive), path: "x").names == ["a"])
        #expect(try read(zipped("a", [], deflate: deflate), "a") == [])
    }

    @Test(arguments: [true, false]) func everyTruncationIsRefused(deflate: Bool) {
        let archive = zipped("name", [1, 2, 3, 4], deflate: deflate)
        for length in 0..<archive.count {
            #expect(throws: FileError.self) { try read([UInt8](archive[..<length]), "name") }
        }
    }

    @Test(arguments: [true, false]) func everyChangedByteIsHarmlessOrRefused(deflate: Bool) {
        let archive = zipped("name", [1, 2, 3, 4], deflate: deflate)
        for position in archive.indices {
            for change in [1, 0x80, 0xFF] as [UInt8] {
                var damaged = archive
                damaged[position] ^= change
                if let result = try? read(damaged, "name") { #expect(result == [1, 2, 3, 4]) }
            }
        }
    }

    @Test func aMissingMemberIsNamedWithTheNearest() {
        let fault = #expect(throws: FileError.self) {
            try read(zipped("model.npy", [1]), "modle.npy")
        }
        #expect(fault?.problem == "no member 'modle.npy'; did you mean 'model.npy'?")
    }

    /// The same archive as large ones are written: sizes and places in 64 bits.
    private func wide(_ archive: [UInt8]) -> [UInt8] {
        let end = archive.count - 22
        let start = Int(archive[end + 16]) | Int(archive[end + 17]) << 8
        var entry = [UInt8](archive[start..<end])
        func word(_ value: Int) -> [UInt8] { (0..<8).map { UInt8(value >> (8 * $0) & 0xFF) } }
        let size = Int(entry[24]), packed = Int(entry[20])
        entry.replaceSubrange(20..<28, with: repeatElement(0xFF, count: 8))
        entry.replaceSubrange(42..<46, with: repeatElement(0xFF, count: 4))
        entry.replaceSubrange(30..<32, with: [28, 0])
        entry += [1, 0, 24, 0] + word(size) + word(packed) + word(0)
        let record: [UInt8] =
            [0x50, 0x4B, 6, 6] + word(44) + [45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0] + word(1)
            + word(1) + word(entry.count) + word(start)
        let locator: [UInt8] =
            [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + word(start + entry.count) + [1, 0, 0, 0]
        let last: [UInt8] =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 12) + [0, 0]
        return [UInt8](archive[..<start]) + entry + record + locator + last
    }

    @Test(arguments: [true, false]) func largeArchivesAreRead(deflate: Bool) throws {
        let archive = wide(zipped("name", [1, 2, 3, 4], deflate: deflate))
        #expect(try read(archive, "name") == [1, 2, 3, 4])
        for length in 0..<archive.count {
            #expect(throws: FileError.self) { try read([UInt8](archive[..<length]), "name") }
        }
        for position in archive.indices {
            for change in [1, 0x80, 0xFF] as [UInt8] {
                var damaged = archive
                damaged[position] ^= change
                if let result = try? read(damaged, "name") { #expect(result == [1, 2, 3, 4]) }
            }
        }
    }

    @Test func aRepeatedMemberIsRefused() throws {
        let one = zipped("a", [1], deflate: false)
        let end = one.count - 22
        let start = Int(one[end + 16])
        var last = [UInt8](one[end...])
        (last[8], last[10]) = (2, 2)
        let twice = [UInt8](one[..<end]) + one[start..<end] + last
        let fault = #expect(throws: FileError.self) { try read(twice, "a") }
        #expect(fault?.problem == "the member 'a' stands twice in the archive")
    }
}
