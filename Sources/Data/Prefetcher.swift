import Glibc

/// Makes elements 0, 1, 2, ... on a thread of its own, at most `depth` ahead of the reader.
///
/// The thread ends with the last element, or when the reader lets go of the prefetcher.
final class Prefetcher<Element: Sendable>: Sendable {
    private let shared: Shared
    private let thread: BackgroundThread

    init(depth: Int, count: Int, make: @escaping @Sendable (Int) -> Element) {
        precondition(depth > 0, "Prefetcher: at least one element must be made ahead")
        let shared = Shared()
        self.shared = shared
        thread = BackgroundThread {
            for number in 0..<count {
                guard shared.waitForRoom(depth) else { return }
                shared.add(make(number))
            }
        }
    }

    deinit {
        shared.stop()
        thread.join()
    }

    /// The next element; must not be called more than `count` times.
    func next() -> Element { shared.take() }

    /// What reader and thread share.
    ///
    /// `@unchecked`: `made` and `isStopped` are only touched while `lock` is held.
    private final class Shared: @unchecked Sendable {
        private let lock: UnsafeMutablePointer<pthread_mutex_t>
        private let changed: UnsafeMutablePointer<pthread_cond_t>
        private var made: [Element] = []
        private var isStopped = false

        init() {
            (lock, changed) = (.allocate(capacity: 1), .allocate(capacity: 1))
            pthread_mutex_init(lock, nil)
            pthread_cond_init(changed, nil)
        }

        deinit {
            pthread_cond_destroy(changed)
            pthread_mutex_destroy(lock)
            changed.deallocate()
            lock.deallocate()
        }

        /// False if there is no need for more.
        func waitForRoom(_ depth: Int) -> Bool {
            locked {
                while made.count >= depth && !isStopped { pthread_cond_wait(changed, lock) }
                return !isStopped
            }
        }

        func add(_ element: Element) {
            locked {
                made.append(element)
                pthread_cond_signal(changed)
            }
        }

        func take() -> Element {
            locked {
                while made.isEmpty { pthread_cond_wait(changed, lock) }
                pthread_cond_signal(changed)
                return made.removeFirst()
            }
        }

        func stop() {
            locked {
                isStopped = true
                pthread_cond_signal(changed)
            }
        }

        private func locked<Result>(_ body: () -> Result) -> Result {
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            return body()
        }
    }
}
