package import LaminaGraph
import Synchronization

/// Prepared programs by graph; the least recently used leave first, by bytes.
package final class PlanCache: Sendable {
    private struct State {
        var programs: LeastRecentlyUsed<Graph, any Program>
        var hits = 0
    }

    private let executor: any Executor
    private let state: Mutex<State>
    private let operations = RecentOperations()

    package init(executor: any Executor, byteLimit: Int = 1 << 30, countLimit: Int = 4096) {
        self.executor = executor
        state = Mutex(
            State(programs: LeastRecentlyUsed(byteLimit: byteLimit, countLimit: countLimit)))
    }

    /// The program for a graph of this structure, prepared at the first use.
    package func program(for graph: Graph) -> any Program {
        let known: (any Program)? = state.withLock { state in
            let known = state.programs.find(graph)
            if known != nil { state.hits += 1 }
            return known
        }
        if let known {
            EngineCounters.cacheHits.add(1, ordering: .relaxed)
            return known
        }
        EngineCounters.cacheMisses.add(1, ordering: .relaxed)
        let program = executor.prepare(graph, aliases: [])
        state.withLock { $0.programs.keep(program, for: graph, byteCount: program.byteCount) }
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
        state.withLock { ($0.programs.count, $0.hits + operations.hits) }
    }
}
