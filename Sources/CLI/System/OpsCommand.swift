import ArgumentParser
import Lamina

/// `lamina ops`: the table of operations, from which the conformance suite derives its checks.
struct OpsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ops",
        abstract: "Lists the tensor operations and what is checked of each.",
        discussion: """
            Every operation is compared with a reference evaluation in double precision and, compiled, \
            with itself; smooth ones also in their first and second derivative with differences.
            """)

    @Flag(help: "Print one JSON object per operation.")
    var json = false

    func run() throws {
        let terminal = Terminal(.output)
        var table = Table([.init("operation"), .init("file"), .init("gradient")])
        for row in opTable {
            let checks = Check.allCases.filter { row.without[$0] == nil }
            if json {
                try JSONLines.write([
                    "name": JSONValue(row.name), "file": JSONValue("Sources/Tensor/" + row.file),
                    "checks": JSONValue(checks.map { JSONValue($0.rawValue) }),
                ])
            } else {
                table.append([
                    StyledText(row.name), StyledText(row.file),
                    StyledText(row.without[.gradient].map { "none: " + $0 } ?? "to second order"),
                ])
            }
        }
        if !json {
            let lines = table.lines(width: terminal.width, color: terminal.hasColor)
            try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
        }
    }
}
