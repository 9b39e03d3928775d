import ArgumentParser
import Lamina
import LaminaGraph

/// `lamina ops`: the table of operations, from which the conformance suite derives its checks.
struct OpsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ops",
        abstract: "Lists the tensor operations and what is checked of each.",
        discussion: """
            Nine checks are derived from the table: the engine against a reference evaluation in \
            double precision (reference) and against NumPy, SciPy or PyTorch (golden); derivatives \
            against differences, once (gradient) and twice (secondOrder), and forward against \
            reverse mode (forwardMode); all examples of a batch together against one after the \
            other (vmap); compiled against uncompiled (compiled); one thread against two (threads); \
            what wrong calls say (errors). docs/op-table.md describes them.
            """)

    @Flag(help: "Print one JSON object per operation.")
    var json = false

    @Flag(help: "Print the operands and the Python expression of each row that has one, as JSON.")
    var samples = false

    func run() throws {
        if samples { return try writeSamples() }
        if json { return try writeObjects() }
        let terminal = Terminal(.output)
        var table = Table([
            .init("operation"), .init("rows", isNumeric: true), .init("checks"), .init("file"),
        ])
        for operation in OperationSummary.all {
            table.append([
                StyledText(operation.name), StyledText("\(operation.rowCount)"),
                StyledText(checks(of: operation)), StyledText(operation.file),
            ])
        }
        let lines = table.lines(width: terminal.width, color: terminal.hasColor)
        try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
    }

    /// All of them, or all but some, with the reasons.
    private func checks(of operation: OperationSummary) -> String {
        var reasons: [(reason: String, checks: [String])] = []
        func add(_ reason: String, _ check: Check) {
            if let index = reasons.firstIndex(where: { $0.reason == reason }) {
                reasons[index].checks.append(check.rawValue)
            } else {
                reasons.append((reason, [check.rawValue]))
            }
        }
        for (check, reason) in operation.excluded { add(reason, check) }
        for check in operation.missing { add("not given yet", check) }
        guard !reasons.isEmpty else { return "all" }
        let words = reasons.map { $0.checks.joined(separator: ", ") + " (\($0.reason))" }
        return "all but " + words.joined(separator: "; ")
    }

    private func writeObjects() throws {
        for operation in OperationSummary.all {
            try JSONLines.write([
                "name": JSONValue(operation.name), "file": JSONValue(operation.file),
                "checks": JSONValue(operation.checks.map { JSONValue($0.rawValue) }),
                "not_applicable": JSONValue(
                    operation.excluded.map { (key: $0.check.rawValue, value: JSONValue($0.reason)) }
                ),
                "missing": JSONValue(operation.missing.map { JSONValue($0.rawValue) }),
                "rows": JSONValue(operation.rowCount),
            ])
        }
    }

    /// What scripts/goldens.py reads.
    private func writeSamples() throws {
        for row in opTable {
            guard let golden = row.golden, row.reason(against: .golden) == nil else { continue }
            let operands = row.samples(seed: 1, dtype: .float64).map { operand -> JSONValue in
                [
                    "dtype": JSONValue("\(operand.dtype)"),
                    "shape": JSONValue(operand.shape.map { JSONValue($0) }),
                    "values": JSONValue(operand.array(as: Double.self).map(number)),
                ]
            }
            try JSONLines.write([
                "name": JSONValue(row.name), "golden": JSONValue(golden),
                "operands": JSONValue(operands),
            ])
        }
    }

    /// Infinities and NaN as strings: JSON has no numbers for them.
    private func number(_ x: Double) -> JSONValue {
        x.isFinite ? JSONValue(x) : JSONValue("\(x)")
    }
}
