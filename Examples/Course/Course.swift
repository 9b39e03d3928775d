import Glibc
import LaminaPlot

/// `course CHAPTER [--short] [--out DIR]`: runs a chapter of docs/course, or all.
@main enum Course {
    static func main() {
        do throws(WrongUsage) {
            try run(Request(Array(CommandLine.arguments.dropFirst())))
        } catch {
            fail(error.problem, code: 2)
        }
    }

    private static func run(_ request: Request) {
        if request.chapters.isEmpty {
            for chapter in Chapter.all { print("\(chapter.name): \(chapter.question)") }
            print("\n\(Request.usage)")
        }
        for chapter in request.chapters {
            do {
                try run(chapter, request)
            } catch {
                fail("\(chapter.name): \(error)", code: 1)
            }
        }
    }

    private static func run(_ chapter: Chapter, _ request: Request) throws {
        print("── \(chapter.number) \(chapter.name): \(chapter.question)")
        let lesson = Lesson(of: chapter, isShort: request.isShort, folder: request.folder) {
            print($0)
            // A pipe too gets each line when it is known.
            fflush(nil)
        }
        let time = try ContinuousClock().measure { try chapter.run(lesson) }
        let seconds = time / .seconds(1)
        lesson.say("\n\(fixed(seconds, decimals: 1)) s")
        guard lesson.broken.isEmpty else {
            throw CourseError("it does not hold that \(lesson.broken.joined(separator: "; "))")
        }
        // The page shows the numbers of the full form.
        if !request.isShort {
            try Page.update(
                "\(request.folder)/\(chapter.pageName).md", with: lesson.tables, seconds: seconds)
        }
        let names = lesson.pictures.map { "\(request.folder)/pictures/\($0)" }
        lesson.say("Pictures: \(names.joined(separator: ", "))\n")
    }

    private static func fail(_ text: String, code: Int32) -> Never {
        fflush(nil)
        let line = "error: \(text)\n"
        _ = line.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
        exit(code)
    }
}
