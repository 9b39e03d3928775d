import Glibc
import LaminaTrain
import Testing

@Suite struct StopSignalTests {
    /// In a process of its own: signals belong to a whole process.
    @Test func theFirstSignalIsNotedAndTheSecondEnds() async {
        await #expect(processExitsWith: .signal(SIGTERM)) {
            var all = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_BLOCK, &all, nil)
            StopSignal.watch()
            guard StopSignal.current == nil else { exit(1) }
            raise(SIGTERM)
            guard StopSignal.current == SIGTERM else { exit(2) }
            raise(SIGTERM)
        }
    }
}
