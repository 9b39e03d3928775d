import CSndFile
import LaminaFormats

/// A file in memory as libsndfile reads or writes it, so that mapped files can be read and written
/// ones take their place as a whole.
final class SoundFile {
    private var bytes: UnsafeRawBufferPointer
    private(set) var written: [UInt8] = []
    private let isWriting: Bool
    private var place = 0

    /// A file to read; the bytes must stay while it is used.
    init(reading bytes: UnsafeRawBufferPointer) { (self.bytes, isWriting) = (bytes, false) }

    /// An empty file to write.
    init() { (bytes, isWriting) = (UnsafeRawBufferPointer(start: nil, count: 0), true) }

    private var count: Int { isWriting ? written.count : bytes.count }

    /// Opens the file; nil is a refusal, for which `sf_strerror(nil)` has the words.
    func open(_ info: inout SF_INFO) -> OpaquePointer? {
        var callbacks = SF_VIRTUAL_IO(
            get_filelen: { sf_count_t(SoundFile.of($0).count) },
            seek: { SoundFile.of($2).seek($0, $1) },
            read: { SoundFile.of($2).read(into: $0, Int($1)) },
            write: { SoundFile.of($2).write($0, Int($1)) },
            tell: { sf_count_t(SoundFile.of($0).place) })
        let mode = Int32(isWriting ? SFM_WRITE : SFM_READ)
        return sf_open_virtual(&callbacks, mode, &info, Unmanaged.passUnretained(self).toOpaque())
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> SoundFile {
        guard let context else { preconditionFailure("libsndfile passes on what open gave it") }
        return Unmanaged<SoundFile>.fromOpaque(context).takeUnretainedValue()
    }

    private func seek(_ offset: sf_count_t, _ whence: Int32) -> sf_count_t {
        let start = whence == SF_SEEK_SET ? 0 : whence == SF_SEEK_CUR ? place : count
        let (target, overflow) = start.addingReportingOverflow(Int(offset))
        guard !overflow, target >= 0 else { return -1 }
        place = target
        return sf_count_t(place)
    }

    private func read(into target: UnsafeMutableRawPointer?, _ wanted: Int) -> sf_count_t {
        let count = max(0, min(wanted, bytes.count - place))
        guard count > 0, let target, let base = bytes.baseAddress else { return 0 }
        target.copyMemory(from: base + place, byteCount: count)
        place += count
        return sf_count_t(count)
    }

    /// Headers are written again at the end, so a write may lie anywhere in what is there.
    private func write(_ source: UnsafeRawPointer?, _ count: Int) -> sf_count_t {
        let new = UnsafeRawBufferPointer(start: source, count: count)
        if place > written.count {
            written += [UInt8](repeating: 0, count: place - written.count)
        }
        let overlap = min(count, written.count - place)
        written.replaceSubrange(place..<place + overlap, with: new)
        place += count
        return sf_count_t(count)
    }
}
