import LaminaFormats

/// A run of a chapter: it prints tables, writes pictures, and keeps count of what does not hold.
///
/// The numbers of the full form are those in the chapter's page. The short form asks the same of less
/// data and fewer steps, in seconds.
package final class Lesson {
    /// A table as Markdown, under a name that the page refers to.
    package struct Table: Sendable {
        package let name: String
        /// The row of headings, the row of rules, and the rows.
        package let lines: [String]
    }

    package let isShort: Bool
    package private(set) var tables: [Table] = []
    /// The pictures' file names, in the order in which they were written.
    package private(set) var pictures: [String] = []
    /// What was claimed and holds.
    package private(set) var claims: [String] = []
    /// What was claimed and does not hold.
    package private(set) var broken: [String] = []
    private let prefix: String
    private let folder: String
    private let write: (String) -> Void

    /// - Parameters:
    ///   - folder: pictures go to `pictures` in it.
    ///   - write: gets every line of text.
    package init(
        of chapter: Chapter, isShort: Bool, folder: String,
        write: @escaping (String) -> Void
    ) {
        (prefix, self.isShort, self.folder) = (chapter.prefix, isShort, folder)
        self.write = write
    }

    /// One of two values: for the short form or for the full one.
    func choose<Value>(short: Value, full: Value) -> Value { isShort ? short : full }

    func say(_ text: String) { write(text) }

    /// Prints a table: the first column to the left, numbers to the right.
    package func table(_ name: String, _ head: [String], _ rows: [[String]]) {
        let widths = head.indices.map { column in
            ([head] + rows).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + space : space + cell
            }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rules = widths.enumerated().map { column, width in
            String(repeating: "-", count: width + 1) + (column == 0 ? "-" : ":")
        }
        let lines = [line(head), "|" + rules.joined(separator: "|") + "|"] + rows.map(line)
        tables.append(Table(name: name, lines: lines))
        write("")
        lines.forEach(write)
        write("")
    }

    /// Writes a picture as `pictures/NN-name.svg`.
    func picture(_ name: String, _ svg: String) throws {
        let (file, path) = ("\(prefix)-\(name).svg", folder + "/pictures")
        guard FileTree.makeFolders(path) else {
            throw CourseError("\(path): the folder cannot be made")
        }
        try AtomicFile.write([UInt8](svg.utf8), to: path + "/" + file)
        pictures.append(file)
    }

    /// Says whether something holds that the page claims. Where it does not, the program fails, since a
    /// lesson whose claim does not hold teaches something wrong.
    func claim(_ text: String, _ holds: Bool) {
        write((holds ? "✓ " : "✗ ") + text)
        if holds { claims.append(text) } else { broken.append(text) }
    }
}

/// Why a chapter could not be run, or did not show what it says.
package struct CourseError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
