import Glibc
public import LaminaFormats

/// The folder in which one training run keeps its files.
///
///     runs/                          the runs' folder
///       runs.sqlite                  the runs' metrics, see RunStore
///       lenet5-fashion-mnist-001/    the run's folder; its name is the run's name
///         config.json                what the run was asked to do
///         checkpoints/003.safetensors, checkpoints/best.safetensors
///         kernels.txt            which kernels were fastest, where `--set kernels=measured` asked for it
///         events.tfevents            the metrics again, for TensorBoard
///         report.html
public struct RunFolder: Sendable, Hashable {
    /// As it was given, without a slash at the end.
    public let path: String
    /// The run's name: the last component of the folder's real path.
    public let name: String
    /// The folder that holds this one; an absolute path.
    public let runsFolder: String

    /// Where a run goes if the user names no folder, below the working directory.
    public static let defaultRunsFolder = "runs"

    /// A ``RunConfig`` as JSON; a folder without this file is no run.
    public var configPath: String { path + "/config.json" }
    /// Holds a file for each saved epoch, and the link ``bestPath``.
    public var checkpointsPath: String { path + "/checkpoints" }
    /// Which kernels were chosen by measuring them, a line each.
    public var kernelsPath: String { path + "/kernels.txt" }
    /// The metrics as TensorBoard reads them.
    public var eventsPath: String { path + "/events.tfevents" }
    /// The report, written when training ends and by `lamina report`.
    public var reportPath: String { path + "/report.html" }

    /// The run at `path`.
    ///
    /// - Throws: if there is no folder, or if it does not hold a run.
    public init(existing path: String) throws(FileError) {
        try self.init(locating: path)
        guard access(configPath, F_OK) == 0 else {
            throw FileError(
                path: path, problem: "not a run: it holds no config.json",
                fix: "name the folder of a run; `lamina runs list` shows those that exist")
        }
    }

    /// What the file at ``kernelsPath`` says; nil where there is none.
    package func kernels() throws(FileError) -> String? {
        guard access(kernelsPath, F_OK) == 0 else { return nil }
        return ByteRegion(try MappedFile(path: kernelsPath)).withUnsafeBytes {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// Makes the folder and everything above it, and takes the right to train in it.
    ///
    /// An empty folder that exists already is taken; one that holds anything is left alone.
    ///
    /// - Throws: if the folder holds a run or other files, or if it cannot be made or written.
    public static func create(
        at path: String, config: RunConfig
    ) throws(FileError) -> (folder: RunFolder, lock: RunLock) {
        try makeFolder(path)
        let folder = try RunFolder(locating: path)
        let lock = try RunLock(folder: folder.path)
        try folder.checkEmpty()
        try config.write(to: folder.configPath)
        try folder.makeCheckpointsFolder()
        return (folder, lock)
    }

    /// Makes the folder `prefix-001` in `runsFolder`, or the next number that is free.
    public static func createNext(
        in runsFolder: String = defaultRunsFolder, prefix: String, config: RunConfig
    ) throws(FileError) -> (folder: RunFolder, lock: RunLock) {
        try makeFolder(runsFolder)
        var number = 1
        while true {
            let path = "\(runsFolder)/\(prefix)-\(padded(number))"
            if mkdir(path, 0o777) == 0 { return try create(at: path, config: config) }
            guard errno == EEXIST else {
                throw FileError(path: path, couldNot: "make the folder", code: errno)
            }
            number += 1
        }
    }

    /// Makes the folder for checkpoints, if it is not there: a kill may have come just before it.
    public func makeCheckpointsFolder() throws(FileError) { try Self.makeFolder(checkpointsPath) }

    /// What the run was asked to do.
    public func config() throws(FileError) -> RunConfig { try RunConfig(path: configPath) }

    /// At least three digits, so that names sort as numbers do up to 999.
    static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// Names of what a folder holds, without `.` and `..`, sorted.
    static func entries(of path: String) throws(FileError) -> [String] {
        guard let folder = opendir(path) else {
            throw FileError(path: path, couldNot: "open the folder", code: errno)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private init(locating path: String) throws(FileError) {
        var end = path[...]
        while end.count > 1 && end.last == "/" { end.removeLast() }
        var status = stat()
        guard stat(String(end), &status) == 0, let real = realpath(String(end), nil) else {
            throw FileError(path: path, couldNot: "open the folder", code: errno)
        }
        defer { free(real) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw FileError(path: path, problem: "not a folder", fix: "name the folder of a run")
        }
        let whole = String(cString: real)
        guard let slash = whole.lastIndex(of: "/"), whole != "/" else {
            throw FileError(path: path, problem: "the root is no run", fix: "name a folder in it")
        }
        self.path = String(end)
        name = String(whole[whole.index(after: slash)...])
        runsFolder = slash == whole.startIndex ? "/" : String(whole[..<slash])
    }

    private func checkEmpty() throws(FileError) {
        // A kill while the configuration is being written leaves this file and nothing else.
        let found = try Self.entries(of: path).filter { $0 != ".config.json.tmp" }
        guard let first = found.first else { return }
        if found.contains("config.json") {
            throw FileError(
                path: path, problem: "holds a run already",
                fix: "continue it with --resume \(path), or choose another --out")
        }
        throw FileError(
            path: path, problem: "the folder is not empty (it holds '\(first)') and not a run",
            fix: "choose another --out, or empty the folder")
    }

    /// Makes a folder and those above it that are missing.
    private static func makeFolder(_ path: String) throws(FileError) {
        guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
        let code = errno
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        guard code == ENOENT, !parent.isEmpty else {
            throw FileError(path: path, couldNot: "make the folder", code: code)
        }
        try makeFolder(parent)
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw FileError(path: path, couldNot: "make the folder", code: errno)
        }
    }
}
