import LaminaGraph

/// Notes out of what sounds in each frame and what begins there.
///
/// Each peak of the onsets, from the last to the first, begins a note on its key, which goes on until
/// the key has been weak for some frames; what it takes is taken from the neighbouring keys too. Then
/// the strongest frame that is left is followed in both directions, until nothing strong is left.
///
/// ```swift
/// var frames = [Double](repeating: 0, count: 100 * 88), onsets = frames
/// for frame in 10..<40 { frames[frame * 88 + 48] = 0.8 }
/// onsets[10 * 88 + 48] = 0.9
/// for note in NoteTracking().notes(frames, onsets) { print(note.frames, note.key + 21) }   // 10..<40 69
/// ```
/// - Source: Bittner et al. (2022), section 2.4; basic-pitch 0.4.0, `output_to_notes_polyphonic`.
public struct NoteTracking: Sendable {
    /// A note: its frames, its key from 0, and the mean of the key in these frames.
    public struct Note: Sendable, Equatable {
        public let frames: Range<Int>
        public let key: Int
        public let amplitude: Double

        public init(frames: Range<Int>, key: Int, amplitude: Double) {
            (self.frames, self.key, self.amplitude) = (frames, key, amplitude)
        }
    }

    /// How strong an onset must be to begin a note.
    public var onsetThreshold = 0.5
    /// Below which strength a key is weak.
    public var frameThreshold = 0.3
    /// Shorter notes, and those of just so many frames, are dropped: 127.7 ms.
    public var shortest = 11
    /// For how many frames a key may be weak within a note.
    public var patience = 11
    /// Whether sudden growth of a key counts as an onset too.
    public var infersOnsets = true
    /// Whether notes are also made of what no onset begins.
    public var followsTheRest = true
    /// Keys in a frame.
    static let keys = 88

    public init() {}

    /// The notes: those with an onset from the last to the first, then the others from the strongest on.
    ///
    /// - Parameters:
    ///   - frames: how strong each key is, frame by frame, 88 numbers each; traps for another number.
    ///   - onsets: whether it begins.
    /// - Complexity: O(n log n), n the number of frames.
    public func notes(_ frames: [Double], _ onsets: [Double]) -> [Note] {
        require(
            frames.count == onsets.count && frames.count % Self.keys == 0,
            "NoteTracking: \(frames.count) and \(onsets.count) are no frames of 88 keys")
        var search = Search(settings: self, frames: frames)
        search.followOnsets(infersOnsets ? Self.withGrowth(onsets, frames) : onsets)
        if followsTheRest { search.followTheRest() }
        return search.notes
    }

    /// The larger of each onset and of how much the key has grown over one frame and over two, as strong
    /// at its most as the onsets are.
    private static func withGrowth(_ onsets: [Double], _ frames: [Double]) -> [Double] {
        var growth = [Double](repeating: 0, count: frames.count)
        for place in stride(from: 2 * keys, to: frames.count, by: 1) {
            let least = min(
                frames[place] - frames[place - keys], frames[place] - frames[place - 2 * keys])
            growth[place] = max(least, 0)
        }
        guard let most = growth.max(), most > 0, let strongest = onsets.max() else { return onsets }
        return zip(onsets, growth).map { max($0, strongest * $1 / most) }
    }
}

/// The strength that is still to be explained, and the notes that were found.
private struct Search {
    let settings: NoteTracking
    let frames: [Double]
    let frameCount: Int
    var rest: [Double]
    var notes: [NoteTracking.Note] = []
    private let keys = NoteTracking.keys

    init(settings: NoteTracking, frames: [Double]) {
        (self.settings, self.frames, rest) = (settings, frames, frames)
        frameCount = frames.count / NoteTracking.keys
    }

    mutating func followOnsets(_ onsets: [Double]) {
        for start in stride(from: frameCount - 2, through: 1, by: -1) {
            for key in (0..<keys).reversed() {
                let place = start * keys + key
                guard onsets[place] >= settings.onsetThreshold,
                    onsets[place] > onsets[place - keys], onsets[place] > onsets[place + keys]
                else { continue }
                var (frame, weak) = (start + 1, 0)
                while frame < frameCount - 1, weak < settings.patience {
                    weak = rest[frame * keys + key] < settings.frameThreshold ? weak + 1 : 0
                    frame += 1
                }
                let end = frame - weak
                guard end - start > settings.shortest else { continue }
                for frame in start..<end { take(frame, key) }
                add(start..<end, key)
            }
        }
    }

    mutating func followTheRest() {
        // What is left only ever becomes 0, so one order by strength serves to the end.
        let strong = rest.indices.filter { rest[$0] > settings.frameThreshold }
            .sorted { rest[$0] == rest[$1] ? $0 < $1 : rest[$0] > rest[$1] }
        for place in strong where rest[place] > 0 {
            let (middle, key) = (place / keys, place % keys)
            rest[place] = 0
            var (frame, weak) = (middle + 1, 0)
            while frame < frameCount - 1, weak < settings.patience {
                weak = rest[frame * keys + key] < settings.frameThreshold ? weak + 1 : 0
                take(frame, key)
                frame += 1
            }
            let end = frame - 1 - weak
            (frame, weak) = (middle - 1, 0)
            while frame > 0, weak < settings.patience {
                weak = rest[frame * keys + key] < settings.frameThreshold ? weak + 1 : 0
                take(frame, key)
                frame -= 1
            }
            let start = frame + 1 + weak
            if end - start > settings.shortest { add(start..<end, key) }
        }
    }

    private mutating func take(_ frame: Int, _ key: Int) {
        for near in max(key - 1, 0)...min(key + 1, keys - 1) { rest[frame * keys + near] = 0 }
    }

    private mutating func add(_ range: Range<Int>, _ key: Int) {
        let sum = range.reduce(0) { $0 + frames[$1 * keys + key] }
        notes.append(.init(frames: range, key: key, amplitude: sum / Double(range.count)))
    }
}
