import Glibc

/// A folder of its own for one test, removed with the object.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() {
        var template = Array("/tmp/lamina-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("mkdtemp: \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        Self.remove(path)
    }

    private static func remove(_ path: String) {
        // A folder that is not empty refuses; its contents go first. Links are not followed.
        guard Glibc.remove(path) != 0, errno == ENOTEMPTY else { return }
        for name in names(in: path) { remove(path + "/" + name) }
        rmdir(path)
    }

    package func file(_ name: String) -> String { path + "/" + name }

    /// Makes a file that holds `bytes` and returns its path.
    @discardableResult
    package func file(_ name: String, holding bytes: [UInt8]) -> String {
        guard let file = fopen(file(name), "w") else { fatalError("\(name): \(errno)") }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        return self.file(name)
    }

    /// What lies in the folder, hidden files too, in order of name.
    package var names: [String] { Self.names(in: path) }

    private static func names(in path: String) -> [String] {
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
package func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var (result, chunk): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 65536))
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
        result += chunk[..<count]
    }
    return result
}

/// Makes the folder at `path`.
package func makeFolder(_ path: String) { mkdir(path, 0o755) }
