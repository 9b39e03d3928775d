import Glibc
import LaminaFormats
import LaminaTestSupport
import Testing

/// Damaged files of every format: each is read or refused with a reason, none ends the program or
/// takes memory without bound.
///
/// `LAMINA_FUZZ_INPUTS=1000000` tries as many inputs instead of tens of thousands,
/// `LAMINA_FUZZ_SEED` others.
@Suite struct FileMutationTests {
    private static func setting(_ name: String, _ usual: Int) -> Int {
        getenv(name).flatMap { Int(String(cString: $0)) } ?? usual
    }

    static let inputs = setting("LAMINA_FUZZ_INPUTS", 40_000)
    static let seed = setting("LAMINA_FUZZ_SEED", 67)

    /// Reads `bytes`; what lacks in the error, if there is one.
    private func fault(_ bytes: [UInt8], _ file: FileCorpus) -> String? {
        do {
            try file.read(ByteRegion(bytes))
            return nil
        } catch {
            if error.position == nil { return "no byte: \(error)" }
            if !error.path.hasPrefix("x") || error.problem.isEmpty || error.fix.isEmpty {
                return "no file, problem or remedy: \(error)"
            }
            return nil
        }
    }

    @Test(arguments: FileCorpus.all) func theFilesThemselvesAreRead(file: FileCorpus) throws {
        try file.read(ByteRegion(file.wrapped(file.bytes)))
    }

    /// Each format in a process of its own, which may hold 1 GiB: what other tests hold does not count.
    @Test(arguments: FileCorpus.all.map(\.name))
    func damagedFilesAreReadOrRefusedWithAReason(name: String) async {
        await #expect(processExitsWith: .success) { [name] in
            var ceiling = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &ceiling) == 0)
            let tests = FileMutationTests()
            tests.damage(try #require(FileCorpus.all.first { $0.name == name }))
        }
    }

    private func damage(_ file: FileCorpus) {
        let count = Self.inputs / FileCorpus.all.count + 1
        for number in 0..<count {
            // Each input has its own generator, so that one can be made again without the others.
            var mutator = Mutator(seed: UInt64(Self.seed) << 40 + UInt64(number))
            let other = FileCorpus.all[number % FileCorpus.all.count].bytes
            let bytes = file.wrapped(mutator.mutated(file.bytes, with: other))
            if let lack = fault(bytes, file) {
                Issue.record("\(file.name), seed \(Self.seed), input \(number): \(lack)")
                return
            }
        }
    }

    @Test(arguments: FileCorpus.all) func everyTruncationIsRefused(file: FileCorpus) {
        for length in 0..<file.bytes.count {
            let bytes = file.wrapped([UInt8](file.bytes[..<length]))
            if let lack = fault(bytes, file) {
                Issue.record("\(file.name), length \(length): \(lack)")
            }
            guard !file.mayEndEarly else { continue }
            #expect(throws: FileError.self, "length \(length)") {
                try file.read(ByteRegion(bytes))
            }
        }
    }
}
