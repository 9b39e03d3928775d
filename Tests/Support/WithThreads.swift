import CLaminaKernels

/// Runs `body` with kernels on `count` threads and puts the old number back.
///
/// The number belongs to the process; other tests may change it meanwhile. That is harmless: no
/// result may depend on it, which is what the callers check.
package func withThreads<R>(_ count: Int, _ body: () throws -> R) rethrows -> R {
    let before = lk_thread_count()
    lk_set_thread_count(Int32(count))
    defer { lk_set_thread_count(before) }
    return try body()
}
