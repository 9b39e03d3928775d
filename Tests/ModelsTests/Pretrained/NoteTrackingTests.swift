import LaminaModels
import Testing

@Suite struct NoteTrackingTests {
    /// Keys that sound in ranges of frames with a strength, and onsets.
    private func roll(
        _ parts: [(key: Int, frames: Range<Int>, strength: Double)], count: Int = 120
    ) -> [Double] {
        var result = [Double](repeating: 0, count: count * 88)
        for part in parts {
            for frame in part.frames { result[frame * 88 + part.key] = part.strength }
        }
        return result
    }

    @Test func anOnsetBeginsANoteThatLastsWhileItsKeyIsStrong() {
        let found = NoteTracking().notes(
            roll([(48, 10..<40, 0.8)]), roll([(48, 10..<11, 0.9)]))
        #expect(found.map(\.frames) == [10..<40] && found.map(\.key) == [48])
        #expect(found.allSatisfy { abs($0.amplitude - 0.8) < 1e-12 })
    }

    @Test func aShortGapDoesNotEndANoteButALongOneDoes() {
        var tracking = NoteTracking()
        tracking.infersOnsets = false
        let onset = roll([(3, 10..<11, 0.9)])
        let short = tracking.notes(roll([(3, 10..<30, 0.6), (3, 38..<60, 0.6)]), onset)
        #expect(short.map(\.frames) == [10..<60])
        tracking.followsTheRest = false
        let long = tracking.notes(roll([(3, 10..<30, 0.6), (3, 45..<60, 0.6)]), onset)
        #expect(long.map(\.frames) == [10..<30])
    }

    @Test func aWeakOnsetBeginsNothingButTheRestIsFollowed() {
        var tracking = NoteTracking()
        tracking.infersOnsets = false
        let frames = roll([(20, 30..<60, 0.5)])
        let onsets = roll([(20, 30..<31, 0.4)])
        let rest = tracking.notes(frames, onsets)
        #expect(rest.count == 1 && rest[0].key == 20)
        // As in the original, the last strong frame is left out.
        #expect(rest[0].frames == 30..<59)
        tracking.followsTheRest = false
        #expect(tracking.notes(frames, onsets).isEmpty)
    }

    @Test func suddenGrowthIsAnOnset() {
        var tracking = NoteTracking()
        tracking.followsTheRest = false
        let frames = roll([(5, 40..<70, 0.7)])
        // The other key's onset says how strong an onset can be.
        let onsets = roll([(60, 5..<6, 0.9)])
        #expect(tracking.notes(frames, onsets).map(\.frames) == [40..<70])
        tracking.infersOnsets = false
        #expect(tracking.notes(frames, onsets).isEmpty)
    }

    @Test func aNoteTakesItsNeighboursStrength() {
        var tracking = NoteTracking()
        tracking.infersOnsets = false
        let frames = roll([(30, 10..<40, 0.8), (31, 10..<40, 0.5)])
        let found = tracking.notes(frames, roll([(30, 10..<11, 0.9)]))
        #expect(found.map(\.key) == [30])
    }

    @Test func shortNotesAreDropped() {
        let onset = roll([(7, 10..<11, 0.9)])
        #expect(NoteTracking().notes(roll([(7, 10..<21, 0.8)]), onset).isEmpty)
        #expect(NoteTracking().notes(roll([(7, 10..<22, 0.8)]), onset).count == 1)
        #expect(NoteTracking().notes([], []).isEmpty)
    }
}
