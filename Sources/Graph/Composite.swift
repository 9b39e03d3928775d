/// An operation written in primitives and carried whole through transforms and passes.
///
/// A kernel may claim it by name; otherwise its body is inlined.
package final class Composite: Sendable, Hashable {
    /// The operation's public name, such as `softmax`.
    package let name: String
    /// The numbers that, with the operands' specs, make the body: an axis, a window.
    package let attributes: InlineInts
    /// From the operands to the results.
    package let body: Graph
    /// The reverse derivative.
    package let pullback: Derivative
    /// The forward derivative.
    package let pushforward: Derivative
    /// Whether the body alone tells composites of one name and attributes apart, as with a user's
    /// operation.
    private let isKnownByBody: Bool

    /// Where a derivative comes from.
    package enum Derivative: Sendable, Hashable {
        /// The body's own.
        case ofBody
        /// A rule. Reverse: from the operands, the results and their gradients to the gradients of
        /// the operands at these places; the other operands have none. Forward: from the operands,
        /// the results and the tangents of all operands to the results' tangents, and no places.
        case rule(Graph, operands: InlineInts)
        /// There is none: whoever needs it gets an error.
        case missing
    }

    package init(
        name: String, attributes: InlineInts, body: Graph, pullback: Derivative = .ofBody,
        pushforward: Derivative = .ofBody, isKnownByBody: Bool = false
    ) {
        (self.name, self.attributes, self.body) = (name, attributes, body)
        (self.pullback, self.pushforward) = (pullback, pushforward)
        self.isKnownByBody = isKnownByBody
    }

    /// The operations that engines and file formats have kernels or operators for.
    package enum Known: String {
        case softmax, logSoftmax, standardize, layerNorm, attention, attentionGradient
    }

    /// Which of them it is; nil for any other one, and for a user's of that name.
    package var known: Known? { isKnownByBody ? nil : Known(rawValue: name) }

    package static func == (a: Composite, b: Composite) -> Bool {
        if a === b { return true }
        guard a.name == b.name, a.attributes == b.attributes,
            a.body.inputSpecs == b.body.inputSpecs, a.isKnownByBody == b.isKnownByBody
        else { return false }
        return !a.isKnownByBody
            || a.body == b.body && a.pullback == b.pullback && a.pushforward == b.pushforward
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(attributes)
    }
}

extension Double {
    /// The bits, as an attribute of a composite.
    package var attribute: Int { Int(bitPattern: UInt(bitPattern)) }
}

extension InlineInts {
    /// The number whose bits an attribute holds.
    package func number(at index: Int) -> Double {
        Double(bitPattern: UInt64(UInt(bitPattern: self[index])))
    }
}
