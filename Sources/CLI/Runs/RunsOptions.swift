import ArgumentParser
import Glibc
import LaminaFormats
import LaminaTrain

/// What the commands about runs have in common.
struct RunsOptions: ParsableArguments {
    @Option(
        name: .customLong("runs"),
        help: ArgumentHelp("The folder that holds the runs.", valueName: "folder"),
        completion: .directory)
    var runsFolder = RunFolder.defaultRunsFolder

    @Flag(help: "Print one JSON object per line.")
    var json = false

    /// The folder's run store; nil if it has none yet.
    func store() throws -> RunStore? {
        if let store = try RunStore.existing(in: runsFolder) { return store }
        // That the default folder does not exist only means that nothing was trained here.
        guard runsFolder == RunFolder.defaultRunsFolder || access(runsFolder, F_OK) == 0 else {
            throw FileError(path: runsFolder, couldNot: "open the folder", code: errno)
        }
        return nil
    }
}
