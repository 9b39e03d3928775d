package import LaminaGraph
import Synchronization

/// One recorded operation: what a `Tensor` refers to until, and after, its value is needed.
///
/// Nodes are numbered in the order of recording, so that rising numbers are an order in which every
/// node comes after those it reads: no walk over a recorded graph needs recursion.
package final class Node: Sendable {
    package let id: UInt64
    package let primitive: Primitive
    package let spec: TensorSpec
    /// The path of the module that recorded the node, while a graph is traced.
    package let scope: String
    /// The user's call, where ``CallSite/isNoted``.
    let site: CallSite?
    /// Whether the node depends on a traced input or on a point of differentiation: then it keeps
    /// the nodes it reads even when it has a value.
    package let isTraced: Bool
    /// The longest way to a value, in nodes.
    let depth: Int

    /// What the node reads, until it has its value; for good if it is traced.
    private let operands: Mutex<Operands>
    /// Whether ``result`` is there: set once, and never taken back.
    private let hasResult: Atomic<Bool>
    /// Written once, under the operands' lock and before `hasResult` is stored with release order; read by
    /// those alone who saw that flag with acquire order.
    private nonisolated(unsafe) var result: Buffer?

    private static let nextID = Atomic<UInt64>(0)

    convenience init(
        _ primitive: Primitive, _ inputs: [Node], _ spec: TensorSpec, isTraced: Bool = false,
        value: Buffer? = nil
    ) {
        self.init(primitive, Operands(inputs), spec, isTraced: isTraced, value: value)
    }

    init(
        _ primitive: Primitive, _ inputs: consuming Operands, _ spec: TensorSpec,
        isTraced: Bool = false, value: Buffer? = nil
    ) {
        id = Self.nextID.wrappingAdd(1, ordering: .relaxed).newValue
        (self.primitive, self.spec) = (primitive, spec)
        var (traced, deepest) = (isTraced, 0)
        let isLeaf = inputs.first == nil
        inputs.forEach { input in
            traced = traced || input.isTraced
            deepest = max(deepest, input.hasValue ? 0 : input.depth)
        }
        self.isTraced = traced
        scope = traced ? Recording.scope : ""
        site = CallSite.isNoted ? .here() : nil
        depth = value == nil && !isLeaf ? deepest + 1 : 0
        operands = Mutex(inputs)
        hasResult = Atomic(value != nil)
        result = value
    }

    /// The nodes this one reads; none once an untraced node has its value.
    package var inputs: [Node] { operands.withLock { $0.list } }

    /// Whether the value has been computed.
    package var hasValue: Bool { hasResult.load(ordering: .acquiring) }

    /// The value, if it has been computed.
    package var value: Buffer? { hasValue ? result : nil }

    /// Where the value lies; valid as long as the node, for a value is never taken back.
    var memory: UnsafeMutableRawPointer? { hasValue ? result?.pointer : nil }

    /// Gives an untraced node of one or two operands the value that `compute` makes of them; false where
    /// there is more to compute. The operands stay locked: they need not be held otherwise, and who wants
    /// the value too waits for it.
    func fulfil(
        computing compute: (_ first: Node, _ second: Node?) throws(OpError) -> Buffer?
    ) throws(OpError) -> Bool {
        var released = Operands()
        let isDone = try operands.withLock { operands throws(OpError) in
            // A node with its value has no operands any more, and neither has a leaf.
            guard let first = operands.first, operands.others == nil,
                let buffer = try compute(first, operands.second)
            else { return false }
            result = buffer
            hasResult.store(true, ordering: .releasing)
            swap(&operands, &released)
            return true
        }
        Self.release(released)
        return isDone
    }

    /// Gives the node its value; an untraced one lets go of what it was computed from.
    func fulfil(_ buffer: Buffer) {
        let released = operands.withLock { operands in
            if !hasResult.load(ordering: .relaxed) {
                result = buffer
                hasResult.store(true, ordering: .releasing)
            }
            return isTraced ? Operands() : exchange(&operands, Operands())
        }
        Self.release(released)
    }

    deinit { if mayHaveOperands { Self.release(takeOperands()) } }

    /// Whether the node may still refer to others: one with its value does only if it is traced.
    fileprivate var mayHaveOperands: Bool { isTraced || !hasResult.load(ordering: .relaxed) }

    private func takeOperands() -> Operands { operands.withLock { exchange(&$0, Operands()) } }

    /// Frees a chain of nodes in a loop: left to reference counting, each node's end would call the
    /// next one's, and a long chain would overflow the stack.
    ///
    /// The operands are consumed: a caller that still held them would make no node's reference unique.
    private static func release(_ operands: consuming Operands) {
        if operands.endNoChain { return }
        var operands = consume operands
        var pending: [Node] = []
        operands.letGo(orTo: &pending)
        while let node = pending.popLast() {
            var next = node.takeOperands()
            next.letGo(orTo: &pending)
        }
    }
}

/// The nodes that one reads: two lie in place, since a list would cost as much as all else in recording a
/// small operation.
struct Operands: Sendable {
    private(set) var first: Node?
    private(set) var second: Node?
    /// From the third on; nil for none.
    private(set) var others: [Node]?

    init(_ first: Node? = nil, _ second: Node? = nil) {
        (self.first, self.second) = (first, second)
    }

    init(_ nodes: [Node]) {
        if nodes.count > 0 { first = nodes[0] }
        if nodes.count > 1 { second = nodes[1] }
        if nodes.count > 2 { others = Array(nodes[2...]) }
    }

    var list: [Node] {
        guard let first else { return [] }
        guard let second else { return [first] }
        return [first, second] + (others ?? [])
    }

    func forEach(_ body: (Node) -> Void) {
        if let first { body(first) }
        if let second { body(second) }
        if let others { others.forEach(body) }
    }

    /// Whether giving the references up ends no node that may refer to others.
    var endNoChain: Bool {
        others == nil && first?.mayHaveOperands != true && second?.mayHaveOperands != true
    }

    /// Gives all references up, those to `pending` whose end would end more nodes than one.
    mutating func letGo(orTo pending: inout [Node]) {
        Self.letGo(&first, orTo: &pending)
        Self.letGo(&second, orTo: &pending)
        guard var rest = others else { return }
        others = nil
        while !rest.isEmpty {
            var node = rest.popLast()
            Self.letGo(&node, orTo: &pending)
        }
    }

    private static func letGo(_ node: inout Node?, orTo pending: inout [Node]) {
        guard node != nil else { return }
        if node?.mayHaveOperands == true, isKnownUniquelyReferenced(&node), let last = node {
            pending.append(last)
        }
        node = nil
    }
}

/// Puts a new value in place and gives the old one.
private func exchange<T>(_ place: inout T, _ value: T) -> T {
    defer { place = value }
    return place
}

/// What the current task notes in the nodes it records.
package enum Recording {
    /// The path of the module whose `forward` runs, such as `encoder.0.attention`.
    @TaskLocal package static var scope = ""
    /// The call that runs, for what it can add to a fault.
    @TaskLocal package static var call: (any FaultContext)?
}
