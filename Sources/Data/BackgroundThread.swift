import Glibc

/// A thread of its own, for work that may block: Swift's own pool must not be made to wait.
struct BackgroundThread: Sendable {
    private let thread: pthread_t

    init(_ work: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                if let argument {
                    Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, Unmanaged.passRetained(Work(work)).toOpaque())
        precondition(status == 0, "no thread to be had: \(String(cString: strerror(status)))")
        self.thread = thread
    }

    /// Waits for the work to end; to be called once.
    func join() { pthread_join(thread, nil) }

    /// A closure that can go through a C pointer.
    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
