import Lamina

/// A command line that cannot be carried out; the process exits with 2.
struct WrongUsage: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// Whether it takes another command line, not other files or another machine, to mend `error`:
    /// a name that stands for nothing, or a value that no network, data set or setting takes.
    static func caused(_ error: any Error) -> Bool {
        if case TrainingError.impossible = error { return true }
        return error is WrongUsage || error is UnknownName || error is ModelError
    }
}
