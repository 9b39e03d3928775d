import Glibc
package import LaminaFormats

/// The program's standard output or standard error.
///
/// Written without a buffer: a line is seen when it is written, and lines of several threads do not
/// mix.
package enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes all of `text`.
    ///
    /// - Throws: if the system refuses, for example because the output goes to a disk that is full.
    ///   A reader that has gone away (`| head`) ends the program by SIGPIPE, as for every Unix
    ///   tool.
    package func write(_ text: String) throws(FileError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError(
                    path: self == .output ? "stdout" : "stderr", couldNot: "write", code: errno)
            }
            rest = rest[(rest.startIndex + written)...]
        }
    }
}
