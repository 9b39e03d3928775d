/// A computation as a list of nodes, each after the nodes it reads.
///
/// A value: passes take one and give another, and two graphs are equal when they compute the same
/// thing in the same way, whatever their numbers.
public struct Graph: Hashable, Sendable {
    /// One operation: what it does, the nodes it reads, and what it yields.
    package struct Node: Hashable, Sendable {
        package var primitive: Primitive
        package var inputs: [Int]
        package var spec: TensorSpec
        /// The module path that recorded it, as in `conv1`; not part of equality.
        package var scope: String
        /// The user's call that it came from, where ``CallSite/isNoted``; not part of equality.
        package var site: CallSite?

        package init(
            _ primitive: Primitive, _ inputs: [Int], _ spec: TensorSpec, scope: String = "",
            site: CallSite? = nil
        ) {
            (self.primitive, self.inputs, self.spec) = (primitive, inputs, spec)
            (self.scope, self.site) = (scope, site)
        }

        package static func == (a: Node, b: Node) -> Bool {
            guard a.inputs == b.inputs, a.spec == b.spec else { return false }
            // Numbers compare by their bits: NaN is itself, and 0 is not -0.
            switch (a.primitive, b.primitive) {
            case (.constant(let x), .constant(let y)): return x.bitPattern == y.bitPattern
            case (.pad(let low, let high, let x), .pad(let otherLow, let otherHigh, let y)):
                return low == otherLow && high == otherHigh && x.bitPattern == y.bitPattern
            default: return a.primitive == b.primitive
            }
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(primitive)
            hasher.combine(inputs)
            hasher.combine(spec)
        }
    }

    package var nodes: [Node]
    /// The specs of the inputs, in the order of their parameter numbers.
    package var inputSpecs: [TensorSpec]
    /// The nodes whose values are wanted.
    package var outputs: [Int]

    package init(nodes: [Node] = [], inputSpecs: [TensorSpec] = [], outputs: [Int] = []) {
        (self.nodes, self.inputSpecs, self.outputs) = (nodes, inputSpecs, outputs)
    }

    /// Adds an input and gives its node.
    package mutating func addInput(_ spec: TensorSpec) -> Int {
        inputSpecs.append(spec)
        nodes.append(Node(.parameter(inputSpecs.count - 1), [], spec))
        return nodes.count - 1
    }

    /// Adds a node whose shape rule holds, and gives its number.
    package mutating func add(_ primitive: Primitive, _ inputs: [Int]) throws(OpError) -> Int {
        let spec = try primitive.spec(of: inputs.map { nodes[$0].spec })
        nodes.append(Node(primitive, inputs, spec))
        return nodes.count - 1
    }

    /// The specs of the outputs, in order.
    package var outputSpecs: [TensorSpec] { outputs.map { nodes[$0].spec } }

    /// How many times each node is read; an output counts as one read.
    package var useCounts: [Int] {
        var counts = [Int](repeating: 0, count: nodes.count)
        for node in nodes { for input in node.inputs { counts[input] += 1 } }
        for output in outputs { counts[output] += 1 }
        return counts
    }
}
