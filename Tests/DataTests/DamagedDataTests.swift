import Glibc
import LaminaData
import LaminaFormats
import LaminaGraph
import LaminaReference
import LaminaTestSupport
import Testing

/// Damaged pictures, recordings, tables and vocabularies: each is read or refused with a reason, none
/// ends the program or takes memory without bound. ``DamageRun`` says how to try a million.
@Suite struct DamagedDataTests {
    private static let formats = DataCorpus.formats.keys.sorted()

    @Test(arguments: formats) func thereAreTwentyFilesWhichAreRead(format: String) throws {
        let samples = DataCorpus.samples(of: format)
        #expect(samples.count >= 20)
        for (index, sample) in samples.enumerated() {
            #expect(sample.outcome == .read, "\(format), file \(index)")
        }
    }

    /// Each format in a process of its own, which may hold 1 GiB.
    @Test(arguments: DamageRun.chosen(formats))
    func damagedFilesAreReadOrRefusedWithAReason(format: String) async {
        await #expect(processExitsWith: .success) { [format] in
            let samples = DataCorpus.samples(of: format)
            #expect(DamageRun(format: format, samples: samples, count: 4000).fault() == nil)
        }
    }
}

/// One file in memory whose contents change, for readers that want a path.
final class MemoryFile: Sendable {
    private let file: Int32

    init() {
        var name = Array("/dev/shm/lamina-XXXXXX".utf8CString)
        file = mkstemp(&name)
        require(file >= 0, "no file in /dev/shm: error \(errno)")
        unlink(name)
    }

    deinit { close(file) }

    /// It has no name, but this process finds it here.
    var path: String { "/proc/self/fd/\(file)" }

    func hold(_ bytes: [UInt8]) {
        pwrite(file, bytes, bytes.count, 0)
        ftruncate(file, off_t(bytes.count))
    }
}

/// Valid files of the formats of this module, each with what reads it whole.
enum DataCorpus {
    typealias Samples = @Sendable (MemoryFile) -> [DamageRun.Sample]

    static let formats: [String: Samples] = [
        "png": { _ in reference("png", picture) + pngVariants },
        "jpeg": { _ in reference("jpeg", picture) }, "pnm": { _ in pnm },
        "wav": { _ in soundKinds.flatMap { reference($0, sound) } },
        "flac": { _ in reference("flac", sound) }, "idx": { _ in idx },
        "tokenizer.json": { _ in TokenizerFiles.all.map { text($0, tokenizer) } },
        "vocab.txt": vocabularies, "csv": tables, "json lines": records,
    ]

    static func samples(of format: String) -> [DamageRun.Sample] {
        formats[format]?(MemoryFile()) ?? []
    }

    /// Small files may unpack to much: a caller says how much it takes.
    private static let limit = 1 << 22

    /// Whether an error says what is wrong and how to mend it.
    private static func outcome(_ read: () throws(FileError) -> Void) -> DamageRun.Outcome {
        do {
            try read()
            return .read
        } catch {
            return error.path.isEmpty || error.problem.isEmpty || error.fix.isEmpty
                ? .wrong("no file, problem or remedy: \(error)") : .refused
        }
    }

    private static func reference(
        _ format: String, _ read: @escaping @Sendable ([UInt8]) throws(FileError) -> Void
    ) -> [DamageRun.Sample] {
        guard let files = try? ReferenceFile("samples").files(of: format) else { return [] }
        return files.map { file in
            DamageRun.Sample(file.bytes) { bytes in
                outcome { () throws(FileError) in try read(bytes) }
            }
        }
    }

    private static func text(
        _ text: String, _ read: @escaping @Sendable ([UInt8]) throws(FileError) -> Void
    ) -> DamageRun.Sample {
        DamageRun.Sample([UInt8](text.utf8)) { bytes in
            outcome { () throws(FileError) in try read(bytes) }
        }
    }

    // Pictures.

    private static let picture: @Sendable ([UInt8]) throws(FileError) -> Void = {
        bytes throws(FileError) in
        _ = try Bitmap(parsing: ByteRegion(bytes), pixelLimit: limit, path: "x")
    }

    /// What comes behind the checksums: each chunk's is made anew.
    private static let pngVariants: [DamageRun.Sample] = {
        guard let files = try? ReferenceFile("samples").files(of: "png") else { return [] }
        return files.map { file in
            DamageRun.Sample(file.bytes, wrapped: withChecksums) { bytes in
                outcome { () throws(FileError) in try picture(bytes) }
            }
        }
    }()

