import LaminaFormats
import LaminaTestSupport
import Testing

/// Damaged files of every format: each is read or refused with a reason, none ends the program or
/// takes memory without bound. ``DamageRun`` says how to try a million.
@Suite struct FileMutationTests {
    /// What lacks in the error, if there is one.
    private static func fault(_ bytes: [UInt8], _ file: FileCorpus) -> DamageRun.Outcome {
        do {
            try file.read(ByteRegion(bytes))
            return .read
        } catch {
            if error.position == nil { return .wrong("no byte: \(error)") }
            if !error.path.hasPrefix("x") || error.problem.isEmpty || error.fix.isEmpty {
                return .wrong("no file, problem or remedy: \(error)")
            }
            return .refused
        }
    }

    private static let files = FileCorpus.all + FileCorpus.variants
    private static let formats = Set(files.map(\.format)).sorted()

    @Test func theFilesThemselvesAreRead() throws {
        for file in Self.files {
            #expect(throws: Never.self, "\(file.name)") {
                try file.read(ByteRegion(file.wrapped(file.bytes)))
            }
        }
    }

    @Test(arguments: formats) func thereAreTwentyFilesOfAFormat(format: String) {
        #expect(Self.files.count { $0.format == format } >= 20)
    }

    /// Each format in a process of its own, which may hold 1 GiB: what other tests hold does not count.
    @Test(arguments: DamageRun.chosen(formats))
    func damagedFilesAreReadOrRefusedWithAReason(format: String) async {
        await #expect(processExitsWith: .success) { [format] in
            let samples = FileMutationTests.files.filter { $0.format == format }.map { file in
                DamageRun.Sample(file.bytes, wrapped: file.wrapped) {
                    FileMutationTests.fault($0, file)
                }
            }
            let run = DamageRun(format: format, samples: samples, count: 4000)
            #expect(run.fault() == nil)
        }
    }

    @Test(arguments: FileCorpus.all) func everyTruncationIsRefused(file: FileCorpus) {
        for length in 0..<file.bytes.count {
            let bytes = file.wrapped([UInt8](file.bytes[..<length]))
            if case .wrong(let lack) = Self.fault(bytes, file) {
                Issue.record("\(file.name), length \(length): \(lack)")
            }
            guard !file.mayEndEarly else { continue }
            #expect(throws: FileError.self, "length \(length)") {
                try file.read(ByteRegion(bytes))
            }
        }
    }
}
