import Runtime
import Synchronization

/// The user's call that an error came from.
///
/// The stack is noted at once and its source lines are looked up when asked for: a server that throws
/// errors away does not wait for debug information.
package final class CallSite: Sendable {
    private let stack: Backtrace?
    private let found = Mutex<String?>(nil)

    private init(_ stack: Backtrace?) { self.stack = stack }

    /// The program's images, looked up once. That reads the header of every mapped file, and one that
    /// another thread takes away meanwhile would end the program.
    private static let images = ImageMap.capture()

    /// Looks the images up now: to be called before a file is mapped for the first time.
    package static func noteImages() { _ = images }

    /// Whether every recorded operation notes its call: where ``NumericsMode`` or ``MemoryLimit`` may
    /// have to name it. It makes recording several times slower.
    package static let isNoted = NumericsMode.isChecked || MemoryLimit.byteCount != nil

    /// The call that is running.
    package static func here() -> CallSite { CallSite(try? Backtrace.capture(images: images)) }

    /// `path:line` of the innermost frame whose source lies outside Lamina's own `Sources` folder.
    /// Module names would mislead: the standard library's specialisations carry the caller's. A
    /// function that the optimiser merged with one alike has no lines; then its caller is named.
    package var line: String {
        found.withLock { known in
            if let known { return known }
            let frames = stack?.symbolicated()?.frames ?? []
            let user = frames.lazy.compactMap(\.symbol?.sourceLocation).first {
                $0.line > 0 && !isOwnSource($0.path) && !$0.path.hasPrefix("/<compiler-generated>")
            }
            let line = user.map { "\($0.path):\($0.line)" } ?? "unknown line (no debug info)"
            known = line
            return line
        }
    }
}

/// Whether a source file is Lamina's. Inlined frames have paths relative to the folder the compiler
/// ran in, which begin somewhere on the way to `sourcesRoot`.
private func isOwnSource(_ path: String) -> Bool {
    if path.hasPrefix("/") { return path.hasPrefix(sourcesRoot) }
    var folder = sourcesRoot[...]
    while let slash = folder.dropLast().lastIndex(of: "/") {
        folder = folder[...slash]
        if (folder + path).hasPrefix(sourcesRoot) { return true }
    }
    return false
}

/// `…/Sources/` of this checkout, from this file's own path.
private let sourcesRoot = String(#filePath.dropLast("Graph/CallSite.swift".count))
