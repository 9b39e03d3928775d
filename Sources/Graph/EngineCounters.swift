package import Synchronization

/// How often the parts of the engine did what should be rare. The counters are of the whole process and
/// only rise.
package enum EngineCounters {
    /// Functions that ``compile`` traced for the first time.
    package static let traces = Atomic<Int>(0)
    /// Functions that it traced again, for other shapes, types or another mode.
    package static let retraces = Atomic<Int>(0)
    /// Plans that were made, those of loops and branches among them.
    package static let plans = Atomic<Int>(0)
    /// Evaluations outside of compiled functions that found their plan in the cache.
    package static let cacheHits = Atomic<Int>(0)
    /// Evaluations outside of compiled functions whose plan had to be made.
    package static let cacheMisses = Atomic<Int>(0)

    /// All of them and the pool's memory in one line.
    package static var summary: String {
        let use = BufferPool.shared.use
        func count(_ counter: borrowing Atomic<Int>) -> Int { counter.load(ordering: .relaxed) }
        return "\(count(traces)) traces, \(count(retraces)) retraces, \(count(plans)) plans, "
            + "\(count(cacheHits)) cache hits, \(count(cacheMisses)) misses; "
            + "memory: \(MemoryLimit.text(use.lent)) in use, \(MemoryLimit.text(use.peak)) at most, "
            + "\(MemoryLimit.text(use.kept)) kept"
    }
}
