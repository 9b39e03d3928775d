import Glibc
import LaminaGraph

/// The variables of the environment that the engine reads.
enum Environment {
    /// Reads them once, so that a wrong one is an error of usage before any work is done.
    ///
    /// - Throws: ``WrongUsage``.
    static func check() throws {
        do throws(OpError) {
            if let text = value(Pass.variable) { _ = try Pass.list(text, in: Pass.variable) }
            if let text = value(MemoryLimit.variable), !text.isEmpty {
                _ = try MemoryLimit.bytes(text)
            }
        } catch {
            throw WrongUsage(error.explanation)
        }
    }

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
