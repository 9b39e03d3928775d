import CSndFile
public import LaminaFormats
import LaminaGraph
public import LaminaTensor

/// A recording: numbers from -1 to 1, a fixed number of them a second.
///
/// ```swift
/// let sound = try Sound(contentsOf: "talk.flac")
/// print(sound.seconds, sound.sampleRate, sound.channels)
/// try sound.write(to: "talk.wav")
/// ```
public struct Sound: Sendable, Equatable {
    /// Samples a second of each channel.
    public let sampleRate: Int
    /// 1 for mono, 2 for stereo.
    public let channels: Int
    /// Of all channels in turn, then of the next moment: the layout `[moment, channel]`. Full scale
    /// is from -1 to 1.
    public let samples: [Float]

    /// Traps if the samples do not come out as whole moments, or a number is not above 0.
    public init(sampleRate: Int, channels: Int = 1, samples: [Float]) {
        require(
            sampleRate > 0 && channels > 0 && samples.count % channels == 0,
            "Sound: \(samples.count) samples in \(channels) channels, \(sampleRate) a second")
        (self.sampleRate, self.channels, self.samples) = (sampleRate, channels, samples)
    }

    /// Reads WAV, FLAC, Ogg, AIFF and whatever else libsndfile knows. Whole numbers of 16 bits
    /// become 32768ths.
    ///
    /// - Parameter sampleLimit: the most samples to take, since a small FLAC file can unpack to
    ///   gigabytes of silence.
    /// - Throws: ``FileError`` for a file that is no recording, damaged or too long.
    public init(contentsOf path: String, sampleLimit: Int = 1 << 30) throws(FileError) {
        try self.init(
            parsing: ByteRegion(try MappedFile(path: path)), sampleLimit: sampleLimit, path: path)
    }

    /// The same, for a file that is already in memory; `path` is for error messages.
    package init(
        parsing contents: ByteRegion, sampleLimit: Int = 1 << 30, path: String
    ) throws(FileError) {
        self = try contents.withUnsafeBytes { bytes throws(FileError) in
            var info = SF_INFO()
            let source = SoundFile(reading: bytes)
            guard let file = source.open(&info) else { throw Sound.fault(nil, path) }
            defer { withExtendedLifetime(source) { _ = sf_close(file) } }
            let channels = Int(info.channels)
            guard channels > 0, info.samplerate > 0 else { throw Sound.fault(file, path) }
            // The header may promise what the file does not hold, so memory grows with what comes.
            var (samples, chunk) = ([Float](), [Float](repeating: 0, count: 16_384 * channels))
            while true {
                let count = Int(sf_readf_float(file, &chunk, 16_384))
                guard count > 0 else { break }
                samples += chunk[..<(count * channels)]
                guard samples.count <= sampleLimit else {
                    throw FileError(
                        path: path, problem: "more than the limit of \(sampleLimit) samples",
                        fix:
                            "cut it into parts, or raise the limit if the file is to be trusted")
                }
            }
            guard sf_error(file) == 0 else { throw Sound.fault(file, path) }
            return Sound(
                sampleRate: Int(info.samplerate), channels: channels, samples: samples)
        }
    }

    /// Moments of a channel.
    public var count: Int { samples.count / channels }

    /// How long it is, in seconds.
    public var seconds: Double { Double(count) / Double(sampleRate) }

    /// The mean of the channels.
    public var mono: [Float] {
        guard channels > 1 else { return samples }
        return stride(from: 0, to: samples.count, by: channels).map { start in
            samples[start..<start + channels].reduce(0, +) / Float(channels)
        }
    }

    /// float32 `[channels, moments]`, PyTorch's layout.
    public var tensor: Tensor {
        Tensor(samples, shape: [count, channels]).transposed()
    }

    /// Writes the recording with 16 bits a sample, all or nothing; what is beyond full scale is cut
    /// off. The path's ending names the format, `.wav` or `.flac`.
    ///
    /// - Throws: ``FileError`` for another ending, or if the path cannot be written.
    public func write(to path: String) throws(FileError) {
        let format: Int
        switch path.split(separator: ".").last?.lowercased() {
        case "wav": format = Int(SF_FORMAT_WAV)
        case "flac": format = Int(SF_FORMAT_FLAC)
        default:
            throw FileError(
                path: path, problem: "the ending names no format of recordings",
                fix: "end it in .wav or .flac")
        }
        var info = SF_INFO()
        (info.samplerate, info.channels) = (Int32(clamping: sampleRate), Int32(clamping: channels))
        info.format = Int32(format | Int(SF_FORMAT_PCM_16))
        let target = SoundFile()
        guard let file = target.open(&info) else { throw Sound.fault(nil, path) }
        let whole = samples.map { Int16(min(max(($0 * 32_768).rounded(), -32_768), 32_767)) }
        _ = sf_writef_short(file, whole, sf_count_t(count))
        _ = sf_close(file)
        try AtomicFile.write(target.written, to: path)
    }

    /// libsndfile's own words.
    private static func fault(_ file: OpaquePointer?, _ path: String) -> FileError {
        FileError(
            path: path,
            problem: "could not be used as a recording: \(String(cString: sf_strerror(file)))",
            fix: "get the file again, or convert it to WAV, as with `ffmpeg -i in.mp3 out.wav`")
    }
}
