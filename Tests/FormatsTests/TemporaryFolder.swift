import Glibc

/// A folder of its own for one test, removed with the object.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/lamina-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("mkdtemp: \(errno)") }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    /// What lies in the folder, hidden files too, in order of name.
    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var result: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
            if name != "." && name != ".." { result.append(name) }
        }
        return result.sorted()
    }
}

/// The whole file; nil if it cannot be read.
func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var (result, chunk): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 65536))
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
        result += chunk[..<count]
    }
    return result
}
