import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct TextLinesTests {
    private let folder = TemporaryFolder()

    private func file(_ text: String) -> String {
        folder.file("x.txt", holding: [UInt8](text.utf8))
    }

    private func rest(_ lines: TextLines) throws -> [String] {
        var (lines, result) = (lines, [String]())
        while let line = try lines.next() { result.append(line.text) }
        return result
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\n\r\nb", ["a", "", "b"]), ("\n\n", ["", ""]),
        ("\u{FEFF}é\n", ["é"]), ("a\rb\n", ["a\rb"]),
    ])
    func cutsAtLineEnds(text: String, expected: [String]) throws {
        #expect(try rest(TextLines(contentsOf: file(text))) == expected)
    }

    @Test func aStoredPositionContinues() throws {
        let path = file("one\ntwo\r\nthree")
        let all = ["one", "two", "three"]
        var lines = try TextLines(contentsOf: path)
        for read in 0...3 {
            #expect(
                try rest(TextLines(contentsOf: path, from: lines.position))
                    == Array(all.dropFirst(read)))
            #expect(try lines.next()?.number == (read < 3 ? read + 1 : nil))
        }
        #expect(throws: FileError.self) {
            try TextLines(contentsOf: path, from: .init(byte: 2, line: 2))
        }
    }

    @Test func textThatIsNotUTF8NamesItsLine() throws {
        let path = folder.file("x.txt", holding: [0x61, 0x0A, 0xFF, 0x0A])
        let error = #expect(throws: FileError.self) {
            try rest(TextLines(contentsOf: path))
        }
        #expect(error?.position == .line(2))
    }

    private struct Review: Decodable, Equatable {
        let text: String
        let stars: [Int]
    }

    @Test func readsARecordALineAndGoesOnBehindAFault() throws {
        let path = file(
            "{\"text\": \"a\", \"stars\": [1]}\n\n{\"text\": \"b\"}\n{\"text\": \"c\", \"stars\": [\"x\"]}\n{\n"
                + "{\"text\": \"d\", \"stars\": []}")
        var reviews = try JSONLines<Review>(contentsOf: path)
        #expect(try reviews.next() == Review(text: "a", stars: [1]))
        let stored = reviews.position
        let faults: [(Int, String)] = [
            (3, "no 'stars'"), (4, "'stars.0' is no Int"), (5, "no JSON"),
        ]
        for (line, problem) in faults {
            let error = #expect(throws: FileError.self) { try reviews.next() }
            #expect(error?.position == .line(line))
            #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
        }
        #expect(try reviews.next() == Review(text: "d", stars: []))
        #expect(try reviews.next() == nil)
        var again = try JSONLines<Review>(contentsOf: path, from: stored)
        let error = #expect(throws: FileError.self) { try again.next() }
        #expect(error?.position == .line(3))
    }
}
