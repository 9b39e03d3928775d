import ArgumentParser
import LaminaTrain

/// `lamina runs list`: one line per run.
struct RunsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the runs, the newest last.",
        discussion: """
            Loss and accuracy are the newest ones: on test data if there are such, else on validation \
            data (val), else on training data (train).
            """
    )

    @OptionGroup var options: RunsOptions

    func run() throws {
        let store = try options.store()
        let runs = try store?.runs() ?? []
        guard let store, !runs.isEmpty else {
            let folder = options.runsFolder
            return try StandardStream.error.write(
                "no runs in \(folder) yet; lamina train makes one\n")
        }
        let summaries = try runs.map {
            try RunSummary($0, in: store, runsFolder: options.runsFolder)
        }
        if options.json {
            for summary in summaries { try JSONLines.write(JSONValue(summary.jsonMembers)) }
            return
        }
        let terminal = Terminal(.output)
        let lines = table(summaries).lines(width: terminal.width, color: terminal.hasColor)
        try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
    }

    private func table(_ summaries: [RunSummary]) -> Table {
        var table = Table([
            .init("run"), .init("status"), .init("epoch", isNumeric: true), .init("loss"),
            .init("accuracy"), .init("took", isNumeric: true), .init("started"), .init("model"),
            .init("data"),
        ])
        for summary in summaries {
            let record = summary.record
            table.append([
                StyledText(record.name, .bold), summary.status,
                StyledText("\(summary.epoch)/\(record.epochs)"), summary.best("loss"),
                summary.best("accuracy"), StyledText(summary.took), StyledText(summary.started),
                StyledText(record.model), StyledText(record.dataset),
            ])
        }
        return table
    }
}
