package import LaminaGraph

/// Runs tensor code in which a wrong shape, type or argument is thrown instead of stopping the
/// program: for servers and tools whose input is not their own.
///
/// ```swift
/// do { try checked { print(matmul(a, b)) } } catch { print("400 Bad Request\n\(error)") }
/// ```
///
/// The first fault is thrown when the closure ends, as an ``OpError`` that holds the operation, the
/// operands, the remedy and the line of the call. Until then every faulty operation gives a single
/// NaN, so keep the closure to tensor expressions: what it reads after a fault has no meaning.
/// - Throws: the first `OpError`; else what the closure throws.
public func checked<R>(_ body: () throws -> R) throws -> R {
    let scope = FaultScope()
    let result = Result { try FaultScope.$current.withValue(scope, operation: body) }
    if let fault = scope.first { throw fault }
    return try result.get()
}

/// A call of which operations are a part, as that of a module: it knows where their operands came from.
package protocol FaultContext: AnyObject, Sendable {
    /// The fault with what the call can add to it.
    func explained(_ error: OpError) -> OpError
}

/// The first fault of the operations that ran inside `checked`.
///
/// Sendable because one task uses a scope, while the closure it was made for runs.
package final class FaultScope: @unchecked Sendable {
    @TaskLocal package static var current: FaultScope?

    package private(set) var first: OpError?

    /// Whether an operation inside the current `checked` has failed: what follows has no meaning.
    static var hasFault: Bool { current?.first != nil }

    /// Keeps the fault if it is the first, with the line of the user's call.
    func keep(_ error: OpError) {
        guard first == nil else { return }
        first = Recording.call?.explained(error) ?? error
        first?.callSite = error.callSite ?? .here()
    }
}

/// Runs an operation's whole body. A broken rule stops the program with the user's line; inside
/// `checked` it is kept for the caller, and what `standIn` makes of a NaN stands for the result.
package func operation<R>(
    _ body: () throws(OpError) -> R, standIn: (_ nan: Tensor) -> R
) -> R {
    do { return try body() } catch {
        guard let scope = FaultScope.current else {
            trap(Recording.call?.explained(error) ?? error)
        }
        scope.keep(error)
        return standIn(.constant(.nan, .float32))
    }
}

/// Runs the whole body of an operation with one result.
package func operation(_ body: () throws(OpError) -> Tensor) -> Tensor {
    operation(body) { $0 }
}

/// Runs the whole body of an operation with two results.
package func operation(_ body: () throws(OpError) -> (Tensor, Tensor)) -> (Tensor, Tensor) {
    operation(body) { ($0, $0) }
}

/// Runs the whole body of an operation with three results.
package func operation(
    _ body: () throws(OpError) -> (Tensor, Tensor, Tensor)
) -> (Tensor, Tensor, Tensor) {
    operation(body) { ($0, $0, $0) }
}

/// Runs the whole body of an operation with a list of results, of which `count` are wanted.
package func operation(count: Int, _ body: () throws(OpError) -> [Tensor]) -> [Tensor] {
    operation(body) { Array(repeating: $0, count: count) }
}
