import Glibc

/// Writes one line to standard error.
package func writeWarning(_ message: String) {
    let line = "warning: \(message)\n"
    _ = line.utf8.withContiguousStorageIfAvailable {
        write(STDERR_FILENO, $0.baseAddress, $0.count)
    }
}
