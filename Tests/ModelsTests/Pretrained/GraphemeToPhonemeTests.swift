import LaminaData
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import Testing

/// Beside the network written out in NumPy, as its authors have it.
@Suite(.needs(.g2pEnglish)) struct GraphemeToPhonemeTests {
    private struct Reference: Decodable {
        struct Word: Decodable {
            let word: String
            let phonemes: [String]
            let firstLogitsFirst4: [Double]

            enum CodingKeys: String, CodingKey {
                case word, phonemes
                case firstLogitsFirst4
            }
        }
        let graphemes: [String]
        let phonemes: [String]
        let words: [Word]
    }

    private struct Words: Decodable { let words: [String: String] }

    private let network: GraphemeToPhoneme
    private let reference: Reference

    init() throws {
        network = try .pretrained()
        reference = try PretrainedReference.decoded("g2p-en", as: Reference.self)
    }

    @Test func speaksTwoHundredWordsAlike() throws {
        let words = try PretrainedReference.decoded("g2p-en-words", as: Words.self).words
        #expect(words.count == 200)
        let differing = words.filter {
            network.phonemes(of: $0.key).joined(separator: " ") != $0.value
        }
        #expect(
            Parity(
                "g2p-en", "words spoken otherwise, of 200", against: "NumPy 2.4",
                value: Double(differing.count), limit: 0
            ).holds)
    }

    @Test func knowsLettersAndSounds() {
        #expect(GraphemeToPhoneme.graphemes == reference.graphemes)
        #expect(GraphemeToPhoneme.phonemes == reference.phonemes)
    }

    @Test func awkwardWordsAndTheFirstLogitsAgree() {
        for word in reference.words {
            #expect(network.phonemes(of: word.word) == word.phonemes, "\(word.word)")
            let ids = word.word.map { letter in
                Int32(reference.graphemes.firstIndex(of: String(letter)) ?? 1)
            }
            let logits = network(
                Tensor(ids + [2], shape: [1, ids.count + 1]), Tensor([2] as [Int32], shape: [1, 1])
            ).array()
            for (own, other) in zip(logits, word.firstLogitsFirst4) {
                #expect(abs(Double(own) - other) < 1e-4)
            }
        }
    }

    @Test func capitalsAreLettersToo() {
        #expect(network.phonemes(of: "SWIFT") == network.phonemes(of: "swift"))
    }
}
