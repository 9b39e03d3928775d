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

    private struct State {
        var inputs: [Node]
        var value: Buffer?
    }

    private let state: Mutex<State>

    private static let nextID = Atomic<UInt64>(0)

    init(
        _ primitive: Primitive, _ inputs: [Node], _ spec: TensorSpec, isTraced: Bool = false,
        value: Buffer? = nil
    ) {
        id = Self.nextID.wrappingAdd(1, ordering: .relaxed).newValue
        (self.primitive, self.spec) = (primitive, spec)
        var (traced, deepest) = (isTraced, 0)
        for input in inputs {
            traced = traced || input.isTraced
            deepest = max(deepest, input.depth)
        }
        self.isTraced = traced
        scope = traced ? Recording.scope : ""
        site = CallSite.isNoted ? .here() : nil
        depth = value == nil && !inputs.isEmpty ? deepest + 1 : 0
        state = Mutex(State(inputs: inputs, value: value))
    }

    /// The nodes this one reads; none once an untraced node has its value.
    package var inputs: [Node] { state.withLock { $0.inputs } }

    /// The value, if it has been computed.
    package var value: Buffer? { state.withLock { $0.value } }

    /// Gives the node its value; an untraced one lets go of what it was computed from.
    func fulfil(_ buffer: Buffer) {
        let released = state.withLock { state in
            if state.value == nil { state.value = buffer }
            guard !isTraced else { return [Node]() }
            defer { state.inputs = [] }
            return state.inputs
        }
        Self.release(released)
    }

    deinit { Self.release(state.withLock { exchange(&$0.inputs, []) }) }

    /// Frees a chain of nodes in a loop: left to reference counting, each node's end would call the
    /// next one's, and a long chain would overflow the stack.
    ///
    /// The list is consumed: a caller that still held it would make no node's reference unique.
    private static func release(_ nodes: consuming [Node]) {
        guard !nodes.isEmpty else { return }
        var pending = consume nodes
        while var node = pending.popLast() {
            guard isKnownUniquelyReferenced(&node) else { continue }
            pending.append(contentsOf: node.state.withLock { exchange(&$0.inputs, []) })
        }
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
