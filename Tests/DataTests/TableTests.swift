import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct TableTests {
    private let folder = TemporaryFolder()

    private func table(
        _ text: String, _ csv: CSV = CSV(hasHeader: true, missing: .keep),
        kinds: [String: Table.Kind] = [:]
    ) throws -> Table {
        let path = folder.file("x.csv", holding: [UInt8](text.utf8))
        return try csv.table(contentsOf: path, kinds: kinds)
    }

    @Test(arguments: [
        ("1\n-2\n+3\n", Table.Kind.integer), ("1\n2.5\n", .number), ("1\nNA\n\n2e3\n", .number),
        ("9223372036854775807\n", .integer), ("9223372036854775808\n", .number),
        ("2024-02-29\n2023-12-31T23:59:00Z\n", .date), ("2023-02-29\n2023-02-29\n", .category),
        ("red\nred\nblue\nblue\n", .category), ("red\nblue\ngreen\n", .text),
        // The zeros of postal codes are no number's.
        ("01067\n01067\n", .category), ("NA\n?\n", .text), ("0\n-0\n", .integer),
        ("0.5\n00.5\n", .number),
    ])
    func kindsFollowFromTheValues(rows: String, kind: Table.Kind) throws {
        let csv = CSV(hasHeader: false, missing: .keep)
        #expect(try table(rows, csv).columns[0].kind == kind)
    }

    @Test func keepsWhatIsMissingAndWhereRowsBegin() throws {
        let cars = try table("name,hp\n\"a\nb\",1\nNA,2\n\n a ,?\n")
        #expect(
            cars.columns == [
                .init(name: "name", values: .texts(["a\nb", nil, " a "])),
                .init(name: "hp", values: .integers([1, 2, nil])),
            ])
        #expect(cars.lines == [2, 4, 6])
        #expect(cars.columns.map(\.missingCount) == [1, 1])
    }

    @Test func missingValuesAreDroppedFilledOrRefused() throws {
        let text = "a,b\n1,x\n,x\n"
        let dropped = try table(text, CSV(hasHeader: true, missing: .dropRow))
        #expect(dropped.columns[0].values == .integers([1]) && dropped.lines == [2])
        let filled = try table(text, CSV(hasHeader: true, missing: .fill(-1)))
        #expect(filled.columns[0].values == .numbers([1, -1]))
        let error = #expect(throws: FileError.self) { try table(text, CSV(hasHeader: true)) }
        #expect(error?.position == .cell(line: 3, column: 1))
        #expect(error?.problem == "column 'a' has no value")
    }

    @Test func tabsSeparateToo() throws {
        let tabbed = try table("a\tb\n1\t\"x\ty\"\n", CSV(separator: "\t", hasHeader: true))
        #expect(tabbed.columns[1].values == .texts(["x\ty"]))
    }

    @Test func aKindThatDoesNotFitNamesThePlace() throws {
        let error = #expect(throws: FileError.self) {
            try table("a,b\n1,2\n3,four\n", kinds: ["b": .integer])
        }
        #expect(error?.position == .cell(line: 3, column: 2))
        #expect(error?.problem == "column 'b' holds 'four', which is no whole number of 64 bits")
        let unknown = #expect(throws: FileError.self) {
            try table("abc\n1\n", kinds: ["abd": .text])
        }
        #expect(unknown?.problem.contains("abc") == true)
        let twice = #expect(throws: FileError.self) { try table("a,a\n1,2\n") }
        #expect(twice?.problem == "two columns are named 'a'")
    }

    @Test func repeatedAndIncompleteRowsGo() throws {
        let rows = try table("a,b\n1,x\n1,x\n1,\n1,\n2,x\n")
        #expect(try rows.withoutDuplicates().lines == [2, 4, 6])
        #expect(try rows.withoutDuplicates(in: ["a"]).lines == [2, 6])
        #expect(try rows.withoutMissing().lines == [2, 3, 6])
        #expect(try rows.withoutMissing(in: ["a"]).rowCount == 5)
        #expect(throws: DatasetError.self) { try rows.withoutMissing(in: ["c"]) }
    }

    @Test func outliersLieOutsideTheBoundsOfTheTrainingRows() throws {
        let numbers = try table("x\n1\n2\n3\n4\n5\n100\n\n".replacing("\n\n", with: "\nNA\n"))
        let train = try numbers.rows(0..<5)
        // Quartiles 2 and 4: 2 - 1.5 * 2 and 4 + 1.5 * 2.
        let usual = try OutlierBounds(fittedTo: train, column: "x", by: .interquartile())
        #expect(usual.bounds == -1...7)
        #expect(try usual.rows(of: numbers).lines == [2, 3, 4, 5, 6, 8])
        #expect(
            try usual.clipped(numbers).columns[0].values == .numbers([1, 2, 3, 4, 5, 7, nil]))
        // Mean 3, deviation √2.
        let near = try OutlierBounds(fittedTo: train, column: "x", by: .zScore(limit: 1))
        #expect(try near.rows(of: train).lines == [3, 4, 5])
        #expect(throws: DatasetError.self) {
            try OutlierBounds(fittedTo: train, column: "x", by: .zScore(limit: -1))
        }
    }
}
