import Glibc
import LaminaData
import LaminaFormats
import LaminaReference
import LaminaTestSupport
import Testing

/// Beside Hugging Face's trainers (scripts/reference-trained-tokenizers.py).
@Suite struct TokenizerTrainerTests {
    private struct Reference: Decodable {
        struct Level: Decodable {
            let vocabulary: [String]
            let merges: [[String]]
            let ids: [[Int32]]
        }
        struct Pieces: Decodable {
            let vocabulary: [String]
            let tokens: [[String]]
        }
        let text: String
        let probes: [String]
        let byteLevel: Level
        let wordPiece: Pieces
    }

    private let reference: Reference

    init() throws {
        reference = try PretrainedReference.decoded("trained-tokenizers", as: Reference.self)
    }

    private func tokens(_ tokenizer: Tokenizer) -> [String] {
        (0..<Int32(tokenizer.vocabularyCount)).map { tokenizer.token($0) ?? "?" }
    }

    @Test func learnsTheBytePairsThatHuggingFaceLearns() throws {
        let folder = TemporaryFolder()
        let file = folder.file("text.txt", holding: Array(reference.text.utf8))
        var trainer = TokenizerTrainer(.byteLevel, vocabularyCount: 400)
        try withExtendedLifetime(folder) { try trainer.read(contentsOf: file) }
        let tokenizer = trainer.trained()
        #expect(tokens(tokenizer) == reference.byteLevel.vocabulary)
        for (probe, ids) in zip(reference.probes, reference.byteLevel.ids) {
            let encoding = tokenizer.encode(probe)
            #expect(encoding.ids == ids, "\(probe)")
            #expect(tokenizer.decode(encoding.ids) == probe)
        }
    }

    @Test func learnsTheWordPiecesThatHuggingFaceLearns() {
        var trainer = TokenizerTrainer(.wordPiece, vocabularyCount: 200)
        for line in reference.text.split(separator: "\n") { trainer.read(String(line)) }
        let tokenizer = trainer.trained()
        // Hugging Face numbers pieces as a hash table has them, so that of equally common pairs it may
        // join another one first.
        let (own, other) = (Set(tokens(tokenizer)), Set(reference.wordPiece.vocabulary))
        #expect(own.count == other.count && own.symmetricDifference(other).count <= 12)
        let probe = tokenizer.encode(reference.probes[0], addSpecialTokens: false)
        #expect(probe.ids.map { tokenizer.token($0) } == reference.wordPiece.tokens[0])
        let framed = tokenizer.encode("the")
        #expect(framed.ids.first == 2 && framed.ids.last == 3)
    }

    @Test func aWrittenTokenizerIsReadAgain() throws {
        let folder = TemporaryFolder()
        for kind in [TokenizerTrainer.Kind.byteLevel, .wordPiece] {
            var trainer = TokenizerTrainer(kind, vocabularyCount: 300, minimumCount: 1)
            trainer.read("\"quoted\" \\ back\\slash and\ttabs, ünïcode \u{1F600}\n")
            try trainer.write(to: folder.file("tokenizer.json"))
            let read = try Tokenizer(contentsOf: folder.file("tokenizer.json"))
            let text = "\"quoted\" \\ ünïcode \u{1F600}"
            #expect(read.encode(text).ids == trainer.trained().encode(text).ids)
        }
    }

    @Test func pairsThatAreTooRareStayApart() {
        var trainer = TokenizerTrainer(.byteLevel, vocabularyCount: 1000, minimumCount: 3)
        trainer.read("ab ab ab xy xy")
        let tokenizer = trainer.trained()
        #expect(tokenizer.id(of: "ab") != nil && tokenizer.id(of: "xy") == nil)
        #expect(trainer.wordCount == 3)
    }

    /// Run with LAMINA_TIME=1: a text of 200 MB through the trainer, in time and memory.
    @Test(.enabled(if: getenv("LAMINA_TIME") != nil, "set LAMINA_TIME to measure"))
    func aLargeTextTakesLittleMemory() throws {
        let folder = TemporaryFolder()
        let path = folder.file("large.txt")
        let file = try #require(fopen(path, "w"))
        var random = SplitMix64(seed: 1, stream: 0)
        // Of letters alone: digits would be words of their own.
        let letters = "bcdfghjklmnpqrstvwxz".map(String.init)
        let syllables = letters.enumerated().flatMap { index, first in
            letters.map { first + ["a", "e", "i", "o", "u"][index % 5] + $0 }
        }
        for _ in 0..<2_000_000 {
            let line = (0..<12).map { _ in
                syllables[Int(random.next() % 400)] + syllables[Int(random.next() % 40)]
            }
            fputs(line.joined(separator: " ") + "\n", file)
        }
        fclose(file)
        let size = try MappedFile(path: path).count
        var trainer = TokenizerTrainer(.byteLevel, vocabularyCount: 5000)
        let reading = try seconds { try trainer.read(contentsOf: path) }
        let tokenizer = trainer.trained()
        #expect(tokenizer.vocabularyCount > 1000)
        print(
            "learnt from \(size >> 20) MB at \(Double(size) / 1e6 / reading) MB/s of one core,",
            "\(trainer.wordCount) different words, peak of memory: \(peakMebibytes()) MiB")
        #expect(Double(size) / 1e6 / reading >= 1)
        var lines = try TextLines(contentsOf: path)
        var bytes = 0
        let encoding = try seconds {
            while bytes < 20_000_000, let line = try lines.next() {
                bytes += line.text.utf8.count
                _ = tokenizer.encode(line.text)
            }
        }
        print("encoded at \(Double(bytes) / 1e6 / encoding) MB/s of one core")
        #expect(Double(bytes) / 1e6 / encoding >= 1)
    }

    /// Of this thread's processor, so that what else runs does not count.
    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        var (start, end) = (timespec(), timespec())
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
        try body()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
        return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
    }
}
