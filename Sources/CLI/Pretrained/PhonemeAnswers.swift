import Lamina

/// `lamina predict --model g2p-en WORD…`: how English words sound.
struct PhonemeAnswers: PretrainedNetwork {
    private let network: GraphemeToPhoneme

    init() throws { network = try .pretrained() }

    func answers(to inputs: [String], _ options: PretrainedOptions) throws -> [PretrainedAnswer] {
        inputs.map { word in
            let phonemes = network.phonemes(of: word)
            return PretrainedAnswer(
                text: phonemes.joined(separator: " "),
                members: [("phonemes", JSONValue(phonemes.map { JSONValue($0) }))])
        }
    }
}
