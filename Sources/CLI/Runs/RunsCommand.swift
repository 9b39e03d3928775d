import ArgumentParser

/// `lamina runs`.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Shows the training runs of a folder, those still training too.",
        subcommands: [RunsList.self, RunsShow.self, RunsCompare.self],
        defaultSubcommand: RunsList.self
    )
}
