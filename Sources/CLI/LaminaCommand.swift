import ArgumentParser
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

            Every run is a folder below ./runs with its configuration, checkpoints and an HTML report. \
            Commands that report take --json: one JSON object per line on stdout.

            Exit codes: 0 success, 1 the work failed, 2 wrong usage.

            Completion of commands and options with the tab key:

              lamina --generate-completion-script bash > ~/.local/share/bash-completion/completions/lamina
              lamina --generate-completion-script zsh > ~/.zfunc/_lamina
              lamina --generate-completion-script fish > ~/.config/fish/completions/lamina.fish
            """,
        version: LaminaVersion.current,
        subcommands: [RunsCommand.self]
    )

    /// The first word of every error, by which scripts recognise one.
    static let _errorPrefix = "error: "
}
