/// A command line that cannot be carried out; the process exits with 2.
struct WrongUsage: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
