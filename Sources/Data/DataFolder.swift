import Glibc
public import LaminaFormats

/// Where data sets and weights lie: a folder with one subfolder a set, named after it.
public struct DataFolder: Sendable, Equatable {
    /// As it was given; the folder need not be there yet.
    public let path: String

    /// Any folder; ``standard`` is the one that commands use.
    public init(path: String) { self.path = path }

    /// `$LAMINA_DATA` if it is set and not empty, else `~/.cache/lamina/data`.
    public static var standard: DataFolder {
        if let path = environment("LAMINA_DATA") { return DataFolder(path: path) }
        return DataFolder(path: (environment("HOME") ?? homeOfUser()) + "/.cache/lamina/data")
    }

    /// The subfolder of a set.
    public func folder(of set: some PackagedFiles) -> String { path + "/" + set.rawValue }

    /// Whether every file of the set is there, here or where its Debian package puts it.
    public func holds(_ set: some PackagedFiles) -> Bool {
        set.files.allSatisfy { firstExisting($0.name, of: set) != nil }
    }

    /// The file `name` of a set, as it is or with `.gz` behind its name: in this folder, else where
    /// the set's Debian package puts it.
    ///
    /// - Throws: ``FileError`` that names the package and the command that gets the set.
    public func find(
        _ name: String, of set: some PackagedFiles
    ) throws(FileError) -> String {
        if let path = firstExisting(name, of: set) { return path }
        let origin = set.package.map { " (\($0))" } ?? ""
        throw FileError(
            path: folder(of: set) + "/" + name,
            problem:
                "the \(set.kind) \(set.rawValue)\(origin) is not there, or not all of it",
            fix:
                "run `lamina data get \(set.rawValue)`, or set LAMINA_DATA to where it lies"
        )
    }

    private func firstExisting(_ name: String, of set: some PackagedFiles) -> String? {
        var folders = [folder(of: set)]
        if case .debian(_, let folder) = set.source { folders.append(folder) }
        let candidates = folders.flatMap { ["\($0)/\(name)", "\($0)/\(name).gz"] }
        return candidates.first { access($0, R_OK) == 0 }
    }

    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// What the user database says; services often run without HOME.
    private static func homeOfUser() -> String {
        guard let user = getpwuid(geteuid()), let home = user.pointee.pw_dir else { return "/tmp" }
        return String(cString: home)
    }
}
