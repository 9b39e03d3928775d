import Glibc
import LaminaFormats

/// Files in folders, one folder a class; folders in a class's folder belong to it.
struct ClassFolders {
    /// The names of the folders, in order.
    let classNames: [String]
    /// The files with their classes, in order of class and path.
    let files: [(path: String, label: Int32)]

    /// Lists the files with one of these endings; hidden ones are passed over.
    ///
    /// - Throws: ``FileError`` if there is no such folder, or no such file in it.
    init(path: String, endings: Set<String>, what: String) throws(FileError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw FileError(path: path, couldNot: "open the folder", code: errno)
        }
        let names = FileTree.names(in: path).filter {
            !$0.hasPrefix(".") && Self.isFolder(path + "/" + $0)
        }
        classNames = names
        files = names.enumerated().flatMap { label, name in
            Self.files(in: path + "/" + name, endings).map { ($0, Int32(label)) }
        }
        guard !files.isEmpty else {
            throw FileError(
                path: path, problem: "there are no folders with \(what) in it",
                fix: "put the \(what) of each class into a folder with the class's name")
        }
    }

    private static func files(in folder: String, _ endings: Set<String>) -> [String] {
        FileTree.names(in: folder).flatMap { name -> [String] in
            let path = folder + "/" + name
            if name.hasPrefix(".") { return [] }
            if isFolder(path) { return files(in: path, endings) }
            let ending = name.split(separator: ".").last?.lowercased() ?? ""
            return endings.contains(ending) ? [path] : []
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        // Not through symbolic links: a link to a folder above would never end.
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
