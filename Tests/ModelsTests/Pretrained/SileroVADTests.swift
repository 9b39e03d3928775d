import Glibc
import LaminaData
import LaminaModels
import LaminaNN
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import Testing

/// Beside the network of the same file written out in NumPy; and beside the package's ONNX file, whose
/// weights are others, so that only what is taken for speech can agree.
@Suite(.needs(.sileroVAD)) struct SileroVADTests {
    private struct Own: Decodable { let probabilities: [String: [Double]] }

    private struct Onnx: Decodable {
        struct File: Decodable {
            let samples: Int
            let at16000: [String: Run]
        }
        struct Run: Decodable { let probabilities: [Double] }
        let files: [String: File]
    }

    private let detector: SileroVAD
    private let own: [String: [Double]]

    init() throws {
        detector = try .pretrained()
        own = try PretrainedReference.decoded("silero-vad-16k", as: Own.self).probabilities
    }

    /// Twice the samples: the mean of neighbours between them, as the reference was made.
    private func doubled(_ x: [Float]) -> [Float] {
        x.indices.flatMap { [x[$0], (x[$0] + x[min($0 + 1, x.count - 1)]) / 2] }
    }

    private func difference(_ a: [Float], _ b: [Double]) -> Double {
        a.count == b.count ? zip(a, b).map { abs(Double($0) - $1) }.max() ?? 0 : .infinity
    }

    @Test func hearsNoVoiceInATone() {
        let tone = (0..<16_000).map { n in
            0.3 * Float(sin(2 * Double.pi * 440 * Double(n) / 16_000))
        }
        let expected = own["tone"] ?? []
        #expect(
            Parity(
                "Silero VAD", "probabilities of 32 windows of a tone",
                against: "NumPy 2.4",
                value: difference(detector.probabilities(of: tone), expected), limit: 1e-3
            ).holds)
    }

    private func recording(_ name: String) throws -> [Float] {
        let sound = try Sound(contentsOf: "\(DataFolder.standard.path)/spoken-prompts/\(name)")
        #expect(sound.sampleRate == 8000 && sound.channels == 1)
        return doubled(sound.samples)
    }

    @Test(.needs(file: "spoken-prompts/vm-intro.wav"))
    func hearsVoicesInRecordings() throws {
        var (largest, windows) = (0.0, 0)
        for name in ["digits/7.wav", "vm-intro.wav"] {
            let probabilities = detector.probabilities(of: try recording(name))
            largest = max(largest, difference(probabilities, own[name] ?? []))
            windows += probabilities.count
        }
        #expect(
            Parity(
                "Silero VAD", "probabilities of \(windows) windows of 2 recordings",
                against: "NumPy 2.4", value: largest, limit: 1e-3
            ).holds)
    }

    @Test(.needs(file: "spoken-prompts/vm-intro.wav"))
    func judgesAsTheOtherWeightsDo() throws {
        let files = try PretrainedReference.decoded("silero-vad", as: Onnx.self).files
        var (differing, windows) = (0, 0)
        for (name, file) in files {
            let expected = try #require(file.at16000["silero_vad_16k_op15.onnx"]).probabilities
            let probabilities = detector.probabilities(of: try recording(name))
            #expect(probabilities.count == expected.count)
            windows += expected.count
            differing += zip(probabilities, expected).count { ($0 >= 0.5) != ($1 >= 0.5) }
        }
        #expect(
            Parity(
                "Silero VAD",
                "of \(windows) windows those judged otherwise than by the ONNX weights",
                against: "ONNX Runtime 1.31", value: Double(differing),
                limit: 0.02 * Double(windows)
            ).holds)
    }

    @Test func aStreamGivesWhatTheWholeGives() {
        var random = SplitMix64(seed: 3, stream: 0)
        let samples = (0..<512 * 5).map { _ in Float(random.normal()) * 0.1 }
        var stream = SileroVAD.Stream(detector)
        let pieces = stride(from: 0, to: samples.count, by: 512).map {
            stream.probability(of: samples[$0..<$0 + 512])
        }
        #expect(pieces == detector.probabilities(of: samples))
    }
}
