import FoundationEssentials
import Glibc
import LaminaFormats

/// A chapter's page: Markdown, in which each table stands below a line `<!-- table: NAME -->`.
package struct Page {
    package private(set) var lines: [String]

    package init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The lines of the table of this name; nil where the page has no such place.
    package func table(_ name: String) -> ArraySlice<String>? {
        guard let marker = lines.firstIndex(of: "<!-- table: \(name) -->") else { return nil }
        return lines[(marker + 1)...].prefix { $0.hasPrefix("|") }
    }

    /// Puts a table in the place of the one of its name.
    ///
    /// - Throws: where the page has no such place.
    package mutating func replace(_ table: Lesson.Table) throws {
        guard let old = self.table(table.name) else {
            throw CourseError("the page has no place for the table '\(table.name)'")
        }
        lines.replaceSubrange(old.indices, with: table.lines)
    }

    /// Puts how long a run took below the line `<!-- time -->`, if the page has one.
    package mutating func note(seconds: Double) {
        guard let marker = lines.firstIndex(of: "<!-- time -->") else { return }
        let old = lines[(marker + 1)...].prefix { $0.hasPrefix("It takes ") }
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let time = Int(seconds.rounded(.up))
        lines.replaceSubrange(old.indices, with: ["It takes \(time) s on \(cores) cores."])
    }

    /// Puts a run's tables and time into the page at a path, if there is one.
    static func update(
        _ path: String, with tables: [Lesson.Table], seconds: Double
    ) throws {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return }
        var page = Page(text)
        for table in tables { try page.replace(table) }
        page.note(seconds: seconds)
        try AtomicFile.write([UInt8](page.lines.joined(separator: "\n").utf8), to: path)
    }
}
