import Foundation
import FoundationXML
import LaminaData
import LaminaTestSupport
import Testing
import course

/// Each chapter's short form, beside its page.
@Suite(.serialized) struct ChapterTests {
    private static let pages = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/course").standardizedFileURL

    /// Most chapters learn from it.
    private static let hasData = DataFolder.standard.holds(DataSetName.fashionMNIST)

    @Test(.enabled(if: hasData), arguments: Chapter.all.map(\.name))
    func holdsInItsShortFormAndFitsItsPage(name: String) throws {
        let chapter = try #require(Chapter.all.first { $0.name == name })
        let folder = TemporaryFolder()
        let lesson = Lesson(of: chapter, isShort: true, folder: folder.path) { _ in }
        try chapter.run(lesson)
        #expect(lesson.broken.isEmpty)
        #expect(!lesson.claims.isEmpty && !lesson.tables.isEmpty && !lesson.pictures.isEmpty)

        let page = try String(
            contentsOf: Self.pages.appending(path: chapter.pageName + ".md"), encoding: .utf8)
        #expect(page.contains("course \(name) --out docs/course"))
        for picture in lesson.pictures {
            let drawn = folder.path + "/pictures/" + picture
            #expect(
                XMLParser(data: try Data(contentsOf: URL(filePath: drawn))).parse(), "\(picture)")
            let kept = Self.pages.appending(path: "pictures/" + picture)
            #expect(try Data(contentsOf: kept).count <= 60_000, "\(picture)")
            #expect(page.contains("pictures/" + picture), "the page does not show \(picture)")
        }
        for table in lesson.tables {
            // The page has the full form's numbers, of the same things.
            let kept = try #require(Page(page).table(table.name), "no table \(table.name)")
            #expect(cells(kept.first ?? "") == cells(table.lines[0]))
        }
    }

    @Test func thePagesShowWhatIsThere() throws {
        let contents = try String(
            contentsOf: Self.pages.appending(path: "README.md"), encoding: .utf8)
        for chapter in Chapter.all { #expect(contents.contains("(\(chapter.pageName).md)")) }
        let pages = try Chapter.all.map {
            try String(contentsOf: Self.pages.appending(path: $0.pageName + ".md"), encoding: .utf8)
        }.joined()
        let pictures = try FileManager.default.contentsOfDirectory(
            atPath: Self.pages.appending(path: "pictures").path)
        for picture in pictures { #expect(pages.contains(picture), "no page shows \(picture)") }
    }

    @Test func aTableTakesThePlaceOfItsLikeInThePage() throws {
        var page = Page("a\n<!-- table: t -->\n| old |\n|-----|\n\nb\n")
        let lesson = Lesson(of: Chapter.all[0], isShort: true, folder: "") { _ in }
        lesson.table("t", ["name", "x"], [["long name", "1"], ["b", "22"]])
        try page.replace(lesson.tables[0])
        #expect(
            page.lines == [
                "a", "<!-- table: t -->", "| name      |  x |", "|-----------|---:|",
                "| long name |  1 |", "| b         | 22 |", "", "b", "",
            ])
        var timed = Page("<!-- time -->\nIt takes 9 s on 8 cores.")
        timed.note(seconds: 1.2)
        #expect(timed.lines.count == 2 && timed.lines[1].hasPrefix("It takes 2 s on "))
        #expect(throws: CourseError.self) {
            var other = Page("no place")
            try other.replace(lesson.tables[0])
        }
    }

    @Test func theCommandLineSaysWhatIsRun() throws {
        let request = try Request(["depth", "--short", "--out", "there", "optimisers"])
        #expect(request.chapters.map(\.name) == ["depth", "optimisers"])
        #expect(request.isShort && request.folder == "there")
        #expect(try Request(["all"]).chapters.count == Chapter.all.count)
        #expect(try Request(["list"]).chapters.isEmpty)
        for wrong in [[], ["--short"], ["deepness"], ["depth", "--out"], ["depth", "--fast"]] {
            #expect(throws: WrongUsage.self) { try Request(wrong) }
        }
    }

    private func cells(_ line: String) -> [String] {
        line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
