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

    /// Makes a folder of a name that no other has, which begins with `prefix`; gives its path.
    package static func makeFolder(startingWith prefix: String) throws(FileError) -> String {
        var template = Array((prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw FileError(path: prefix, couldNot: "make a folder that begins so", code: errno)
        }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
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
