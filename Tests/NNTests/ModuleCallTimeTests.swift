import Foundation
import LaminaNN
import LaminaTensor
import Testing

private struct Nothing: Module {
    func forward(_ x: Tensor) -> Tensor { x }
}

private struct Hundred: Module {
    let inner = Nothing()

    func forward(_ x: Tensor) -> Tensor {
        var x = x
        for _ in 0..<100 { x = inner(x) }
        return x
    }
}

/// What an uncompiled module's call costs besides its `forward`. It reads the clock, so it only runs when
/// it is asked for: `LAMINA_TIME=1 swift test -c release --skip-build --filter ModuleCallTimeTests`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LAMINA_TIME"] != nil))
struct ModuleCallTimeTests {
    /// On a thread without a task, as a program's own: a test's task has values of its own, among which
    /// those of a call are looked for.
    @Test func aLayersCallCostsLessThanATenthOfAMicrosecond() async {
        let nanoseconds = await withCheckedContinuation {
            (done: CheckedContinuation<Double, Never>) in
            Thread.detachNewThread { done.resume(returning: Self.measure()) }
        }
        #expect(nanoseconds < 100)
    }

    /// Of an inner layer's call, in nanoseconds.
    private static func measure() -> Double {
        let x = Tensor(1)
        // The thread's own time, so that others at work on the machine do not count.
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
        }
        func nanoseconds(_ rounds: Int, _ body: () -> Void) -> Double {
            (0..<20).map { _ in
                let start = now()
                for _ in 0..<rounds { body() }
                return (now() - start) / Double(rounds)
            }.min() ?? .infinity
        }
        let (outer, model) = (Nothing(), Hundred())
        let outermost = nanoseconds(100_000) { _ = outer(x) }
        let whole = nanoseconds(1000) { _ = model(x) }
        let inner = (whole - outermost) / 100
        print("a call of a layer: \(Int(inner)) ns, of the outermost module: \(Int(outermost)) ns")
        return inner
    }
}
