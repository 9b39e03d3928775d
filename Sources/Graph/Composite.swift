/// An operation written in primitives and carried whole through transforms and passes.
///
/// A kernel may claim it by name; otherwise its body is inlined. Its derivative is the body's,
/// unless `backward` names a composite of its own.
package final class Composite: Sendable, Hashable {
    /// The operation's public name, such as `softmax`.
    package let name: String
    /// The numbers that, with the operands' specs, make the body: an axis, a window.
    package let attributes: InlineInts
    /// From the operands to the one result.
    package let body: Graph
    /// From the operands, the result and its gradient to the first operand's gradient; the other
    /// operands have none.
    package let backward: Graph?

    package init(name: String, attributes: InlineInts, body: Graph, backward: Graph? = nil) {
        (self.name, self.attributes, self.body, self.backward) = (name, attributes, body, backward)
    }

    package static func == (a: Composite, b: Composite) -> Bool {
        a === b
            || a.name == b.name && a.attributes == b.attributes
                && a.body.inputSpecs == b.body.inputSpecs
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(attributes)
    }
}
