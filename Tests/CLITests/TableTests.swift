import Testing
import lamina

@Suite struct TableTests {
    private func table(_ rows: [[StyledText]]) -> Table {
        var table = Table([.init("run"), .init("loss", isNumeric: true), .init("data")])
        for row in rows { table.append(row) }
        return table
    }

    @Test func columnsAreAsWideAsTheirWidestCell() {
        let lines = table([["a", "0.25", "xor"], ["longer", "12.5", ""]])
            .lines(width: nil, color: false)
        #expect(lines == ["run     loss  data", "a       0.25  xor", "longer  12.5"])
    }

    @Test func ideographsAndCombiningMarksKeepTheirColumn() {
        let lines = table([["学習", "1", "x"], ["e\u{301}té", "2", "x"], ["👩‍👩‍👧", "3", "x"]])
            .lines(width: nil, color: false)
        #expect(lines.dropFirst().map { DisplayWidth.of($0) } == [13, 13, 13])
        #expect(lines[1] == "学習     1  x")
    }

    @Test(arguments: 1...60) func noLineIsWiderThanTheTerminal(width: Int) {
        let lines = table([
            ["lenet5-fashion-mnist-001", "0.2500", "fashion-mnist"], ["学習学習学習", "1", "学習"],
        ]).lines(width: width, color: false)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
    }

    @Test func namesAreShortenedFirstThenTheLastColumnsGo() {
        let table = table([["lenet5-fashion-mnist-001", "0.2500", "fashion-mnist"]])
        func row(_ width: Int) -> String { table.lines(width: width, color: false)[1] }
        #expect(row(36) == "lenet5-fashi…  0.2500  fashion-mnist")
        #expect(row(34) == "lenet5-fash…  0.2500  fashion-mni…")
        #expect(row(33) == "lenet5-fashion-mnist-001  0.2500")
        #expect(row(20) == "lenet5-fash…  0.2500")
        #expect(row(10) == "lenet5-fa…")
    }

    @Test func coloursAddNothingToTheWidth() {
        let styled = table([[StyledText("a", .green), "1", "x"]])
        #expect(styled.lines(width: 20, color: true)[1] == "\u{1B}[32ma\u{1B}[0m       1  x")
        #expect(styled.lines(width: 20, color: false)[1] == "a       1  x")
    }

    @Test func namesCannotSteerTheTerminal() {
        let lines = table([["a\u{1B}[2J\nb\u{202E}", "1", "x"]]).lines(width: nil, color: true)
        #expect(lines[1].hasPrefix("a?[2J?b?"))
    }
}
