import ArgumentParser
import LaminaFormats
import LaminaTrain

/// The command `lamina`; what it does is in its subcommands.
struct LaminaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lamina",
        abstract: "Trains neural networks, and shows what they learned.",
        discussion: """
            Train a network on a data set, continue after an interruption, look at the runs:

              lamina train lenet5 --data fashion-mnist --epochs 10
              lamina train --resume runs/lenet5-fashion-mnist-001
              lamina runs list
              lamina sweep mlp --data mnist-5k --try learning-rate=0.01,0.001 --try hidden=64|256,128
              lamina runs compare

            Every run is a folder below ./runs with its configuration, checkpoints and an HTML report. \
            Commands that report take --json: one JSON object per line on stdout.

            Exit codes: 0 success, 1 the work failed, 2 wrong usage.

            Completion with the tab key, for bash (in ~/.bashrc), zsh and fish:

              eval "$(lamina --generate-completion-script bash)"
              lamina --generate-completion-script zsh > ~/.zfunc/_lamina
              lamina --generate-completion-script fish | source
            """,
        version: LaminaVersion.current,
        subcommands: [
            TrainCommand.self, SweepCommand.self, FindRateCommand.self, EvalCommand.self,
            PredictCommand.self, FineTuneCommand.self, ReportCommand.self,
            RunsCommand.self, DataCommand.self, DevicesCommand.self, OpsCommand.self,
            GraphCommand.self, ProfileCommand.self, BenchCommand.self, ExportCommand.self,
            OnnxCommand.self,
        ]
    )

    /// The first word of every error, by which scripts recognise one.
    static let _errorPrefix = "error: "

    /// Says which command was probably meant, where ArgumentParser would only call it unexpected.
    static func check(name: String?) throws {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let name, !name.hasPrefix("-"), !names.contains(name) else { return }
        let suggestion = NearestName.suggestion(for: name, among: names)
        throw ValidationError("no command '\(name)'\(suggestion)")
    }
}
