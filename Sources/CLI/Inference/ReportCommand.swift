import ArgumentParser
import Lamina
import LaminaReport

/// `lamina report`: writes a run's report anew.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes a run's report: one HTML file that needs nothing else.",
        discussion: """
              lamina report runs/lenet5-fashion-mnist-001

            Training writes it at its end; this also works for a run that still trains.
            """)

    @Argument(help: ArgumentHelp("The run's folder.", valueName: "run"), completion: .directory)
    var path: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let trained = try TrainedModel(run: path, choice: .last)
        let evaluation = try trained.evaluate(trained.plan.data.test)
        let report = trained.folder.reportPath
        let store = try RunStore(runsFolder: trained.folder.runsFolder)
        try Report(trained.plan, trained.folder, store, evaluation).write(to: report)
        if json {
            try JSONLines.write(["event": "report", "report": JSONValue(report)])
        } else {
            try StandardStream.output.write(report + "\n")
        }
    }
}
