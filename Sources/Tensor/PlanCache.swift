package import LaminaGraph
import Synchronization

/// Prepared programs by graph; the least recently used leave first, by bytes.
package final class PlanCache: Sendable {
    private struct Entry {
        let program: any Program
        let byteCount: Int
        var lastUse: Int
    }

    private struct Single {
        let primitive: Primitive
        let inputs: [TensorSpec]
        let program: any Program
    }

    private struct State {
        var entries: [Graph: Entry] = [:]
        /// By the hash of operation and operands.
        var singles: [Int: Single] = [:]
        var bytes = 0
        var clock = 0
        var hits = 0
    }

    private let executor: any Executor
    private let state = Mutex(State())
    private let byteLimit: Int
    private let countLimit: Int

    package init(executor: any Executor, byteLimit: Int = 1 << 30, countLimit: Int = 4096) {
        (self.executor, self.byteLimit, self.countLimit) = (executor, byteLimit, countLimit)
    }

    /// The program for a graph of this structure, prepared at the first use.
    package func program(for graph: Graph) -> any Program {
        let known: (any Program)? = state.withLock { state in
            state.clock += 1
            guard let index = state.entries.index(forKey: graph) else { return nil }
            state.hits += 1
            state.entries.values[index].lastUse = state.clock
            return state.entries.values[index].program
        }
        if let known {
            EngineCounters.cacheHits.add(1, ordering: .relaxed)
            return known
        }
        EngineCounters.cacheMisses.add(1, ordering: .relaxed)
        let program = executor.prepare(graph, aliases: [])
        state.withLock { state in
            let entry = Entry(
                program: program, byteCount: program.byteCount, lastUse: state.clock)
            let replaced = state.entries.updateValue(entry, forKey: graph)
            state.bytes += entry.byteCount - (replaced?.byteCount ?? 0)
            evict(&state)
        }
        return program
    }

    /// The program for a single operation on operands of these specs.
    ///
    /// A table of its own: to look up two shapes takes less than to build and compare a graph.
    func program(for node: Node, _ inputs: [Node]) -> any Program {
        var hasher = Hasher()
        hasher.combine(node.primitive)
        for input in inputs { hasher.combine(input.spec) }
        let key = hasher.finalize()
        let known: (any Program)? = state.withLock { state in
            guard let single = state.singles[key], single.primitive == node.primitive,
                single.inputs.count == inputs.count,
                zip(single.inputs, inputs).allSatisfy({ $0 == $1.spec })
            else { return nil }
            state.hits += 1
            return single.program
        }
        if let known {
            EngineCounters.cacheHits.add(1, ordering: .relaxed)
            return known
        }
        var graph = Graph()
        for input in inputs { _ = graph.addInput(input.spec) }
        graph.nodes.append(
            Graph.Node(node.primitive, Array(inputs.indices), node.spec, site: node.site))
        graph.outputs = [inputs.count]
        let single = Single(
            primitive: node.primitive, inputs: inputs.map(\.spec), program: program(for: graph))
        state.withLock { state in
            if state.singles.count >= countLimit { state.singles.removeAll() }
            state.singles[key] = single
        }
        return single.program
    }

    /// How many programs are kept, and how often one was found.
    package var counts: (programs: Int, hits: Int) {
        state.withLock { ($0.entries.count, $0.hits) }
    }

    /// Removes a quarter at once, so that sorting by use is paid by many programs.
    private func evict(_ state: inout State) {
        guard state.bytes > byteLimit || state.entries.count > countLimit else { return }
        let (keptBytes, keptCount) = (byteLimit / 4 * 3, countLimit / 4 * 3)
        for (graph, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard state.bytes > keptBytes || state.entries.count > keptCount else { return }
            guard entry.lastUse < state.clock else { return }
            state.bytes -= entry.byteCount
            state.entries[graph] = nil
        }
    }
}
