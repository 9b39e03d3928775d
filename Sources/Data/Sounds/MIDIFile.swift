public import LaminaFormats
import LaminaGraph

/// A note of a ``MIDIFile``.
public struct MIDINote: Sendable, Equatable {
    /// In seconds.
    public var start: Double
    /// In seconds.
    public var end: Double
    /// 0 to 127: 60 is the middle C, 69 the A of 440 Hz.
    public var pitch: Int
    /// How loud, 0 to 127.
    public var velocity: Int

    public init(start: Double, end: Double, pitch: Int, velocity: Int = 64) {
        (self.start, self.end) = (start, end)
        (self.pitch, self.velocity) = (pitch, velocity)
    }
}

/// Notes as a Standard MIDI File, which players and notation programs read: one track for the tempo and
/// one for an instrument.
///
/// ```swift
/// let scale = [60, 62, 64, 65, 67].enumerated().map { index, pitch in
///     MIDINote(start: 0.5 * Double(index), end: 0.5 * Double(index) + 0.4, pitch: pitch)
/// }
/// try MIDIFile(scale, program: 0).write(to: "scale.mid")
/// ```
/// - Source: MIDI Manufacturers Association (1996), "Standard MIDI Files 1.0", format 1. The ticks, 220 a
///   beat, and what the tracks begin with are pretty_midi's.
public struct MIDIFile: Sendable {
    public let notes: [MIDINote]
    /// In beats a minute.
    public let tempo: Double
    /// The instrument, 0 to 127 as General MIDI counts; 4 is the electric piano.
    public let program: Int
    /// Ticks of a beat.
    private static let resolution = 220

    /// Traps for pitches, velocities or an instrument beyond 0 to 127, for notes that end before they
    /// start or start before 0, and for a tempo that three bytes of microseconds cannot tell.
    public init(_ notes: [MIDINote], tempo: Double = 120, program: Int = 4) {
        require(
            notes.allSatisfy {
                0...127 ~= $0.pitch && 0...127 ~= $0.velocity && $0.start >= 0
                    && $0.end >= $0.start && $0.end < 1e6
            },
            "MIDIFile: pitches and velocities from 0 to 127, and times from 0 on, are needed")
        require(0...127 ~= program, "MIDIFile: no instrument \(program); they are 0 to 127")
        require(tempo >= 4 && tempo <= 1e6, "MIDIFile: no tempo of \(tempo) beats a minute")
        (self.notes, self.tempo, self.program) = (notes, tempo, program)
    }

    /// Writes the file, all or nothing.
    ///
    /// - Throws: ``FileError`` if the path cannot be written.
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write(bytes, to: path)
    }

    /// The file's bytes.
    public var bytes: [UInt8] {
        let beat = Int((60_000_000 / tempo).rounded())
        let conductor: [UInt8] =
            [0, 0xFF, 0x51, 3] + Self.big(beat, bytes: 3)
            // Four quarters to a bar.
            + [0, 0xFF, 0x58, 4, 4, 2, 24, 8]
        let header = Self.big(1, bytes: 2) + Self.big(2, bytes: 2)
        return Self.chunk("MThd", header + Self.big(Self.resolution, bytes: 2))
            + Self.chunk("MTrk", conductor + Self.end)
            + Self.chunk("MTrk", [0, 0xC0, UInt8(program)] + noteEvents + Self.end)
    }

    /// The last event of a track, a tick after the one before.
    private static let end: [UInt8] = [1, 0xFF, 0x2F, 0]

    /// When notes begin and end, each with the ticks since the event before. At one moment those that
    /// end come first, so that a key struck again sounds.
    private var noteEvents: [UInt8] {
        struct Event {
            let tick: Int
            let isOn: Bool
            let pitch: Int
            let velocity: Int
        }
        let ticks = tempo * Double(Self.resolution) / 60
        let events = notes.flatMap { note in
            let start = Int((note.start * ticks).rounded(.toNearestOrEven))
            let end = Int((note.end * ticks).rounded(.toNearestOrEven))
            return [
                // A velocity of 0 would mean the end of a note.
                Event(tick: start, isOn: true, pitch: note.pitch, velocity: max(note.velocity, 1)),
                Event(tick: max(end, start + 1), isOn: false, pitch: note.pitch, velocity: 0),
            ]
        }
        // All are of one kind, which is said once ("running status").
        var (result, last) = ([UInt8](), 0)
        for event in events.sorted(by: {
            ($0.tick, $0.isOn ? 1 : 0, $0.pitch) < ($1.tick, $1.isOn ? 1 : 0, $1.pitch)
        }) {
            let status: [UInt8] = result.isEmpty ? [0x90] : []
            result += Self.variable(event.tick - last) + status
            result += [UInt8(event.pitch), UInt8(event.velocity)]
            last = event.tick
        }
        return result
    }

    private static func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
        Array(name.utf8) + big(contents.count, bytes: 4) + contents
    }

    /// The highest byte first.
    private static func big(_ value: Int, bytes count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// Seven bits a byte, the highest first; all but the last byte have their eighth bit set.
    private static func variable(_ value: Int) -> [UInt8] {
        var (result, left) = ([UInt8(value & 0x7F)], value >> 7)
        while left > 0 {
            result.insert(UInt8(left & 0x7F) | 0x80, at: 0)
            left >>= 7
        }
        return result
    }
}
