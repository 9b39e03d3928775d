import Glibc

/// Folders and what lies in them.
package enum FileTree {
    /// Makes the folder at `path` and those above it, as far as they are missing; false, with
    /// `errno` set, if that fails.
    package static func makeFolders(_ path: String) -> Bool {
        if mkdir(path, 0o777) == 0 || errno == EEXIST { return true }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex,
            makeFolders(String(path[..<slash]))
        else { return false }
        return mkdir(path, 0o777) == 0 || errno == EEXIST
    }

    /// Names of what lies in the folder at `path`, in order; empty if it cannot be read.
    package static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file, or a folder with all that is in it; links are not followed.
    package static func remove(_ path: String) {
        guard Glibc.remove(path) != 0, errno == ENOTEMPTY || errno == EEXIST else { return }
        for name in names(in: path) { remove(path + "/" + name) }
        rmdir(path)
    }
}
