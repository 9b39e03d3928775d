/// Which parameters of a model are meant, by their paths: `*` stands for any part of one name, `**` for
/// any number of whole names, none among them.
///
/// | pattern | matches |
/// |---|---|
/// | `**` | every parameter |
/// | `**.bias` | `bias`, `output.bias`, `blocks.3.dense.bias` |
/// | `conv*.weight` | `conv1.weight`, and not `encoder.conv1.weight` |
/// | `encoder.**` | everything below `encoder` |
public struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The pattern as it was written.
    public let description: String
    private let names: [[Character]]

    /// A pattern from its text.
    public init(_ text: String) {
        description = text
        names = text.split(separator: ".", omittingEmptySubsequences: false).map(Array.init)
    }

    /// A pattern from its text.
    public init(stringLiteral text: String) { self.init(text) }

    /// Whether the parameter with this path is meant.
    public func matches(_ path: String) -> Bool {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(Array.init)
        return Self.matches(names[...], parts[...], isAny: { $0 == ["*", "*"] }) { name, part in
            Self.matches(name[...], part[...], isAny: { $0 == "*" }) { $0 == $1 }
        }
    }

    /// Whether the elements fit the pattern, in which some stand for any run of elements.
    private static func matches<Element>(
        _ pattern: ArraySlice<Element>, _ elements: ArraySlice<Element>,
        isAny: (Element) -> Bool, fits: (Element, Element) -> Bool
    ) -> Bool {
        var (pattern, elements) = (pattern, elements)
        // The latest wildcard and what it has not yet taken. An earlier one need not take more: the
        // latest can take all that it could.
        var retry: (pattern: ArraySlice<Element>, elements: ArraySlice<Element>)?
        while true {
            if let first = pattern.first, isAny(first) {
                pattern = pattern.dropFirst()
                retry = (pattern, elements)
            } else if let first = pattern.first, let element = elements.first, fits(first, element)
            {
                (pattern, elements) = (pattern.dropFirst(), elements.dropFirst())
            } else if pattern.isEmpty, elements.isEmpty {
                return true
            } else if let last = retry, !last.elements.isEmpty {
                (pattern, elements) = (last.pattern, last.elements.dropFirst())
                retry = (pattern, elements)
            } else {
                return false
            }
        }
    }
}
