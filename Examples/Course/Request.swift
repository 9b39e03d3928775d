/// Arguments that ask for nothing the program has.
package struct WrongUsage: Error {
    package let problem: String
}

/// What the command line asks for.
package struct Request {
    /// In the order in which they are run; none to list them.
    package private(set) var chapters: [Chapter] = []
    package private(set) var isShort = false
    /// Pictures go to `pictures` in it, and tables into the pages that lie there.
    package private(set) var folder = "runs/course"

    static let usage = """
        usage: course CHAPTER… | all | list [--short] [--out DIR]
          --short    less data and fewer steps: seconds, and other numbers than in the page
          --out DIR  where the pictures go (runs/course)
        """

    package init(_ arguments: [String]) throws(WrongUsage) {
        var rest = arguments[...]
        var names: [String] = []
        while let argument = rest.popFirst() {
            switch argument {
            case "--short": isShort = true
            case "--out":
                guard let path = rest.popFirst() else {
                    throw WrongUsage(problem: "--out needs a folder")
                }
                folder = path
            case "all": chapters += Chapter.all
            case "list", "--help", "-h": names.append("list")
            default:
                guard let chapter = Chapter.all.first(where: { $0.name == argument }) else {
                    let known = Chapter.all.map(\.name).joined(separator: ", ")
                    throw WrongUsage(problem: "no chapter '\(argument)'; there are \(known)")
                }
                chapters.append(chapter)
            }
        }
        guard !chapters.isEmpty || !names.isEmpty else {
            throw WrongUsage(problem: "name a chapter\n\(Request.usage)")
        }
    }
}
