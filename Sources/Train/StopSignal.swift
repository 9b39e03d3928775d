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

    /// Takes SIGINT and SIGTERM from now on. A second one ends the process as it would have without
    /// this call.
    public static func watch() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                StopSignal.received.store(number, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }

    /// Forgets a signal that came, for a process that goes on.
    package static func reset() { received.store(0, ordering: .relaxed) }
}
