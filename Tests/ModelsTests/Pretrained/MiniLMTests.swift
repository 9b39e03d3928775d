import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaModels
import LaminaNN
import LaminaReference
import LaminaTensor
import LaminaTestSupport
import Testing

/// Beside Hugging Face's transformers, whose weights were widened to float64.
@Suite(.needs(.minilm)) struct MiniLMTests {
    private struct Reference: Decodable {
        struct Sentence: Decodable {
            let text: String
            let ids: [Int32]
        }
        let sentences: [Sentence]
        let tokenizations: [Sentence]
    }

    private let encoder: MiniLM
    private let sentences: [Reference.Sentence]
    private let arrays: [String: StoredArray]

    init() throws {
        encoder = try MiniLM()
        sentences = try PretrainedReference.decoded("minilm", as: Reference.self).sentences
        arrays = try PretrainedReference.arrays("minilm")
    }

    @Test func givesTheEmbeddingsOfTransformers() throws {
        let embeddings = encoder.encode(sentences.map(\.text))
        let difference = largestDifference(
            embeddings, try #require(arrays["embeddings"]).tensor)
        #expect(
            Parity(
                "MiniLM-L6-v2", "8 sentences, 384 numbers each", against: "transformers 5.23",
                value: difference, limit: 1e-4
            ).holds)
        // Nearer by far than asked: a difference of rounding alone.
        #expect(difference < 2e-6)
    }

    @Test func cutsAwkwardTextsAsTheTokenizersLibrary() throws {
        let texts = try PretrainedReference.decoded("minilm", as: Reference.self).tokenizations
        let differing = (texts + sentences).filter {
            encoder.tokenizer.encode($0.text).ids != $0.ids
        }
        #expect(
            Parity(
                "MiniLM-L6-v2", "texts with other token ids, of \(texts.count + sentences.count)",
                against: "tokenizers 0.23", value: Double(differing.count), limit: 0
            ).holds, "\(differing.map(\.text))")
    }

    @Test func theLastLayerAgreesWordByWord() throws {
        let tokens = TokenBatch([encoder.tokenizer.encode(sentences[0].text)])
        let states = encoder.bert(tokens).squeezed(axis: 0)
        let reference = try #require(arrays["layer_6_first_sentence"]).tensor
        #expect(largestDifference(states, reference) < 1e-5)
    }

    @Test func paddingChangesNothing() {
        let alone = encoder.encode([sentences[6].text])
        let among = encoder.encode(sentences.map(\.text))[6..<7]
        #expect(largestDifference(alone, among) < 1e-6)
    }

    @Test func longTextsAreCutAndNoTextIsNoVector() {
        let long = String(repeating: "word ", count: 2000)
        #expect(encoder.encode([long]).shape == [1, 384])
        #expect(encoder.encode([]).shape == [0, 384])
    }

    @Test func vectorsHaveLengthOne() {
        let norms = encoder.encode(["", "a", "two words"]).norm(axis: 1).array()
        #expect(norms.allSatisfy { abs($0 - 1) < 1e-5 })
    }
}
