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
    /// Where it happened and where its operands came from, as far as a call around it knew: `in` names the
    /// module, `from` those whose outputs it was given.
    public package(set) var notes: [(label: String, text: String)] = []
    /// Where it left the operation.
    package var callSite: CallSite?

    package init(
        op: String, problem: String, operands: KeyValuePairs<String, String>, fix: String
    ) {
        (self.op, self.problem, self.operands, self.fix) = (op, problem, operands, fix)
    }

    /// `path:line` of the user's call, once the error has left the operation. Finding it takes up to a
    /// second the first time.
    public var line: String? { callSite?.line }

    /// The problem, a line for each operand and note, the remedy, and the user's line.
    public var description: String {
        let pad = String(repeating: " ", count: labelWidth - 3)
        return explanation + (line.map { "\n  at\(pad)   \($0)" } ?? "")
    }

    /// The description without the user's line.
    package var explanation: String {
        let rows = (operands.map { ($0.key, $0.value) } + notes.map { ($0.label, $0.text) }).map {
            key, value in
            "\n  " + key + String(repeating: " ", count: labelWidth - key.count) + "  " + value
        }
        let pad = String(repeating: " ", count: labelWidth - 3)
        return "\(op): \(problem)\(rows.joined())\n  fix\(pad)  \(fix)"
    }

    private var labelWidth: Int {
        max((operands.map(\.key.count) + notes.map(\.label.count)).max() ?? 3, 3)
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
    error.callSite = error.callSite ?? .here()
    fatalError("\(error)")
}
