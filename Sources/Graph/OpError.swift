import Runtime

/// A call that breaks an operation's contract, with what the reader needs to repair it.
public struct OpError: Error, CustomStringConvertible, Sendable {
    /// The operation's public name, such as `matmul`.
    public let op: String
    /// What is wrong, with the numbers that disagree.
    public let problem: String
    /// In the order of the operation's parameters, for example `["lhs": "float32 [32, 784]"]`.
    public let operands: KeyValuePairs<String, String>
    /// How to mend it.
    public let fix: String
    /// `path:line` of the user's call, once the error has left the operation.
    public package(set) var line: String?

    package init(
        op: String, problem: String, operands: KeyValuePairs<String, String>, fix: String
    ) {
        (self.op, self.problem, self.operands, self.fix) = (op, problem, operands, fix)
    }

    /// The problem, a line for each operand, the remedy, and the user's line.
    public var description: String {
        let width = operands.map(\.key.count).max() ?? 3
        let rows = operands.map { key, value in
            "\n  " + key + String(repeating: " ", count: max(width, 3) - key.count) + "  " + value
        }
        let pad = String(repeating: " ", count: max(width, 3) - 3)
        let place = line.map { "\n  at\(pad)   \($0)" } ?? ""
        return "\(op): \(problem)\(rows.joined())\n  fix\(pad)  \(fix)\(place)"
    }
}

/// Runs a shape rule; a failure stops the program and names the user's line. `try` before every
/// tensor expression would bury the arithmetic, and no caller could recover.
package func orTrap<T>(_ rule: () throws(OpError) -> T) -> T {
    do { return try rule() } catch { trap(error) }
}

/// Stops the program with the error and the user's line.
package func trap(_ error: OpError) -> Never {
    var error = error
    error.line = error.line ?? userLine()
    fatalError("\(error)")
}

/// `path:line` of the innermost frame whose source lies outside Lamina's own `Sources` folder.
/// Module names would mislead: the standard library's specialisations carry the caller's. A function
/// that the optimiser merged with one alike has no lines; then its caller is named.
package func userLine() -> String {
    let frames = (try? Backtrace.capture())?.symbolicated()?.frames ?? []
    let user = frames.lazy.compactMap(\.symbol?.sourceLocation).first {
        $0.line > 0 && !isOwnSource($0.path) && !$0.path.hasPrefix("/<compiler-generated>")
    }
    return user.map { "\($0.path):\($0.line)" } ?? "unknown line (no debug info)"
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
private let sourcesRoot = String(#filePath.dropLast("Graph/OpError.swift".count))
