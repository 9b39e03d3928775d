import Glibc

/// Replaces a file as a whole: after a crash, a kill or a full disk at any moment, the path holds
/// either the old contents or the new, never a mixture.
///
/// The bytes go to `.NAME.tmp` in the same folder (a rename works only within one file system), are
/// forced to disk, take the name, and then the folder is forced to disk too. The temporary name is
/// fixed and locked rather than random: what a kill leaves behind is overwritten by the next write
/// of the same file instead of piling up, and a second writer waits for the first.
public enum AtomicFile {
    /// Where the new contents go; handed to the closure of ``AtomicFile/write(to:byteCount:_:)``.
    public struct Output: ~Copyable {
        fileprivate let file: Int32
        fileprivate let path: String
        fileprivate let needed: Int

        /// Appends `bytes`.
        public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
            var rest = bytes
            while !rest.isEmpty {
                let written = Glibc.write(file, rest.baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    throw refusal(code: errno)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }

        /// Appends `bytes`.
        public func write(_ bytes: [UInt8]) throws(FileError) {
            try ByteRegion(bytes).withUnsafeBytes { raw throws(FileError) in try write(raw) }
        }

        fileprivate func refusal(code: Int32) -> FileError {
            var (system, status) = (statvfs(), stat())
            var free = fstatvfs(file, &system) == 0 ? system.f_bavail * system.f_frsize : 0
            // What the temporary file has taken becomes free again with it.
            if fstat(file, &status) == 0 { free += UInt(status.st_blocks) * 512 }
            return FileError(
                path: path, couldNot: "write \(needed) bytes (\(free) are free on the disk)",
                code: code)
        }
    }

    /// Makes `bytes` the contents of the file at `path`. See ``write(to:byteCount:_:)``.
    public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        try write(to: path, byteCount: bytes.count) { output throws(FileError) in
            try output.write(bytes)
        }
    }

    /// Makes what `body` writes the contents of the file at `path`, all or nothing.
    ///
    /// An existing file keeps its permissions; through a symbolic link, the file it points to is
    /// replaced and the link stays.
    ///
    /// - Parameter byteCount: how many bytes `body` is going to write, for the error of a full
    ///   disk.
    /// - Throws: what `body` throws, or what the system refuses. Then the file at `path` is as it
    ///   was and the temporary file is gone.
    public static func write(
        to path: String, byteCount: Int, _ body: (borrowing Output) throws(FileError) -> Void
    ) throws(FileError) {
        let (target, mode) = try resolve(path)
        let temporary = target.folder + "/." + target.name + ".tmp"
        let file = try openLocked(temporary, for: path)
        defer { close(file) }
        do throws(FileError) {
            let output = Output(file: file, path: path, needed: byteCount)
            guard ftruncate(file, 0) == 0 else { throw output.refusal(code: errno) }
            if let mode { _ = fchmod(file, mode) }
            try body(output)
            guard fsync(file) == 0 else { throw output.refusal(code: errno) }
            guard rename(temporary, target.folder + "/" + target.name) == 0 else {
                throw FileError(path: path, couldNot: "replace the file", code: errno)
            }
        } catch {
            unlink(temporary)
            throw error
        }
        try synchronizeFolder(target.folder)
    }

    /// Forces a folder's entries to disk, so that a rename in it outlasts a power cut.
    package static func synchronizeFolder(_ path: String) throws(FileError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw FileError(path: path, couldNot: "open", code: errno) }
        defer { close(folder) }
        // Some network file systems refuse to force a folder (EINVAL) and promise nothing anyway.
        guard fsync(folder) == 0 || errno == EINVAL else {
            throw FileError(path: path, couldNot: "force the folder to disk", code: errno)
        }
    }

    /// Folder and name of the file to replace, with its permissions if it exists.
    private static func resolve(
        _ path: String
    ) throws(FileError) -> (target: (folder: String, name: String), mode: mode_t?) {
        var status = stat()
        guard stat(path, &status) == 0 else { return (split(path), nil) }
        // Renaming over a device such as /dev/null would destroy it.
        guard status.st_mode & S_IFMT == S_IFREG, let real = realpath(path, nil) else {
            throw FileError(
                path: path, problem: "exists and is not a regular file",
                fix: "name a file that may be replaced")
        }
        defer { free(real) }
        return (split(String(cString: real)), status.st_mode & 0o7777)
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    /// Opens the temporary file and waits until no other writer holds it.
    private static func openLocked(
        _ temporary: String, for path: String
    ) throws(FileError) -> Int32 {
        while true {
            let file = open(temporary, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
            guard file >= 0 else {
                throw FileError(path: path, couldNot: "create a file in its folder", code: errno)
            }
            while flock(file, LOCK_EX) != 0 && errno == EINTR {}
            // The writer before us may have renamed the very file whose lock we now hold.
            var (ours, named) = (stat(), stat())
            let same =
                fstat(file, &ours) == 0 && lstat(temporary, &named) == 0
                && ours.st_ino == named.st_ino && ours.st_dev == named.st_dev
            if same { return file }
            close(file)
        }
    }
}