    private static func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
        var (result, chunk) = (bytes, 8)
        while chunk + 12 <= result.count {
            let count = result[chunk..<chunk + 4].reduce(0) { $0 << 8 | Int($1) }
            let end = chunk + 8 + count
            guard end + 4 <= result.count else { break }
            let sum = crc32(result[chunk + 4..<end])
            for i in 0..<4 { result[end + i] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * i)) }
            chunk = end + 4
        }
        return result
    }

    private static let pnm: [DamageRun.Sample] = (0..<20).map { index in
        let (width, height) = (1 + index % 5, 1 + index % 3)
        let isColour = index % 2 == 1
        let maximum = [255, 1, 127][index % 3]
        let comment = index % 4 == 0 ? "# a comment\n" : ""
        let pixels = (0..<width * height * (isColour ? 3 : 1)).map {
            UInt8(min($0 * 16 % 256, maximum))
        }
        let header = "\(isColour ? "P6" : "P5")\n\(comment)\(width) \(height)\n\(maximum)\n"
        return DamageRun.Sample([UInt8](header.utf8) + pixels) { bytes in
            outcome { () throws(FileError) in try picture(bytes) }
        }
    }

    // Sounds.

    private static let soundKinds = ["wav", "wavex", "rf64", "aiff", "au", "caf", "w64"]

    private static let sound: @Sendable ([UInt8]) throws(FileError) -> Void = {
        bytes throws(FileError) in
        _ = try Sound(parsing: ByteRegion(bytes), sampleLimit: limit, path: "x")
    }

    // Arrays and tables.

    private static let idx: [DamageRun.Sample] = IDX.ElementType.allCases.flatMap { type in
        [[3], [2, 2], [1, 3, 2], [0, 5]].flatMap { shape in
            [false, true].map { isPacked in
                let sizes: [UInt8] = shape.flatMap { [0, 0, 0, UInt8($0)] }
                let count = shape.reduce(type.byteCount, *)
                let values = (0..<count).map { UInt8($0) }
                let file = [0, 0, type.rawValue, UInt8(shape.count)] + sizes + values
                return DamageRun.Sample(isPacked ? gzipped(file) : file) { bytes in
                    outcome { () throws(FileError) in
                        _ = try IDX(parsing: ByteRegion(bytes), path: "x").floats()
                    }
                }
            }
        }
    }

    private static let tables: Samples = { file in
        let texts = [
            "a,b\n1,2\n", "x;y;z\n1;2;3\n4;5;6\n", "1,2,3\n", "a\n\n1\n", "\"a,b\",c\n\"1\n2\",3\n",
            "a,b\r\n1,NA\r\n,3\r\n", "\u{FEFF}name,age\nÜ,1e-3\n",
            "date,n\n2024-02-29,1\n2023-01-01,2\n",
            "a\tb\n1\t\"x\ty\"\n", "\"\"\"\",b\n-1.5e10,0x1\n",
        ]
        return texts.enumerated().flatMap { index, text in
            [false, true].map { isPacked in
                let bytes = [UInt8](text.utf8)
                let separators: [Character] = [",", ";", ",", ",", ",", ",", ",", ",", "\t", ","]
                let csv = CSV(
                    separator: separators[index], hasHeader: index != 2,
                    missing: [.keep, .fill(0), .dropRow][index % 3])
                return DamageRun.Sample(isPacked ? gzipped(bytes) : bytes) { bytes in
                    file.hold(bytes)
                    return outcome { () throws(FileError) in
                        _ = try csv.text(contentsOf: file.path)
                        let table = try csv.table(contentsOf: file.path)
                        let numbers = table.columns.indices.filter {
                            [.integer, .number].contains(table.columns[$0].kind)
                        }
                        _ = try csv.numbers(contentsOf: file.path, columns: .at(numbers))
                    }
                }
            }
        }
    }

    private struct Record: Decodable {
        struct Part: Decodable { let n: Int?, x: [Double]? }
        let text: String
        let part: Part?
        let more: [String: Bool]?
    }

    private static let records: Samples = { file in
        (0..<20).map { index in
            let parts = [
                #"{"text": "a"}"#, #"{"text": "\u00fc\n", "part": {"n": 3, "x": [1, -2.5e3]}}"#,
                #"{"more": {"a": true, "b": false}, "text": "", "part": null}"#, "",
                #"{"text":"é","part":{"x":[]},"other":[[{}]]}"#,
            ]
            let lines = (0...index % 4).map { parts[(index + $0) % parts.count] }
            let bytes = [UInt8](lines.joined(separator: index % 2 == 0 ? "\n" : "\r\n").utf8)
            return DamageRun.Sample(index % 5 == 4 ? gzipped(bytes) : bytes) { bytes in
                file.hold(bytes)
                return outcome { () throws(FileError) in
                    var reader = try JSONLines<Record>(contentsOf: file.path)
                    while try reader.next() != nil {}
                }
            }
        }
    }

    // Tokenizers.

    private static let tokenizer: @Sendable ([UInt8]) throws(FileError) -> Void = {
        bytes throws(FileError) in
        let tokenizer = try Tokenizer(json: bytes, path: "x")
        let encoding = tokenizer.encode("The lower café's 12 [MASK]", pair: "你好 low")
        _ = tokenizer.decode(encoding.ids)
    }

    private static let vocabularies: Samples = { file in
        (0..<20).map { index in
            let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
            let words = ["low", "##er", "the", "ü", "##s", "1", "##2", "'", "好", ","]
            let end = index % 2 == 0 ? "\n" : "\r\n"
            let lines = special[(index % 3 == 0 ? 1 : 0)...] + words.prefix(index % 11)
            return DamageRun.Sample([UInt8]((lines.joined(separator: end) + end).utf8)) { bytes in
                file.hold(bytes)
                return outcome { () throws(FileError) in
                    let tokenizer = try Tokenizer.wordPiece(vocabulary: file.path)
                    _ = tokenizer.decode(tokenizer.encode("The lower 12's", pair: "好").ids)
                }
            }
        }
    }
}
