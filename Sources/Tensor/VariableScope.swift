import LaminaGraph

/// What reading and writing variables means for the current task: while a function is traced or
/// differentiated, variables stand for tensors.
///
/// Sendable because one task uses a scope, while the closure it was made for runs.
package final class VariableScope: @unchecked Sendable {
    @TaskLocal package static var current: VariableScope?

    /// Whether unknown variables become inputs and writes become outputs.
    private let isTrace: Bool
    private let parent: VariableScope?
    private var values: [ObjectIdentifier: Tensor] = [:]
    private var redirects: [ObjectIdentifier: Variable] = [:]
    /// Variables that became inputs, in order of their first reading, with their placeholders.
    private(set) var reads: [(variable: Variable, placeholder: Tensor)] = []
    /// Variables that were written, in order of their first writing.
    private(set) var writes: [Variable] = []

    /// The operation whose body may not write variables.
    private let readOnlyFor: String?

    /// Whether writes are kept here and lost with the scope.
    private let losesWrites: Bool

    private init(isTrace: Bool, readOnlyFor: String? = nil, losesWrites: Bool = false) {
        (self.isTrace, self.readOnlyFor, parent) = (isTrace, readOnlyFor, Self.current)
        self.losesWrites = losesWrites
    }

    /// Runs `body` as if on a copy of every variable.
    package static func losingWrites<R>(_ body: () throws -> R) rethrows -> R {
        try $current.withValue(VariableScope(isTrace: false, losesWrites: true), operation: body)
    }

    /// Runs `body` with some variables standing for other variables, read and written.
    package static func redirecting<R>(
        _ pairs: [(Variable, Variable)], _ body: () throws -> R
    ) rethrows -> R {
        let scope = VariableScope(isTrace: false)
        for (from, to) in pairs { scope.redirects[ObjectIdentifier(from)] = to }
        return try $current.withValue(scope, operation: body)
    }

    /// Runs the body of a branch or a loop, whose number of runs is not known while it is traced: it
    /// may read variables and not write them.
    package static func readingOnly<R>(in op: String, _ body: () throws -> R) rethrows -> R {
        try $current.withValue(
            VariableScope(isTrace: false, readOnlyFor: op), operation: body)
    }

    /// Runs `body` with every variable turned into an input of a trace.
    package static func tracing<R>(_ body: (VariableScope) throws -> R) rethrows -> R {
        let scope = VariableScope(isTrace: true)
        return try $current.withValue(scope) { try body(scope) }
    }

    /// Runs `body` with some variables standing for other tensors.
    package static func substituting<R>(
        _ values: [(Variable, Tensor)], _ body: () throws -> R
    ) rethrows -> R {
        let scope = VariableScope(isTrace: false)
        for (variable, tensor) in values { scope.values[ObjectIdentifier(variable)] = tensor }
        return try $current.withValue(scope, operation: body)
    }

    /// Whether a function is being traced around this point.
    package var isTracing: Bool { isTrace || parent?.isTracing == true }

    func read(_ variable: Variable) -> Tensor {
        let variable = redirects[ObjectIdentifier(variable)] ?? variable
        let key = ObjectIdentifier(variable)
        if let known = values[key] { return known }
        guard isTrace else { return parent?.read(variable) ?? variable.stored }
        let placeholder = Tensor.placeholder(variable.spec)
        values[key] = placeholder
        reads.append((variable, placeholder))
        return placeholder
    }

    /// Notes a new value; false where no trace takes it and it has to be stored now.
    func write(_ value: Tensor, to variable: Variable) -> Bool {
        if let op = readOnlyFor {
            trap(
                OpError(
                    op: op, problem: "a variable is written inside the body",
                    operands: ["variable": "\(variable.spec)"],
                    fix: "carry it from step to step and write it afterwards; draw random numbers "
                        + "from keys, key.split(into:)"))
        }
        if let other = redirects[ObjectIdentifier(variable)] {
            if parent?.write(value, to: other) != true { other.stored = value }
            return true
        }
        let key = ObjectIdentifier(variable)
        if isTrace {
            values[key] = value
            if !writes.contains(where: { $0 === variable }) { writes.append(variable) }
            return true
        }
        if losesWrites || values[key] != nil { values[key] = value }
        if losesWrites { return true }
        return parent?.write(value, to: variable) ?? false
    }

    /// The traced value of a written variable.
    func written(_ variable: Variable) -> Tensor? { values[ObjectIdentifier(variable)] }
}
