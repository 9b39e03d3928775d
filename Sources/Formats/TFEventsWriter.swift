import Glibc

/// Writes curves that TensorBoard shows: one number under a tag at each step.
///
/// The file is a run of records: length (`UInt64`), its masked CRC-32C, an `Event` message, its
/// masked CRC-32C, all little-endian. Every record goes out in one write to the end of the file, so
/// that a kill can at most cut off the last; opening the file again removes what was cut.
///
/// - Source: tensorflow/core/lib/io/record_writer.h, core/util/event.proto,
///   core/framework/summary.proto.
public final class TFEventsWriter: Sendable {
    /// The file, as it was given.
    public let path: String
    private let file: Int32

    /// Opens the file at `path` for appending, or makes it.
    ///
    /// - Parameters:
    ///   - step: a resumed run writes the steps after its checkpoint once more; records from the
    ///     first one above `step` on are removed. Nil keeps them all.
    ///   - wallTime: now, in seconds since 1970; for the first record of a new file.
    /// - Throws: if the file cannot be opened or is not of this format.
    public init(
        path: String, keepingStepsUpTo step: Int64? = nil, wallTime: Double
    ) throws(FileError) {
        self.path = path
        file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw FileError(path: path, couldNot: "open", code: errno) }
        let present = ByteRegion(try MappedFile(path: path))
        let kept = TFEvent.wholePrefix(of: present, keepingStepsUpTo: step)
        guard kept > 0 || present.count < TFRecordReader.shortestRecord else {
            throw FileError(
                path: path, at: .byte(0), problem: "not a file of TensorBoard events",
                fix: "move it away, or name another file")
        }
        if kept < present.count, ftruncate(file, off_t(kept)) != 0 {
            throw FileError(path: path, couldNot: "shorten", code: errno)
        }
        if kept == 0 { try append(.version(wallTime: wallTime)) }
    }

    deinit { close(file) }

    /// Appends one point of the curve `tag`.
    ///
    /// - Parameters:
    ///   - tag: the curve's name; `loss/train` and `loss/validation` are drawn in one group.
    ///   - wallTime: seconds since 1970.
    public func scalar(
        _ tag: String, _ value: Float, step: Int64, wallTime: Double
    ) throws(FileError) {
        try append(.scalar(tag: tag, value: value, step: step, wallTime: wallTime))
    }

    /// Appends a histogram under `tag`.
    public func histogram(_ tag: String, _ histogram: TFEvents.Histogram) throws(FileError) {
        try append(.histogram(tag: tag, histogram))
    }

    /// Forces everything to disk.
    public func synchronize() throws(FileError) {
        guard fsync(file) == 0 else {
            throw FileError(path: path, couldNot: "force the file to disk", code: errno)
        }
    }

    private func append(_ event: TFEvent) throws(FileError) {
        let record = event.record
        var written: Int
        repeat {
            written = record.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        } while written < 0 && errno == EINTR
        guard written == record.count else {
            let code = written < 0 ? errno : ENOSPC
            throw FileError(path: path, couldNot: "write \(record.count) bytes", code: code)
        }
    }
}
