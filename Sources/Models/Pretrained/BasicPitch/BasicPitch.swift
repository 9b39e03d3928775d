public import LaminaData
public import LaminaFormats
import LaminaGraph
public import LaminaTensor

/// The notes in music: Spotify's Basic Pitch, for any instrument or voice, several notes at once.
///
/// ```swift
/// // `lamina data get basic-pitch`, and import LaminaONNX
/// let listener = try BasicPitch(loading: OnnxModule.inference)
/// let notes = listener.notes(in: try Sound(contentsOf: "song.wav"))
/// for note in notes { print(note.start, note.end, note.pitch, note.amplitude) }
/// try MIDIFile(notes.map(\.midi)).write(to: "song.mid")
/// ```
/// The network looks at windows of two seconds that overlap by 30 frames, of which half are thrown
/// away at each end.
///
/// - Source: Bittner et al. (2022), "A lightweight instrument-agnostic model for polyphonic note
///   transcription and multipitch estimation", arXiv:2203.09893; weights and rules of basic-pitch 0.4.0.
public struct BasicPitch: Sendable {
    /// A note that was heard.
    public struct Note: Sendable, Equatable {
        /// In seconds from the start of the recording.
        public let start: Double
        /// In seconds.
        public let end: Double
        /// As MIDI counts: 60 is the middle C, 69 the A of 440 Hz; from 21 to 108.
        public let pitch: Int
        /// The mean of what the network sees in its frames, from 0 to 1.
        public let amplitude: Double

        /// The note for a ``MIDIFile``, as loud as its amplitude.
        public var midi: MIDINote {
            let loudness = Int((127 * amplitude).rounded(.toNearestOrEven))
            return MIDINote(start: start, end: end, pitch: pitch, velocity: loudness)
        }
    }

    /// What the network sees in each frame.
    public struct Activations: Sendable {
        /// Whether a key sounds, from 0 to 1: `[frames, 88]`, the lowest A of a piano first.
        public let notes: Tensor
        /// Whether a key begins to sound: `[frames, 88]`.
        public let onsets: Tensor
        /// Whether there is a pitch, in thirds of a semitone: `[frames, 264]`.
        public let contours: Tensor
    }

    /// Samples a second that the network takes.
    public static let sampleRate = 22_050
    /// Samples from one frame to the next.
    static let hop = 256
    /// Samples and frames of a window.
    static let (windowCount, windowFrames) = (43_844, 172)
    /// Frames that two windows have in common.
    static let overlap = 30

    /// How notes are made of activations.
    public var tracking = NoteTracking()
    private let network: Fn<[Tensor], [Tensor]>

    /// Spotify's own network out of the data folder.
    ///
    /// - Parameter network: reads an ONNX file, as `OnnxModule.inference` does.
    /// - Throws: ``FileError`` for missing or damaged files, with the command that gets them.
    public init(
        from folder: DataFolder = .standard,
        loading network: (_ path: String) throws(FileError) -> any StoredNetwork
    ) throws(FileError) {
        let loaded = try network(folder.find("nmp.onnx", of: WeightsName.basicPitch))
        self.network = compile { (x: [Tensor]) in loaded(x) }
    }

    /// The notes in the order in which they begin, low ones first.
    ///
    /// - Parameter sound: of any rate and number of channels; the channels' mean is listened to.
    public func notes(in sound: Sound) -> [Note] {
        let mono = Sound(sampleRate: sound.sampleRate, samples: sound.mono)
        let activations = activations(of: mono.resampled(to: Self.sampleRate).samples)
        let found = tracking.notes(
            activations.notes.array(as: Double.self), activations.onsets.array(as: Double.self))
        let notes = found.map { note in
            Note(
                start: Self.time(of: note.frames.lowerBound),
                end: Self.time(of: note.frames.upperBound), pitch: note.key + 21,
                amplitude: note.amplitude)
        }
        return notes.sorted { ($0.start, $0.pitch) < ($1.start, $1.pitch) }
    }

    /// The network's view of a recording, 86 frames a second.
    ///
    /// - Parameter samples: from -1 to 1, 22,050 a second.
    public func activations(of samples: [Float]) -> Activations {
        let half = Self.overlap / 2
        let padded = [Float](repeating: 0, count: half * Self.hop) + samples
        let step = Self.windowCount - Self.overlap * Self.hop
        var parts: [[Tensor]] = [[], [], []]
        for start in stride(from: 0, to: padded.count, by: step) {
            let window = padded[start..<min(start + Self.windowCount, padded.count)]
            let silence = [Float](repeating: 0, count: Self.windowCount - window.count)
            let outputs = network([Tensor(window + silence, shape: [1, Self.windowCount, 1])])
            for index in parts.indices {
                parts[index].append(outputs[index][0, half..<Self.windowFrames - half])
            }
        }
        // The frames of the recording itself, at 86 a second.
        let count = Int(Double(samples.count) * (86.0 / Double(Self.sampleRate)))
        let whole = parts.map { concatenated($0, axis: 0)[0..<count] }
        return Activations(notes: whole[1], onsets: whole[0], contours: whole[2])
    }

    /// When a frame begins, in seconds: a window's frames take a little longer than its samples, which
    /// is made good once a window.
    static func time(of frame: Int) -> Double {
        let seconds = Double(hop) / Double(sampleRate)
        let excess =
            seconds * (Double(windowFrames) - Double(windowCount) / Double(hop)) + 0.0018
        return Double(frame) * seconds - excess * Double(frame / windowFrames)
    }
}
