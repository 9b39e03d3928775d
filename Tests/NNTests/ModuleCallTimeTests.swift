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
    @Test func aLayersCallCostsLessThanATenthOfAMicrosecond() {
        let x = Tensor(1)
        func nanoseconds(_ rounds: Int, _ body: () -> Void) -> Double {
            (0..<20).map { _ in
                let start = ContinuousClock.now
                for _ in 0..<rounds { body() }
                return (ContinuousClock.now - start) / .nanoseconds(1) / Double(rounds)
            }.min() ?? .infinity
        }
        let (outer, model) = (Nothing(), Hundred())
        let outermost = nanoseconds(100_000) { _ = outer(x) }
        let whole = nanoseconds(1000) { _ = model(x) }
        let inner = (whole - outermost) / 100
        print("a call of a layer: \(Int(inner)) ns, of the outermost module: \(Int(outermost)) ns")
        #expect(inner < 100)
    }
}
