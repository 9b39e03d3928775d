import ArgumentParser
import LaminaFormats
import LaminaTrain

/// `lamina runs show RUN`: one run, its settings, curves and checkpoints.
struct RunsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one run: settings, metrics with their curves, checkpoints.",
        discussion: """
            With --json the first line is the run as in `runs list --json` with its configuration and \
            checkpoints added; a line of "event":"metric" follows for every point of every curve.
            """
    )

    @Argument(
        help: ArgumentHelp("A run's name, or the path of its folder.", valueName: "run"),
        completion: .custom { _, _, _ in
            let store = try? RunStore.existing(in: RunFolder.defaultRunsFolder)
            return (try? store?.runs().map(\.name)) ?? []
        })
    var name: String

    @OptionGroup var options: RunsOptions

    func run() throws {
        let folder = name.contains("/") ? try RunFolder(existing: name) : nil
        let runsFolder = folder?.runsFolder ?? options.runsFolder
        guard let store = try folder == nil ? options.store() : RunStore.existing(in: runsFolder)
        else {
            throw FileError(
                path: runsFolder, problem: "no runs are recorded here",
                fix: "name the folder that holds the runs with --runs")
        }
        let record = try store.run(named: folder?.name ?? name)
        let summary = try RunSummary(record, in: store, runsFolder: runsFolder)
        let curves = try store.metricNames(of: record.name).map {
            try store.series($0, of: record.name)
        }
        let place = try? RunFolder(existing: summary.path)
        if options.json { return try printJSON(summary, curves, place) }
        let lines = RunDetails(summary: summary, curves: curves, folder: place)
            .lines(for: Terminal(.output))
        try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
    }

    private func printJSON(
        _ summary: RunSummary, _ curves: [[Metric]], _ folder: RunFolder?
    ) throws {
        let config = try? RunConfig(json: summary.record.config, path: summary.path)
        let checkpoints = try folder?.checkpoints().map { JSONValue($0.path) } ?? []
        let best = folder?.bestCheckpoint().map { JSONValue($0.path) }
        let more: [(key: String, value: JSONValue)] = [
            ("config", config?.jsonValue ?? .null), ("checkpoints", JSONValue(checkpoints)),
            ("best", best ?? .null),
        ]
        try JSONLines.write(JSONValue(summary.jsonMembers + more))
        for metric in curves.joined() {
            try JSONLines.write([
                "event": "metric", "name": JSONValue(metric.name), "step": JSONValue(metric.step),
                "epoch": JSONValue(metric.epoch), "value": JSONValue(metric.value),
            ])
        }
    }
}
