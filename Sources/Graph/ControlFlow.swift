/// One of two graphs, by a condition known when it runs.
///
/// Operands: the condition (`bool []`), then what both branches read. Results: the branch's outputs.
package final class Conditional: Sendable, Hashable {
    package let then, otherwise: Graph
    private let hash: Int

    package init(then: Graph, otherwise: Graph) {
        (self.then, self.otherwise) = (then, otherwise)
        hash = [then, otherwise].hashValue
    }

    package static func == (a: Conditional, b: Conditional) -> Bool {
        a === b || a.hash == b.hash && a.then == b.then && a.otherwise == b.otherwise
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// A graph run once for each position of some sequences, handing a carry from step to step.
///
/// Operands: the first carries, the sequences `[length, …]`, then what every step reads. The body goes
/// from the carries, the elements at the position and the constants to the next carries and the
/// position's elements of the results. Results: the last carries, then the sequences of results, then,
/// if asked for, the sequences of the carries that each step began with.
package final class Scan: Sendable, Hashable {
    package let body: Graph
    package let length: Int
    package let carryCount: Int
    package let sequenceCount: Int
    /// Whether the steps go from the last position to the first.
    package let isReversed: Bool
    /// Whether the carries of all steps are results as well: derivatives read them.
    package let keepsCarries: Bool
    private let hash: Int

    package init(
        body: Graph, length: Int, carryCount: Int, sequenceCount: Int, isReversed: Bool,
        keepsCarries: Bool
    ) {
        (self.body, self.length, self.carryCount) = (body, length, carryCount)
        (self.sequenceCount, self.isReversed) = (sequenceCount, isReversed)
        self.keepsCarries = keepsCarries
        hash = body.hashValue
    }

    package static func == (a: Scan, b: Scan) -> Bool {
        a === b
            || a.hash == b.hash && a.length == b.length && a.carryCount == b.carryCount
                && a.sequenceCount == b.sequenceCount && a.isReversed == b.isReversed
                && a.keepsCarries == b.keepsCarries && a.body == b.body
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
        hasher.combine(length)
    }
}

/// A graph run again and again while a condition on what it carries holds.
///
/// Operands: the first carries, then what every step reads. The condition and the body go from the
/// carries and the constants to `bool []` and to the next carries. Results: the last carries.
package final class WhileLoop: Sendable, Hashable {
    package let condition, body: Graph
    package let carryCount: Int
    /// The most steps; a loop without a limit has no reverse derivative.
    package let maxSteps: Int?
    private let hash: Int

    package init(condition: Graph, body: Graph, carryCount: Int, maxSteps: Int?) {
        (self.condition, self.body) = (condition, body)
        (self.carryCount, self.maxSteps) = (carryCount, maxSteps)
        hash = [condition, body].hashValue
    }

    package static func == (a: WhileLoop, b: WhileLoop) -> Bool {
        a === b
            || a.hash == b.hash && a.carryCount == b.carryCount && a.maxSteps == b.maxSteps
                && a.condition == b.condition && a.body == b.body
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
