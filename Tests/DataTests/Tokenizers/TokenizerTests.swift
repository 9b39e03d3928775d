import Foundation
import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

/// Parity with Hugging Face's tokenizers, and refusals of files that cannot be used.
@Suite struct TokenizerTests {
    private struct Expected {
        let text: String
        let pair: String?
        let ids: [Int32]
        let offsets: [Range<Int>]
        let typeIDs: [Int32]
        let decoded: String
    }

    private func expected(_ results: String) throws -> [Expected] {
        let texts = try array(TokenizerReference.texts)
        return try zip(texts, array(results)).map { text, row in
            let text = try #require(text as? [Any])
            let row = try #require(row as? [Any])
            let bounds = try #require(row[1] as? [Int])
            return Expected(
                text: try #require(text[0] as? String), pair: text[1] as? String,
                ids: try #require(row[0] as? [Int]).map(Int32.init),
                offsets: stride(from: 0, to: bounds.count, by: 2).map {
                    bounds[$0]..<bounds[$0 + 1]
                },
                typeIDs: try #require(row[2] as? [Int]).map(Int32.init),
                decoded: try #require(row[3] as? String))
        }
    }

    private func array(_ json: String) throws -> [Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [Any])
    }

    private func expectParity(_ tokenizer: Tokenizer, _ results: String) throws {
        let cases = try expected(results)
        #expect(cases.count >= 80)
        for row in cases {
            let encoding = tokenizer.encode(row.text, pair: row.pair)
            let name = Comment(rawValue: row.text.debugDescription)
            #expect(encoding.ids == row.ids, name)
            #expect(encoding.offsets == row.offsets, name)
            #expect(encoding.typeIDs == row.typeIDs, name)
            #expect(Array(tokenizer.decode(row.ids).utf8) == Array(row.decoded.utf8), name)
        }
    }

    private func tokenizer(_ json: String) throws -> Tokenizer {
        try Tokenizer(json: Array(json.utf8), path: "tokenizer.json")
    }

    @Test(arguments: [
        (TokenizerReference.wordPiece, TokenizerReference.wordPieceResults),
        (TokenizerReference.byteLevel, TokenizerReference.byteLevelResults),
        (TokenizerReference.byteFallback, TokenizerReference.byteFallbackResults),
        (TokenizerReference.unigram, TokenizerReference.unigramResults),
    ])
    func givesTheIdsOffsetsAndTextOfHuggingFace(file: String, results: String) throws {
        try expectParity(try tokenizer(file), results)
    }

