import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct CSVTests {
    private let folder = TemporaryFolder()

    private func rows(_ text: String, _ csv: CSV = CSV()) throws -> [[String]] {
        try csv.text(contentsOf: folder.file("x.csv", holding: [UInt8](text.utf8))).rows
    }

    private func numbers(
        _ text: String, _ csv: CSV = CSV(), columns: CSV.Columns = .all
    ) throws -> CSV.Numbers {
        let path = folder.file("x.csv", holding: [UInt8](text.utf8))
        return try csv.numbers(contentsOf: path, columns: columns)
    }

    private func refusal(
        _ text: String, _ csv: CSV = CSV(), columns: CSV.Columns = .all
    ) throws -> FileError {
        try #require(
            #expect(throws: FileError.self) { try numbers(text, csv, columns: columns) })
    }

    @Test(arguments: [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
        ("\u{FEFF}a,b", [["a", "b"]]),
        ("", []), ("\n\n", []),
        ("a,b\n\nc,d\n\n", [["a", "b"], ["c", "d"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        (",\n,", [["", ""], ["", ""]]),
        ("\"a,b\",\"c\nd\"\n\"e\"\"f\",\"\"\n", [["a,b", "c\nd"], ["e\"f", ""]]),
        ("\"\"\"\"\"\"\n", [["\"\""]]),
        ("\"a\r\nb\",c\r\n", [["a\r\nb", "c"]]),
        ("é, ü \n", [["é", " ü "]]),
        ("\"\"\n\"\"\n", [[""], [""]]),
    ])
    func readsWhatTheStandardAllows(text: String, expected: [[String]]) throws {
        #expect(try rows(text) == expected)
    }

    @Test func separatorsAndHeadersAreOptions() throws {
        let csv = CSV(separator: ";", hasHeader: true)
        let path = folder.file("x.csv", holding: [UInt8]("a;b\n1,5;2\n".utf8))
        let table = try csv.text(contentsOf: path)
        #expect(table.header == ["a", "b"] && table.rows == [["1,5", "2"]])
        #expect(try rows("a\tb\n", CSV(separator: "\t")) == [["a", "b"]])
    }

    @Test func readsCompressedFiles() throws {
        let path = folder.file("x.csv.gz", holding: gzipped([UInt8]("1,2\n".utf8)))
        #expect(try CSV().numbers(contentsOf: path).values == [1, 2])
    }

    @Test func numbersComeRowByRowWithTheirLines() throws {
        let table = try numbers("x,y\n1,2.5\n\n-3e2,\"4\"\n", CSV(hasHeader: true))
        #expect(table.values == [1, 2.5, -300, 4])
        #expect(table.header == ["x", "y"] && table.columnCount == 2 && table.rowCount == 2)
        #expect(table.lines == [2, 4])
    }

    @Test func columnsAreChosenByNumberOrName() throws {
        let text = "name,x,y\nford,1,2\n"
        let csv = CSV(hasHeader: true)
        #expect(try numbers(text, csv, columns: .at([2, 1])).values == [2, 1])
        let named = try numbers(text, csv, columns: .named(["y"]))
        #expect(named.values == [2] && named.header == ["y"])
        let fault = try refusal(text, csv, columns: .named(["nane"]))
        #expect(fault.problem == "no column 'nane'; did you mean 'name'?")
        #expect(try refusal(text, csv, columns: .at([3])).problem == "no column 3; there are 3")
    }

    @Test func aCellThatIsNoNumberIsNamedByLineAndColumn() throws {
        let fault = try refusal("1,2\n3,four\n")
        #expect(fault.position == .cell(line: 2, column: 2))
        #expect(fault.problem == "the field holds 'four', which is not a number")
        let named = try refusal("a,b\n1,\"x\ny\"\n", CSV(hasHeader: true))
        #expect(named.position == .cell(line: 2, column: 2))
        #expect(named.problem.hasPrefix("column 'b' holds 'x\ny'"))
    }

    @Test func missingNumbersFollowThePolicy() throws {
        let text = "1,NA\n3,4\n,6\n"
        let fault = try refusal(text)
        #expect(fault.position == .cell(line: 1, column: 2))
        #expect(fault.problem == "the field has no number")
        #expect(try numbers(text, CSV(missing: .fill(-1))).values == [1, -1, 3, 4, -1, 6])
        let dropped = try numbers(text, CSV(missing: .dropRow))
        #expect(dropped.values == [3, 4] && dropped.lines == [2])
        #expect(try refusal("-,1\n", CSV(missing: .dropRow)).problem.contains("'-'"))
    }

    @Test(
        arguments: [
            ("1,2\n3\n", .line(2), "1 fields; the first record has 2"),
            ("1,2\n3,4,5\n", .line(2), "3 fields"),
            ("1,\"2\n3\"\n4\n", .line(3), "1 fields"),
            ("1,2\"\n", .cell(line: 1, column: 2), "a quote inside"),
            ("1\n\"2\"3\n", .cell(line: 2, column: 1), "text behind the closing quote"),
            ("1\n2,\"3\n\n4", .cell(line: 2, column: 2), "never ends"),
            ("1\r2\r", .cell(line: 1, column: 1), "carriage return"),
        ] as [(String, FileError.Position, String)])
    func malformedRecordsAreNamed(text: String, position: FileError.Position, problem: String)
        throws
    {
        let fault = try #require(#expect(throws: FileError.self) { try rows(text) })
        #expect(fault.position == position)
        #expect(fault.problem.contains(problem))
    }

    @Test func textThatIsNotUTF8IsRefused() {
        let path = folder.file("x.csv", holding: [0x61, 0x2C, 0xFF, 0x0A])
        let fault = #expect(throws: FileError.self) { try CSV().text(contentsOf: path) }
        #expect(fault?.position == .cell(line: 1, column: 2))
    }

    @Test func aHeaderIsNeededWhereOneIsPromised() throws {
        #expect(try refusal("", CSV(hasHeader: true)).problem.contains("no header"))
    }

    /// Cut off anywhere, a table is read as what is left of it or refused; nothing crashes.
    @Test func everyTruncationIsReadOrRefused() {
        let text = [UInt8]("x,y\n1,\"2\"\n\"3\",4.5e-1\r\n".utf8)
        for length in 0..<text.count {
            let path = folder.file("x.csv", holding: [UInt8](text[..<length]))
            if let table = try? CSV(hasHeader: true).numbers(contentsOf: path) {
                #expect(table.values.count == table.rowCount * table.columnCount)
            }
        }
    }
}
