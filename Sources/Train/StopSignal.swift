import Glibc
import Synchronization

/// A wish to stop, from SIGINT or SIGTERM: training finishes its step, saves and ends in order.
public enum StopSignal {
    private static let received = Atomic<Int32>(0)

    /// The signal that came, if one did.
    public static var current: Int32? {
        let signal = received.load(ordering: .relaxed)
        return signal == 0 ? nil : signal
    }

    /// Takes SIGINT and SIGTERM from now on, to be called on the main thread. A second one ends the
    /// process as it would have without this call.
    public static func watch() {
        // A process inherits which signals are held back, and the worker threads of Dispatch, from
        // which a Swift service may have started this one, hold back all.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                StopSignal.received.store(number, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }
}
