import ArgumentParser
import Glibc

/// Where the program starts and where it ends: every error becomes text on stderr and an exit code.
@main enum Main {
    static func main() async {
        StandardDescriptors.secure()
        do {
            try Environment.check()
            try LaminaCommand.check(name: CommandLine.arguments.dropFirst().first)
            var command = try LaminaCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(report(error))
        }
    }

    /// Prints what `error` has to say and returns the exit code: 0 for help and version, 1 if the
    /// work failed, 2 for wrong usage, which ArgumentParser numbers 64 as sysexits.h does.
    private static func report(_ error: any Error) -> Int32 {
        if WrongUsage.caused(error) {
            // With a stderr that takes nothing, the exit code is all there is left to say.
            try? StandardStream.error.write("error: \(error)\n")
            return 2
        }
        let text = LaminaCommand.fullMessage(for: error)
        let code = LaminaCommand.exitCode(for: error)
        let stream: StandardStream = code == .success ? .output : .error
        if !text.isEmpty {
            do { try stream.write(text + "\n") } catch { return 1 }
        }
        return code == .validationFailure ? 2 : code.rawValue
    }
}
