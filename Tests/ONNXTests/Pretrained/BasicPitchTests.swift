import Glibc
import LaminaData
import LaminaGraph
import LaminaModels
import LaminaONNX
import LaminaTensor
import LaminaTestSupport
import Testing

/// Beside Spotify's own package, on a song of sines with a melody, a chord and a low note.
@Suite(.needs(.basicPitch)) struct BasicPitchTests {
    private struct Reference: Decodable {
        /// Start, length, pitch, amplitude of what is played.
        let song: [[Double]]
        /// Start, end, pitch, amplitude of what Basic Pitch hears.
        let notes: [[Double]]
        let frames: Int
        let noteMean: Double
        let onsetMean: Double
        let contourMean: Double
        /// Of notes, onsets and contours.
        let strongest: [Double]
    }

    private let listener: BasicPitch
    private let reference: Reference

    init() throws {
        listener = try BasicPitch(loading: OnnxModule.inference)
        reference = try Answers.decoded("basic-pitch.json", as: Reference.self)
    }

    /// Seven seconds, each note five partials that fade, as 16-bit numbers.
    private func song(rate: Int) -> Sound {
        var samples = [Double](repeating: 0, count: 7 * rate)
        for note in reference.song {
            let (start, length, amplitude) = (note[0], note[1], note[3])
            let frequency = 440 * pow(2, (note[2] - 69) / 12)
            for index in samples.indices {
                let own = Double(index) / Double(rate) - start
                guard own >= 0, own < length else { continue }
                let fade = min(own / 0.01, 1) * min((length - own) / 0.03, 1) * exp(-1.5 * own)
                for partial in 1...5 where frequency * Double(partial) < 10_000 {
                    let wave = sin(2 * .pi * frequency * Double(partial) * own)
                    samples[index] += amplitude * fade * wave / Double(partial)
                }
            }
        }
        return Sound(
            sampleRate: rate,
            samples: samples.map { Float(($0 * 32767).rounded(.toNearestOrEven) / 32768) })
    }

    @Test func hearsTheNotesThatBasicPitchHears() throws {
        let notes = listener.notes(in: song(rate: 22_050))
        let heard = notes.map { [$0.start, $0.end, Double($0.pitch), $0.amplitude] }
        #expect(
            Parity(
                "Basic Pitch", "notes of \(reference.notes.count) missed or added",
                against: "basic-pitch 0.4.0",
                value: Double(
                    Set(heard.map { [$0[0], $0[2]].map { ($0 * 1000).rounded() } })
                        .symmetricDifference(
                            reference.notes.map { [$0[0], $0[2]].map { ($0 * 1000).rounded() } }
                        ).count),
                limit: 0
            ).holds)
        try #require(heard.count == reference.notes.count)
        func worst(_ members: [Int]) -> Double {
            zip(heard, reference.notes).flatMap { own, other in
                members.map { abs(own[$0] - other[$0]) }
            }.max() ?? .infinity
        }
        #expect(
            Parity(
                "Basic Pitch", "beginnings and ends of \(heard.count) notes, in seconds",
                against: "basic-pitch 0.4.0", value: worst([0, 1]), limit: 1e-6
            ).holds)
        #expect(
            Parity(
                "Basic Pitch", "amplitudes of \(heard.count) notes", against: "basic-pitch 0.4.0",
                value: worst([3]), limit: 1e-4
            ).holds)
    }

    @Test func theWindowsMakeOneWhole() {
        let found = listener.activations(of: song(rate: 22_050).samples)
        #expect(found.notes.shape == [reference.frames, 88])
        #expect(found.contours.shape == [reference.frames, 264])
        let means = [found.notes, found.onsets, found.contours].map {
            Double($0.mean().array()[0])
        }
        let own = [reference.noteMean, reference.onsetMean, reference.contourMean]
        for (mean, wanted) in zip(means, own) { #expect(abs(mean - wanted) < 1e-5) }
        let most = [found.notes, found.onsets, found.contours].map { Double($0.max().array()[0]) }
        for (one, wanted) in zip(most, reference.strongest) { #expect(abs(one - wanted) < 1e-4) }
    }

    @Test func aRecordingAtAnotherRateGivesTheSameNotes() {
        let sound = song(rate: 44_100)
        let stereo = Sound(
            sampleRate: 44_100, channels: 2, samples: sound.samples.flatMap { [$0, $0] })
        let loud = listener.notes(in: stereo).filter { $0.amplitude > 0.5 }
        let expected = listener.notes(in: song(rate: 22_050)).filter { $0.amplitude > 0.5 }
        #expect(loud.map(\.pitch) == expected.map(\.pitch))
        #expect(zip(loud, expected).allSatisfy { abs($0.start - $1.start) < 0.024 })
    }

    @Test func silenceHasNoNotes() {
        let silence = Sound(sampleRate: 22_050, samples: [Float](repeating: 0, count: 5000))
        #expect(listener.notes(in: silence).isEmpty)
        #expect(listener.notes(in: Sound(sampleRate: 8000, samples: [])).isEmpty)
    }
}
