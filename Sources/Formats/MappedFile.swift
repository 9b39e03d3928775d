import Glibc
import LaminaGraph

/// A regular file mapped into memory, read-only, for as long as the object lives.
///
/// Nothing is read until it is touched, so a large file opens at once and only the parts in use
/// take memory. A file that another program *shortens* while it is mapped ends this program with
/// SIGBUS; Lamina itself never changes a file in place (see ``AtomicFile``).
public final class MappedFile: Sendable {
    /// As it was given, for messages.
    public let path: String
    /// Size in bytes.
    public let count: Int
    // Safe to share: the memory is mapped read-only and unmapped only in deinit.
    private nonisolated(unsafe) let base: UnsafeMutableRawPointer?

    /// - Throws: if the path cannot be opened or is not a regular file.
    public init(path: String) throws(FileError) {
        self.path = path
        // O_NONBLOCK: opening a named pipe would otherwise wait for a writer.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw FileError(path: path, couldNot: "open", code: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else {
            throw FileError(path: path, couldNot: "read the size", code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileError(
                path: path, problem: "not a regular file", fix: "name a file that holds data")
        }
        count = Int(status.st_size)
        guard count > 0 else {
            base = nil
            return
        }
        CallSite.noteImages()
        let mapped = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0)
        guard let mapped, mapped != MAP_FAILED else {
            throw FileError(path: path, couldNot: "map \(count) bytes", code: errno)
        }
        base = mapped
    }

    deinit {
        if let base { munmap(base, count) }
    }

    /// The bytes; the pointer must not outlive this object.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base, count: count)
    }
}
