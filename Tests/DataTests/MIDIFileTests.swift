import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct MIDIFileTests {
    /// As pretty_midi 0.2.11 writes the same note: `Instrument(4)` with `Note(100, 60, 0.5, 1.0)`.
    @Test func oneNoteIsWhatTheStandardSays() {
        let file = MIDIFile([MIDINote(start: 0.5, end: 1, pitch: 60, velocity: 100)])
        let header: [UInt8] =
            Array("MThd".utf8) + [0, 0, 0, 6, 0, 1, 0, 2, 0, 220]
        let conductor: [UInt8] =
            Array("MTrk".utf8) + [0, 0, 0, 19, 0, 0xFF, 0x51, 3, 0x07, 0xA1, 0x20]
            + [0, 0xFF, 0x58, 4, 4, 2, 24, 8, 1, 0xFF, 0x2F, 0]
        // 220 ticks are half a second at 120 beats a minute: 0x81 0x5C in seven bits a byte.
        let track: [UInt8] =
            Array("MTrk".utf8) + [0, 0, 0, 16, 0, 0xC0, 4, 0x81, 0x5C, 0x90, 60, 100]
            + [0x81, 0x5C, 60, 0, 1, 0xFF, 0x2F, 0]
        #expect(file.bytes == header + conductor + track)
    }

    @Test func aKeyStruckAgainEndsBeforeItBegins() {
        let file = MIDIFile(
            [
                MIDINote(start: 1, end: 2, pitch: 60, velocity: 10),
                MIDINote(start: 0, end: 1, pitch: 60, velocity: 20),
            ], program: 0)
        let events = Array(file.bytes.dropFirst(14 + 27 + 8 + 3).dropLast(4))
        #expect(
            events == [0, 0x90, 60, 20, 0x83, 0x38, 60, 0, 0, 60, 10]
                + [0x83, 0x38, 60, 0])
    }

    @Test func aFileIsWrittenAsAWhole() throws {
        let path = TemporaryFolder()
        let file = MIDIFile([])
        try file.write(to: path.file("empty.mid"))
        #expect(contents(path.file("empty.mid")) == file.bytes)
        #expect(throws: FileError.self) { try file.write(to: path.file("no/such/folder.mid")) }
    }
}
