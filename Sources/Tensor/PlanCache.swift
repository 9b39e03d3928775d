package import LaminaGraph
import Synchronization

/// Prepared programs by graph; the least recently used leave first, by bytes.
package final class PlanCache: Sendable {
    private struct Entry {
        let program: any Program
        let byteCount: Int
        var lastUse: Int
    }

    private struct State {
        var entries: [Graph: Entry] = [:]
        var bytes = 0
        var clock = 0
        var hits = 0
    }

    private let executor: any Executor
    private let state = Mutex(State())
    private let operations = RecentOperations()
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

    /// The program for a single operation on one or two operands of these specs.
    ///
    /// A table of its own: to look up two shapes takes less than to build and compare a graph.
    func operation(_ node: Node, _ a: TensorSpec, _ b: TensorSpec?) -> SingleOperation {
        if let known = operations.find(node.primitive, a, b) {
            EngineCounters.cacheHits.add(1, ordering: .relaxed)
            return known
        }
        var graph = Graph()
        _ = graph.addInput(a)
        if let b { _ = graph.addInput(b) }
        let count = graph.inputSpecs.count
        graph.nodes.append(
            Graph.Node(node.primitive, Array(0..<count), node.spec, site: node.site))
        graph.outputs = [count]
        let operation = SingleOperation(node.primitive, a, b, program: program(for: graph))
        operations.keep(operation)
        return operation
    }

    /// How many programs are kept, and how often one was found.
    package var counts: (programs: Int, hits: Int) {
        state.withLock { ($0.entries.count, $0.hits + operations.hits) }
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
