import Glibc
import LaminaFormats

/// A tensor's bytes in a file beside the model.
///
/// The file is named by a path relative to the model's folder and must lie in it: a model from
/// elsewhere must not read other files of its user.
struct ExternalData {
    private let location: String
    private let offset: Int?
    private let length: Int?
    private let tensor: String
    private let message: OnnxMessage

    init(_ entries: [String: String], tensor: String, _ message: OnnxMessage) throws(FileError) {
        (self.tensor, self.message) = (tensor, message)
        location = entries["location"] ?? ""
        (offset, length) = (
            entries["offset"].flatMap(Int.init), entries["length"].flatMap(Int.init)
        )
        for key in ["offset", "length"] {
            if let text = entries[key], Int(text) ?? -1 < 0 {
                throw fault("the \(key) '\(text)'", "is no size", "check what wrote the file")
            }
        }
    }

    /// The bytes, mapped from the file; `expected` are wanted where the model does not say.
    func bytes(_ expected: Int) throws(FileError) -> ByteRegion {
        let path = try checkedPath()
        let file = ByteRegion(try MappedFile(path: path))
        let (start, count) = (offset ?? 0, length ?? expected)
        guard start <= file.count, count <= file.count - start else {
            throw fault(
                "bytes \(start) to \(start) + \(count) of '\(location)'",
                "lie outside the file, which has \(file.count)", "copy the file anew, whole")
        }
        return file[start..<start + count]
    }

    private func checkedPath() throws(FileError) -> String {
        let parts = location.split(separator: "/", omittingEmptySubsequences: false)
        guard !location.isEmpty, !location.hasPrefix("/"), !location.contains("\0"),
            !location.contains("\\"), !parts.contains(".."), !parts.contains("")
        else {
            throw fault(
                "the location '\(location)'", "does not lie in the model's folder",
                "put the data beside the model and name it by a path without '..'")
        }
        let slash = message.path.lastIndex(of: "/")
        let folder = slash.map { String(message.path[...$0]) } ?? "./"
        let path = folder + location
        // A link could lead out of the folder all the same.
        guard let real = Self.real(path) else { return path }
        guard let home = Self.real(folder), real.hasPrefix(home == "/" ? home : home + "/") else {
            throw fault(
                "the location '\(location)'", "is a link out of the model's folder",
                "put the data itself beside the model")
        }
        return real
    }

    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    private func fault(_ what: String, _ problem: String, _ fix: String) -> FileError {
        message.fault("external data of tensor '\(tensor)': \(what) \(problem)", fix)
    }
}
