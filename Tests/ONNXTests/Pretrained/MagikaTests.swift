import FoundationEssentials
import LaminaData
import LaminaFormats
import LaminaModels
import LaminaONNX
import LaminaTestSupport
import Testing

/// Beside Magika's own package, on texts, pictures, archives, noise and what is too small to tell.
@Suite(.needs(.magika)) struct MagikaTests {
    private struct Reference: Decodable {
        struct Sample: Decodable {
            let name: String
            let base64: Data
            let label: String
            let guess: String
            let mime: String
            let group: String
            let score: Double
            /// The same in double precision.
            let exact: Double
        }
        let samples: [Sample]
    }

    private let magika: Magika
    private let samples: [Reference.Sample]

    init() throws {
        magika = try Magika(loading: OnnxModule.inference)
        samples = try Answers.decoded("magika.json", as: Reference.self).samples
    }

    @Test func judgesFilesAsMagikaDoes() {
        var (largest, fromExact, differing) = (0.0, 0.0, 0)
        for sample in samples {
            let answer = magika.identify([UInt8](sample.base64))
            largest = max(largest, abs(Double(answer.probability) - sample.score))
            fromExact = max(fromExact, abs(Double(answer.probability) - sample.exact))
            let isSame =
                answer.label == sample.label && answer.guess ?? "undefined" == sample.guess
                && answer.mimeType == sample.mime && answer.group == sample.group
            differing += isSame ? 0 : 1
            #expect(isSame, "\(sample.name): \(answer)")
        }
        #expect(
            Parity(
                "Magika", "files judged otherwise, of \(samples.count)", against: "magika 1.0.3",
                value: Double(differing), limit: 0
            ).holds)
        // The network divides by the root of E[x²] - E[x]² + 1e-6. Of a short file, which is nearly all
        // padding, both means are 0.04 and their difference nothing: the last bits of the two sums,
        // 4e-8, move the quotient by a hundredth. Magika's own answers are 5e-3 from exact ones.
        #expect(
            Parity(
                "Magika", "probabilities of \(samples.count) files", against: "magika 1.0.3",
                value: largest, limit: 1e-2
            ).holds)
        #expect(
            Parity(
                "Magika", "the same beside the network in double precision", against: "NumPy 2.4",
                value: fromExact, limit: 1e-3
            ).holds)
    }

    @Test func filesAndFoldersAreNamedByTheirPaths() throws {
        let folder = TemporaryFolder()
        let sample = try #require(samples.first { $0.name == "swift" })
        let path = folder.file("point.txt", holding: [UInt8](sample.base64))
        #expect(try magika.identify(path) == magika.identify([UInt8](sample.base64)))
        #expect(try magika.identify(path).label == "swift")
        #expect(try magika.identify(folder.path).mimeType == "inode/directory")
        #expect(try magika.identify("/dev/null").label == "unknown")
        #expect(throws: FileError.self) { try magika.identify(folder.file("absent")) }
    }

    @Test func aDamagedDescriptionIsAnError() throws {
        let folder = TemporaryFolder()
        for name in WeightsName.magika.files.map(\.name) {
            let path = folder.file("magika/" + name)
            _ = FileTree.makeFolders(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
            try AtomicFile.write(Array("{}".utf8), to: path)
        }
        let fault = #expect(throws: FileError.self) {
            try Magika(from: DataFolder(path: folder.path), loading: OnnxModule.inference)
        }
        #expect(fault?.problem.contains("beg_size") == true)
        #expect(fault?.fix.contains("lamina data get magika") == true)
    }
}
