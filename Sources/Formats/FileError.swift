import Glibc

/// A file that cannot be read or written: which one, where in it, what was expected and what came,
/// and how to mend it.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where in the file the fault lies.
    public enum Position: Sendable, Equatable, CustomStringConvertible {
        /// Distance from the start of the file, in bytes. In a compressed file, of its contents.
        case byte(Int)
        /// Line of a text file, from 1.
        case line(Int)
        /// Field of a table: the line it starts on and the number of the field in it, both from 1.
        case cell(line: Int, column: Int)

        public var description: String {
            switch self {
            case .byte(let byte): "byte \(byte)"
            case .line(let line): "line \(line)"
            case .cell(let line, let column): "line \(line), column \(column)"
            }
        }
    }

    /// As the caller gave it.
    public let path: String
    /// Nil where the fault is the file's as a whole.
    public let position: Position?
    /// What was expected and what came.
    public let problem: String
    /// What to do about it.
    public let fix: String

    package init(path: String, at position: Position? = nil, problem: String, fix: String) {
        (self.path, self.position, self.problem, self.fix) = (path, position, problem, fix)
    }

    /// What the operating system refused, with its own words for the reason.
    ///
    /// - Parameter code: the value of `errno` right after the refusal.
    package init(path: String, couldNot action: String, code: Int32) {
        let reason = String(cString: strerror(code))
        let fix =
            switch code {
            case ENOENT, ENOTDIR: "check the path; every folder in it must exist"
            case EACCES, EPERM: "get permission for the path, or choose another one"
            case EROFS: "the file system is read-only; choose another folder"
            case ENOSPC, EDQUOT, EFBIG: "free some space, or choose a folder on another disk"
            case EISDIR: "name a file, not a folder"
            case EMFILE, ENFILE: "close other files, or raise `ulimit -n`"
            default: "see `man 3 errno` for error \(code)"
            }
        self.init(path: path, problem: "could not \(action): \(reason)", fix: fix)
    }

    public var description: String {
        let place = position.map { ", \($0)" } ?? ""
        return "\(path)\(place): \(problem)\n  fix  \(fix)"
    }
}
