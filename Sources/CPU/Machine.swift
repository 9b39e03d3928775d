import CLaminaKernels
import Glibc

/// What the program knows of the processor it runs on.
package struct Machine: Sendable {
    /// The model name, such as `Intel(R) Xeon(R) Processor @ 2.10GHz`; empty where the system does
    /// not tell.
    package let name: String
    /// Logical cores that are online.
    package let coreCount: Int
    /// Threads that kernels use, from `LAMINA_THREADS`, the affinity mask and the cgroup's quota.
    package let threadCount: Int
    /// Main memory, in bytes.
    package let memoryByteCount: Int
    /// The vector extensions, as Linux names them, in rising order of width.
    package let vectorExtensions: [String]

    /// The machine as it is now; the thread count may be changed later.
    package static var current: Machine {
        let facts = processorFacts()
        let flags = Set((facts["flags"] ?? facts["Features"] ?? "").split(separator: " "))
        let known = [
            "asimd", "sve", "sse4_2", "avx", "avx2", "fma", "f16c", "avx512f", "avx512bw",
            "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_bf16", "amx_int8",
        ]
        return Machine(
            name: facts["model name"] ?? "", coreCount: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            threadCount: Int(lk_thread_count()),
            memoryByteCount: sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)),
            vectorExtensions: known.filter { flags.contains($0[...]) })
    }

    /// What the user of a machine should know of its processor; nil where there is nothing.
    package static func shortcoming(of vectorExtensions: [String]) -> String? {
        #if arch(x86_64)
            if vectorExtensions.contains("avx2") { return nil }
            return "this processor lacks AVX2: the kernels run without it, several times slower"
        #else
            return nil
        #endif
    }

    /// Says the shortcoming on standard error, once in a process.
    static func noteShortcoming() { _ = isNoted }

    private static let isNoted: Bool = {
        // To read the system's table takes longer than to ask the processor, at every start of a program.
        if lk_has_vector_code() { return false }
        // Where the system tells nothing of the processor, nothing is known to lack.
        let extensions = current.vectorExtensions
        guard !extensions.isEmpty, let text = shortcoming(of: extensions) else { return false }
        let line = "lamina: \(text)\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        return true
    }()

    /// The first processor's lines of `/proc/cpuinfo`, by their names.
    private static func processorFacts() -> [String: String] {
        guard let file = fopen("/proc/cpuinfo", "r") else { return [:] }
        defer { fclose(file) }
        var facts: [String: String] = [:]
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        // A blank line ends the first processor.
        while getline(&line, &capacity, file) > 1, let text = line.map({ String(cString: $0) }) {
            let parts = text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            facts[trimmed(parts[0])] = trimmed(parts[1])
        }
        return facts
    }

    private static func trimmed(_ text: Substring) -> String {
        let isSpace = { (c: Character) in c.isWhitespace }
        return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
