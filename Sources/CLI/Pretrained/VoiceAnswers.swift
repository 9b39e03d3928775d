import Lamina

/// `lamina predict --model silero-vad RECORDING…`: when somebody speaks.
struct VoiceAnswers: PretrainedNetwork {
    private let detector: SileroVAD

    init() throws { detector = try .pretrained() }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        let sounds = try inputs.map { try Sound(contentsOf: $0) }
        return sounds.map { sound in
            let samples = Sound(sampleRate: sound.sampleRate, samples: sound.mono)
                .resampled(to: SileroVAD.sampleRate).samples
            let probabilities = detector.probabilities(of: samples)
            let parts = Self.speech(probabilities)
            let window = Double(SileroVAD.windowCount) / Double(SileroVAD.sampleRate)
            let times = parts.map { part in
                (
                    Double(part.lowerBound) * window,
                    min(Double(part.upperBound) * window, sound.seconds)
                )
            }
            let text = times.map {
                "\(NumberText.fixed($0.0, digits: 2))–\(NumberText.fixed($0.1, digits: 2)) s"
            }
            return PretrainedAnswer(
                text: times.isEmpty ? "nobody speaks" : "speech " + text.joined(separator: ", "),
                members: [
                    ("speech", JSONValue(times.map { [JSONValue($0.0), JSONValue($0.1)] })),
                    ("window_seconds", JSONValue(window)),
                    ("probabilities", JSONValue(probabilities.map { JSONValue($0) })),
                ])
        }
    }

    /// Runs of windows in which speech is likelier than not.
    private static func speech(_ probabilities: [Float]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        for (place, probability) in probabilities.enumerated() where probability >= 0.5 {
            if let last = parts.last, last.upperBound == place {
                parts[parts.count - 1] = last.lowerBound..<place + 1
            } else {
                parts.append(place..<place + 1)
            }
        }
        return parts
    }
}
