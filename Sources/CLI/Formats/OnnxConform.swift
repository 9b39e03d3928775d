import ArgumentParser
import LaminaONNX

/// `lamina onnx conform`: ONNX's own cases.
struct OnnxConform: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conform",
        abstract: "Runs every case of ONNX's backend suite below a folder.",
        discussion: """
            A case is a folder with model.onnx and test_data_set_*, or a file NAME.onnx beside \
            NAME_output_0.pb. Numbers may differ by 1e-3 of their size and 1e-7, as in the suite. What \
            does not pass is listed with its reason. Exit code 1 if a case fails.
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "dir"), completion: .directory)
    var folder: String

    @Option(help: "Only cases whose name contains this.")
    var filter: String?

    @Flag(help: "Print one JSON object for each case, and a last one with the counts.")
    var json = false

    @Flag(help: "Name every case before it runs.")
    var verbose = false

    func run() throws {
        let cases = try OnnxConformance.cases(below: folder).filter {
            filter.map($0.name.contains) ?? true
        }
        guard !cases.isEmpty else { throw WrongUsage("no case lies below \(folder)") }
        var counts = (passed: 0, failed: 0, unsupported: 0)
        var plain = (passed: 0, all: 0)
        for test in cases {
            if verbose { try StandardStream.error.write("\(test.name)\n") }
            let outcome = test.run()
            let isPlain = test.isPlain
            if isPlain { plain.all += 1 }
            switch outcome {
            case .passed:
                counts.passed += 1
                if isPlain { plain.passed += 1 }
                if json { try report(test.name, "passed", "") }
            case .failed(let reason):
                counts.failed += 1
                try report(test.name, "failed", reason)
            case .unsupported(let reason):
                counts.unsupported += 1
                try report(test.name, "unsupported", reason)
            }
        }
        if !json {
            try StandardStream.output.write(
                "\(plain.passed) of \(plain.all) with tensors of numbers alone pass\n")
        }
        try JSONLines.write([
            "passed": JSONValue(counts.passed), "failed": JSONValue(counts.failed),
            "unsupported": JSONValue(counts.unsupported), "plain_passed": JSONValue(plain.passed),
            "plain": JSONValue(plain.all),
        ])
        if counts.failed > 0 { throw ExitCode(1) }
    }

    private func report(_ name: String, _ outcome: String, _ reason: String) throws {
        guard json else {
            return try StandardStream.output.write("\(outcome)  \(name): \(reason)\n")
        }
        try JSONLines.write([
            "case": JSONValue(name), "outcome": JSONValue(outcome), "reason": JSONValue(reason),
        ])
    }
}
