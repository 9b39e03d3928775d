import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct RDatabaseTests {
    private let folder = TemporaryFolder()
    private let package = RPackage([
        ("persuasion", ["Chapter 1", "", "Sir Walter Elliot, of Kellynch Hall — é"]), ("emma", []),
    ])

    private func database(
        index: [UInt8]? = nil, values: [UInt8]? = nil
    ) throws(FileError) -> RDatabase {
        folder.file("Rdata.rdx", holding: index ?? package.index)
        folder.file("Rdata.rdb", holding: values ?? package.values)
        return try RDatabase(contentsOf: folder.file("Rdata"))
    }

    private func value(_ body: [UInt8]) throws(FileError) -> RValue {
        try RValue(serialized: ByteRegion(RPackage.header + body), path: "x")
    }

    @Test func givesTheTextsByTheirNames() throws {
        let database = try database()
        #expect(database.names == ["emma", "persuasion"])
        #expect(try database.value(named: "emma") == .texts([]))
        #expect(
            try database.value(named: "persuasion")
                == .texts(["Chapter 1", "", "Sir Walter Elliot, of Kellynch Hall — é"]))
    }

    @Test func anUnknownNameIsAnsweredWithTheNearest() throws {
        let database = try database()
        let fault = #expect(throws: FileError.self) { try database.value(named: "ema") }
        #expect(fault?.problem == "no value 'ema'; did you mean 'emma'?")
    }

    @Test func readsNumbersTruthsListsAndLatin1() throws {
        let numbers = Self.words(14, 1) + [0xC0, 0x04, 0, 0, 0, 0, 0, 0]
        let missing = Self.words(10, 2, 1) + [0x80, 0, 0, 0]
        let latin = Self.words(16, 2, 0x4009, 1) + [0xE9] + Self.words(9, -1)
        let list = Self.words(19, 4) + numbers + missing + latin + Self.words(254)
        #expect(
            try value(list)
                == .list(
                    [.numbers([-2.5]), .integers([1, .min]), .texts(["é", nil]), .null], names: []))
    }

    private static func words(_ numbers: Int...) -> [UInt8] {
        var bytes: [UInt8] = []
        for number in numbers { bytes += RPackage.word(number) }
        return bytes
    }

    private static let nonsense: [(body: [UInt8], problem: String)] = [
        (words(13, 0x7FFF_FFFF), "more than the data can hold"), (words(16, -1), "-1 elements"),
        (words(3), "R's type 3"), (words(0x1FF), "a reference to symbol 1 of 0"),
        ([[UInt8]](repeating: words(19, 1), count: 100).flatMap(\.self), "lists within lists"),
        (words(16, 1, 13), "type 13 among texts"), (words(16, 1, 9, 1) + [0xFF], "not UTF-8"),
        ([0, 0], "the data ends here"),
    ]

    @Test(arguments: nonsense)
    func nonsenseIsRefusedAtItsByte(body: [UInt8], problem: String) {
        let fault = #expect(throws: FileError.self) { try value(body) }
        #expect(fault?.problem.contains(problem) == true, "\(fault as Any)")
        #expect(fault?.position != nil)
    }

    @Test func aVersionThatIsNotKnownIsRefused() {
        let fault = #expect(throws: FileError.self) {
            try RValue(serialized: ByteRegion(Array("X\n".utf8) + RPackage.word(9)), path: "x")
        }
        #expect(fault?.problem.contains("version 9") == true)
        #expect(throws: FileError.self) {
            try RValue(serialized: ByteRegion(Array("RDX3\n".utf8)), path: "x")
        }
    }

    @Test func aPlaceOutsideOfTheValuesIsRefused() {
        let fault = #expect(throws: FileError.self) {
            try database(values: Array(package.values.dropLast(9)))
        }
        #expect(fault?.problem.contains("'emma' lies outside of") == true)
    }

    /// A size that is too small cuts what is decompressed short: a lie must not be believed.
    @Test(arguments: [(3, 1), (0, 0x7F), (4, 0x5A)])
    func aDamagedValueIsRefused(place: Int, byte: UInt8) throws {
        var values = package.values
        values[place] = byte
        let database = try database(values: values)
        #expect(throws: FileError.self) { try database.value(named: "persuasion") }
    }
}