    private static let miniLM = DataFolder.standard.path + "/minilm"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: miniLM + "/tokenizer.json")))
    func readsMiniLMFromItsFileAndFromItsVocabulary() throws {
        var tokenizer = try Tokenizer(contentsOf: Self.miniLM + "/tokenizer.json")
        #expect(tokenizer.encode("short").count == 128)  // the file asks for this padding
        (tokenizer.truncation, tokenizer.padding) = (nil, nil)
        try expectParity(tokenizer, TokenizerReference.miniLMResults)
        try expectParity(
            try .wordPiece(vocabulary: Self.miniLM + "/vocab.txt"),
            TokenizerReference.miniLMResults)
    }

    @Test func truncatesAndPadsAsAsked() throws {
        var tokenizer = try tokenizer(TokenizerReference.wordPiece)
        let whole = tokenizer.encode("one two three four").ids
        tokenizer.truncation = .init(maxCount: 5)
        let cut = tokenizer.encode("one two three four")
        #expect(cut.ids == Array(whole[..<4]) + [3])  // [SEP] stays
        tokenizer.truncation = .init(maxCount: 5, side: .left)
        #expect(tokenizer.encode("one two three four").ids.suffix(4) == whole.suffix(4))
        tokenizer.truncation = nil
        tokenizer.padding = .init(id: 0, multiple: 4)
        let batch = tokenizer.encode(batch: ["of", "of the and to of the"])
        #expect(batch.map(\.count) == [8, 8])
        #expect(batch[0].attentionMask == [1, 1, 1, 0, 0, 0, 0, 0])
        #expect(batch[0].specialTokensMask == [1, 0, 1, 1, 1, 1, 1, 1])
        tokenizer.padding?.side = .left
        let left = tokenizer.encode(batch: ["of", "of the and"])
        #expect(left[0].attentionMask == [0, 0, 0, 0, 0, 1, 1, 1])
        tokenizer.padding?.multiple = 0
        #expect(tokenizer.padding?.multiple == 1)
        #expect(tokenizer.encode("of").count == 3)
    }

    @Test func longestFirstSharesWhatIsLeft() throws {
        var tokenizer = try tokenizer(TokenizerReference.byteLevel)
        tokenizer.truncation = .init(maxCount: 6)
        let both = tokenizer.encode("!!!!!!!!", pair: "????????")
        #expect(both.typeIDs.filter { $0 == 0 }.count == both.count / 2)
        let short = tokenizer.encode("x", pair: "1 2 3 4 5 6 7 8")
        #expect(short.typeIDs == [0, 1, 1, 1, 1, 1])
    }

    @Test func charactersAreNumberedInOrderOfAppearance() {
        let tokenizer = Tokenizer.characters(of: "hello")
        #expect(tokenizer.encode("hole").ids == [1, 4, 3, 2])
        #expect(tokenizer.encode("hé").offsets == [0..<1, 1..<3])
        #expect(tokenizer.decode(tokenizer.encode("hello").ids) == "hello")
        #expect(tokenizer.encode("z").ids == [0])
        #expect(tokenizer.vocabularyCount == 5)
    }

    @Test func keepsTokensThatSwiftStringsCallEqual() throws {
        let json = #"""
            {"model": {"type": "WordLevel", "unk_token": "?",
              "vocab": {"?": 0, "\u00e9": 1, "e\u0301": 2}}}
            """#
        let tokenizer = try tokenizer(json)
        #expect(tokenizer.encode("\u{E9}").ids == [1])
        #expect(tokenizer.encode("e\u{301}").ids == [2])
        #expect(tokenizer.id(of: "e\u{301}") == 2)
    }

    @Test(arguments: [
        (#"{"model": {"type": "CTC"}}"#, "model 'CTC' is not supported"),
        (#"{"normalizer": {"type": "Nmt"}, "model": \#(words)}"#, "normalizer 'Nmt'"),
        (#"{"pre_tokenizer": {"type": "Metaspce"}, "model": \#(words)}"#, "did you mean"),
        (#"{"decoder": {"type": "CTC"}, "model": \#(words)}"#, "decoder 'CTC'"),
        (#"{"post_processor": {"type": "X"}, "model": \#(words)}"#, "post-processor 'X'"),
        (#"{"model": {"type": "WordLevel", "vocab": {"a": 9999999}}}"#, "the id of 'a'"),
        (#"{"model": {"type": "WordLevel", "vocab": {"a": -1}}}"#, "the id of 'a'"),
        (#"{"model": {"type": "WordLevel", "vocab": {"a": 0, "b": 0}}}"#, "is there twice"),
        (#"{"model": {"type": "WordPiece", "vocab": {"a": 0}}}"#, "'[UNK]' is not in"),
        (#"{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]}}"#, "model.merges[0]"),
        (#"{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["ab"]}}"#, "two tokens"),
        (#"{"model": {"type": "Unigram", "vocab": [["a"]]}}"#, "a piece and its score"),
        (#"{"model": {"type": "Unigram", "vocab": [["a", 0]], "unk_id": 1}}"#, "unk_id"),
        (#"{"added_tokens": [{"id": 99999999, "content": "x"}], "model": \#(words)}"#, "id"),
        (#"{"model": "#, "ends too early"),
        (String(repeating: "[", count: 100_000), "nested deeper"),
        ("[]", "should be an object"),
    ])
    func refusesByName(json: String, message: String) throws {
        let error = try #require(
            #expect(throws: FileError.self) { try tokenizer(json) })
        #expect(error.description.contains(message), "\(error)")
        #expect(error.description.hasPrefix("tokenizer.json"))
    }

    private static let words = #"{"type": "WordLevel", "vocab": {"a": 0}}"#

    @Test func survivesEveryTruncationAndChangedBytes() {
        let bytes = Array(TokenizerReference.wordPiece.utf8)
        for end in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: FileError.self) {
                try Tokenizer(json: Array(bytes[..<end]), path: "x")
            }
        }
        var state: UInt64 = 1
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                damaged[Int(state >> 33) % damaged.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            let tokenizer = try? Tokenizer(json: damaged, path: "x")
            _ = tokenizer?.encode("The running café 你好", pair: "b").ids
        }
    }

    @Test func aWordOfAMillionScalarsTakesNoQuadraticTime() throws {
        let text = String(repeating: "theof", count: 200_000)
        for json in [TokenizerReference.byteFallback, TokenizerReference.unigram] {
            let tokenizer = try tokenizer(json)
            let ids = tokenizer.encode(text, addSpecialTokens: false).ids
            #expect(ids.count > 100_000)
        }
    }
}
