/// A name that stands for nothing: what kind of thing was asked for, and what there is instead.
public struct UnknownName: Error, Sendable, Equatable, CustomStringConvertible {
    /// What the name should have been the name of, such as `data set` or `model`.
    public let kind: String
    public let name: String
    public let known: [String]

    public init(kind: String, name: String, known: [String]) {
        (self.kind, self.name, self.known) = (kind, name, known)
    }

    public var description: String {
        "no \(kind) is called '\(name)'\(NearestName.suggestion(for: name, among: known))\n"
            + "  fix  use one of \(known.joined(separator: ", "))"
    }
}
