import ArgumentParser
import Foundation
import Lamina
import LaminaReport

/// `lamina runs compare`: runs side by side, with what differs between their settings.
struct RunsCompare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Ranks runs by a metric and shows in what settings they differ.",
        discussion: """
              lamina runs compare --sweep sweep-mlp-xor-1
              lamina runs compare lenet5-fashion-mnist-001 lenet5-fashion-mnist-002 --plot curves.svg
              lamina runs compare --sweep sweep-mlp-mnist-5k-1 --over fold

            --over puts runs together that differ in nothing but this setting, such as fold or seed, and \
            shows mean and standard deviation.
            """)

    @Argument(help: ArgumentHelp("Names of runs; all without any.", valueName: "run"))
    var names: [String] = []

    @OptionGroup var options: RunsOptions

    @Option(help: ArgumentHelp("The runs of this sweep.", valueName: "name"))
    var sweep: String?

    @Option(
        help: ArgumentHelp("What ranks: the newest value, or a loss's lowest.", valueName: "metric")
    )
    var by = "validation_loss"

    @Option(help: ArgumentHelp("Runs that differ in it alone are one.", valueName: "setting"))
    var over: String?

    @Option(
        help: ArgumentHelp("Writes the curves of the metric as an SVG file.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var plot: String?

    func run() throws {
        guard let store = try options.store() else {
            throw FileError(
                path: options.runsFolder, problem: "no runs are recorded here",
                fix: "name the folder that holds the runs with --runs")
        }
        let comparison = try RunComparison(
            records: try chosen(store), store: store, metric: by, over: over)
        if let plot { try AtomicFile.write([UInt8](comparison.chart().utf8), to: plot) }
        if options.json {
            for row in comparison.rows { try JSONLines.write(row.json(metric: by)) }
            return
        }
        let terminal = Terminal(.output)
        let lines = comparison.table.lines(width: terminal.width, color: terminal.hasColor)
        let same = comparison.common.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        try StandardStream.output.write(
            lines.joined(separator: "\n") + (same.isEmpty ? "" : "\n\nalike   \(same)") + "\n")
    }

    private func chosen(_ store: RunStore) throws -> [RunRecord] {
        var records = try names.isEmpty ? store.runs() : names.map(store.run(named:))
        if let sweep {
            let sweeps = Set(records.compactMap { Self.config($0)?.sweep })
            guard sweeps.contains(sweep) else {
                throw UnknownName(kind: "sweep", name: sweep, known: sweeps.sorted())
            }
            records = records.filter { Self.config($0)?.sweep == sweep }
        }
        guard !records.isEmpty else {
            throw WrongUsage("there is no run to compare in \(options.runsFolder)")
        }
        return records
    }

    static func config(_ record: RunRecord) -> RunConfig? {
        try? RunConfig(json: record.config, path: record.name)
    }
}
