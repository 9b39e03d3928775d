import Glibc
public import LaminaFormats
import LaminaGraph

/// A saved state of training.
public struct RunCheckpoint: Sendable, Hashable {
    /// The epoch it was saved in or at the end of, counted from 1; 0 is before the first step.
    public let epoch: Int
    /// The file, below the run's folder as that was given.
    public let path: String
}

/// The checkpoints of a run: `NNN.safetensors` is the state in or at the end of epoch `NNN`.
///
/// What an interruption saves in the middle of an epoch takes that epoch's name, and the epoch's
/// end replaces it as a whole: an interrupted run that was resumed leaves the same files as an
/// unbroken one.
extension RunFolder {
    private static let suffix = ".safetensors"

    /// Where the state in or at the end of an epoch belongs.
    public func checkpointPath(epoch: Int) -> String {
        checkpointsPath + "/" + Self.padded(epoch) + Self.suffix
    }

    /// A link to the best checkpoint, set by ``markBest(epoch:)``.
    public var bestPath: String { checkpointsPath + "/best" + Self.suffix }

    /// Every checkpoint, oldest first.
    public func checkpoints() throws(FileError) -> [RunCheckpoint] {
        guard access(checkpointsPath, F_OK) == 0 else { return [] }
        let epochs = try Self.entries(of: checkpointsPath).compactMap(Self.epoch(ofFile:))
        return epochs.sorted().map { RunCheckpoint(epoch: $0, path: checkpointPath(epoch: $0)) }
    }

    /// The checkpoint from which to continue; nil if the run has not saved any.
    public func latestCheckpoint() throws(FileError) -> RunCheckpoint? { try checkpoints().last }

    /// The checkpoint that was marked as the best one; nil if none was, or if it has gone.
    public func bestCheckpoint() -> RunCheckpoint? {
        var target = [CChar](repeating: 0, count: 256)
        let count = readlink(bestPath, &target, target.count)
        guard count > 0 else { return nil }
        let name = String(
            decoding: target.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let epoch = Self.epoch(ofFile: name) else { return nil }
        let best = RunCheckpoint(epoch: epoch, path: checkpointPath(epoch: epoch))
        return access(best.path, F_OK) == 0 ? best : nil
    }

    /// Makes ``bestPath`` a link to an epoch's checkpoint; at no moment is there no link.
    public func markBest(epoch: Int) throws(FileError) {
        let temporary = checkpointsPath + "/.best" + Self.suffix + ".tmp"
        unlink(temporary)
        guard symlink(Self.padded(epoch) + Self.suffix, temporary) == 0,
            rename(temporary, bestPath) == 0
        else { throw FileError(path: bestPath, couldNot: "mark the best checkpoint", code: errno) }
        try AtomicFile.synchronizeFolder(checkpointsPath)
    }

    /// Deletes all but the newest `count` checkpoints (at least 1) and the best one.
    ///
    /// - Returns: what was deleted.
    @discardableResult
    public func prune(keepingLast count: Int) throws(FileError) -> [RunCheckpoint] {
        require(count >= 1, "prune: keep at least the newest checkpoint, got \(count)")
        let best = bestCheckpoint()
        let old = try checkpoints().dropLast(count).filter { $0 != best }
        for checkpoint in old where unlink(checkpoint.path) != 0 && errno != ENOENT {
            throw FileError(path: checkpoint.path, couldNot: "delete", code: errno)
        }
        return old
    }

    /// 12 for `012.safetensors`; nil for the link, for temporary files and for anything else.
    private static func epoch(ofFile name: String) -> Int? {
        guard name.hasSuffix(suffix) else { return nil }
        let digits = name.dropLast(suffix.count)
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let epoch = Int(digits),
            padded(epoch) == digits
        else { return nil }
        return epoch
    }
}
