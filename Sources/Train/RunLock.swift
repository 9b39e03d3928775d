import Glibc
public import LaminaFormats

/// The right to train in a run folder, held by one process at a time and freed with this object, or
/// by the system when the process dies, however it dies.
///
/// It is a lock on the folder itself (`flock`), so that nothing is left behind which a crash could
/// turn into a lie. On file systems that cannot lock, everyone gets the right and nobody is seen to
/// hold it.
public final class RunLock: Sendable {
    private let file: Int32

    /// - Throws: if another process trains in the folder, or if it cannot be opened.
    public init(folder: String) throws(FileError) {
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw FileError(path: folder, couldNot: "open", code: errno) }
        // Someone may be asking isHeld just now, which takes the lock for a moment.
        for _ in 0..<100 {
            if flock(opened, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK {
                file = opened
                return
            }
            usleep(5000)
        }
        close(opened)
        throw FileError(
            path: folder, problem: "another process is training in this folder",
            fix: "wait for it, stop it, or choose another --out")
    }

    deinit { close(file) }

    /// Whether some process, this one included, trains in the folder.
    public static func isHeld(folder: String) -> Bool {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
