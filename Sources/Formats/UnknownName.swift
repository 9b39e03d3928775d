/// A name that stands for nothing: what kind of thing was asked for, and what there is instead.
public struct UnknownName: Error, Sendable, Equatable, CustomStringConvertible {
    /// What the name should have been the name of, such as `data set` or `model`.
    public let kind: String
    /// The name as it was typed.
    public let name: String
    /// All names that would have stood for something.
    public let known: [String]

    /// - Parameter known: in the order in which they are to be listed.
    public init(kind: String, name: String, known: [String]) {
        (self.kind, self.name, self.known) = (kind, name, known)
    }

    public var description: String {
        "no \(kind) is called '\(name)'\(NearestName.suggestion(for: name, among: known))\n"
            + "  fix  use one of \(known.joined(separator: ", "))"
    }
}
