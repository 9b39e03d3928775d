import LaminaGraph
import Synchronization

/// What the engine has done in this process so far, and the memory it holds: to find functions that
/// are traced again and again, and what a step needs at its peak.
///
/// ```swift
/// EngineStatistics.resetPeak()
/// print((Tensor.ones([1000, 1000]) * 2).sum().scalar(), EngineStatistics.current.peakByteCount)
/// ```
///
/// `LAMINA_PROFILE=1` prints them when a program ends. PyTorch: `torch.cuda.memory_stats`,
/// `torch._dynamo.utils.counters`; JAX: `jax.log_compiles`.
public struct EngineStatistics: Sendable, Equatable {
    /// Functions that ``compile(_:)`` traced.
    public let traceCount: Int
    /// How often it traced one of them again, for other shapes, types or another mode: recompilations.
    public let retraceCount: Int
    /// Plans that were made, those of branches and loops among them.
    public let planCount: Int
    /// Evaluations outside of compiled functions that found their plan in the cache.
    public let cacheHitCount: Int
    /// Evaluations outside of compiled functions whose plan had to be made.
    public let cacheMissCount: Int
    /// Memory of tensors and running plans, in bytes.
    public let byteCount: Int
    /// The most of it at a time since the last ``resetPeak()``, in bytes.
    public let peakByteCount: Int
    /// Memory kept for tensors to come, in bytes.
    public let pooledByteCount: Int

    /// The statistics now.
    public static var current: EngineStatistics { EngineStatistics() }

    private init() {
        let use = BufferPool.shared.use
        traceCount = EngineCounters.traces.load(ordering: .relaxed)
        retraceCount = EngineCounters.retraces.load(ordering: .relaxed)
        planCount = EngineCounters.plans.load(ordering: .relaxed)
        cacheHitCount = EngineCounters.cacheHits.load(ordering: .relaxed)
        cacheMissCount = EngineCounters.cacheMisses.load(ordering: .relaxed)
        (byteCount, peakByteCount, pooledByteCount) = (use.lent, use.peak, use.kept)
    }

    /// Lets ``peakByteCount`` begin anew with what is in use now.
    public static func resetPeak() { BufferPool.shared.forgetPeak() }
}
