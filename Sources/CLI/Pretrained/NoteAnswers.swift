import Lamina
import LaminaONNX

/// `lamina predict --model basic-pitch RECORDING…`: the notes in music, also as a MIDI file.
struct NoteAnswers: PretrainedNetwork {
    private let listener: BasicPitch

    init() throws { listener = try BasicPitch(loading: OnnxModule.inference) }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        guard options.output == nil || inputs.count == 1 else {
            throw WrongUsage("--output names one file, but there are \(inputs.count) recordings")
        }
        let sounds = try inputs.map { try Sound(contentsOf: $0) }
        return try sounds.map { sound in
            let notes = listener.notes(in: sound)
            if let path = options.output { try MIDIFile(notes.map(\.midi)).write(to: path) }
            let rows = notes.map { note in
                "\n  \(NumberText.fixed(note.start, digits: 2))–"
                    + "\(NumberText.fixed(note.end, digits: 2)) s  \(Self.name(note.pitch))  "
                    + NumberText.fixed(note.amplitude, digits: 3)
            }
            let members = notes.map { note in
                JSONValue([
                    ("start", JSONValue(note.start)), ("end", JSONValue(note.end)),
                    ("pitch", JSONValue(note.pitch)), ("amplitude", JSONValue(note.amplitude)),
                ])
            }
            let target = options.output.map { ", in \($0)" } ?? ""
            return PretrainedAnswer(
                text: "\(notes.count) notes\(target)" + rows.joined(),
                members: [
                    ("notes", JSONValue(members)),
                    ("output", options.output.map { JSONValue($0) } ?? .null),
                ])
        }
    }

    /// As musicians write it: `A4` is the A of 440 Hz.
    private static func name(_ pitch: Int) -> String {
        let names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
        return "\(names[pitch % 12])\(pitch / 12 - 1)"
    }
}
